/// How right a model is when it says that it is sure: answered fields by their confidence in percent.
public struct Calibration: Sendable, Equatable {
  public struct Bin: Sendable, Equatable {
    public var fields = 0
    public var wrong = 0

    static func + (one: Bin, other: Bin) -> Bin {
      Bin(fields: one.fields + other.fields, wrong: one.wrong + other.wrong)
    }
  }

  private var bins = [Bin](repeating: Bin(), count: 101)
  /// Answers without a confidence that is a number from 0 to 1.
  public private(set) var unknown = Bin()

  public init() {}

  /// - Parameter confidence: from 0 to 1.
  public mutating func add(confidence: Double?, isRight: Bool) {
    let field = Bin(fields: 1, wrong: isRight ? 0 : 1)
    guard let confidence else {
      unknown = unknown + field
      return
    }
    let percent = min(100, max(0, Int((confidence * 100 + 1e-9).rounded(.down))))
    bins[percent] = bins[percent] + field
  }

  mutating func add(_ other: Calibration) {
    for percent in bins.indices { bins[percent] = bins[percent] + other.bins[percent] }
    unknown = unknown + other.unknown
  }

  /// Fields that have an answer.
  public var fields: Int { accepted(from: 0).fields + unknown.fields }

  /// From 0–10 % to 90–100 %; the last holds 100 %, too.
  public var deciles: [Bin] { (0..<10).map { sum($0 * 10...($0 == 9 ? 100 : $0 * 10 + 9)) } }

  /// Fields whose confidence is at least so many percent.
  public func accepted(from percent: Int) -> Bin { sum(max(0, percent)...100) }

  private func sum(_ percents: ClosedRange<Int>) -> Bin {
    bins[percents].reduce(Bin(), +)
  }

  /// The lowest confidence in percent from which at most `share` of the fields are wrong; nil where there is none.
  public func threshold(wrongAtMost share: Double) -> Int? {
    (0...100).first { percent in
      let bin = accepted(from: percent)
      return bin.fields > 0 && Double(bin.wrong) <= share * Double(bin.fields)
    }
  }
}
