internal import OpenRouter

/// The order in which sheets are looked at: what is least certain first, and among it, spread evenly, a random sample of
/// what looks certain, so that the errors that slip through are measured.
public struct ReviewQueue: Sendable, Equatable {
  /// What is known of one sheet when the queue is made.
  public struct Sheet: Sendable, Equatable {
    public var number: Int
    public var failingChecks: Int
    /// Fields for which a second run has another value.
    public var disagreements: Int
    /// In percent; nil where no field has a confidence.
    public var lowestConfidence: Int?
    /// Decides about the control sample; the same for the same image.
    public var name: String

    public init(
      number: Int, failingChecks: Int = 0, disagreements: Int = 0, lowestConfidence: Int?, name: String
    ) {
      self.number = number
      self.failingChecks = failingChecks
      self.disagreements = disagreements
      self.lowestConfidence = lowestConfidence
      self.name = name
    }
  }

  /// The sheets in the order in which they are to be looked at.
  public let numbers: [Int]
  /// Those that are there for control only.
  public let control: Set<Int>

  /// - Parameters:
  ///   - certainFrom: the confidence in percent from which a sheet without a failing check and disagreement is certain.
  ///   - controlShare: from 0 to 1, of the certain ones.
  public init(_ sheets: [Sheet], certainFrom: Int = 90, controlShare: Double = 0.05, seed: UInt64 = 1) {
    func isCertain(_ sheet: Sheet) -> Bool {
      sheet.failingChecks == 0 && sheet.disagreements == 0 && (sheet.lowestConfidence ?? 0) >= certainFrom
    }
    let doubtful = sheets.filter { !isCertain($0) }.sorted(by: Self.comesBefore).map(\.number)
    let sample = sheets.filter { isCertain($0) && Self.share(of: $0.name, seed) < controlShare }.map(\.number)
    control = Set(sample)
    numbers = Self.spread(sample, among: doubtful)
  }

  private static func comesBefore(_ one: Sheet, _ other: Sheet) -> Bool {
    let (left, right) = (key(one), key(other))
    return left < right
  }

  private static func key(_ sheet: Sheet) -> (Int, Int, Int, Int) {
    (-sheet.failingChecks, -sheet.disagreements, sheet.lowestConfidence ?? -1, sheet.number)
  }

  /// A number from 0 up to 1 that depends on the name and the seed alone.
  private static func share(of name: String, _ seed: UInt64) -> Double {
    let digits = ContentHash.hex(of: Array("\(seed) \(name)".utf8)).prefix(12)
    return Double(UInt64(digits, radix: 16) ?? 0) / Double(UInt64(1) << 48)
  }

  /// Puts `few` evenly among `many`, neither in another order than before.
  private static func spread(_ few: [Int], among many: [Int]) -> [Int] {
    guard !few.isEmpty else { return many }
    var result: [Int] = []
    result.reserveCapacity(few.count + many.count)
    var taken = 0
    for (place, number) in many.enumerated() {
      result.append(number)
      let due = (place + 1) * few.count / many.count
      result += few[taken..<due]
      taken = due
    }
    return result + few[taken...]
  }
}

/// How a review gets on.
public struct ReviewPace: Sendable, Equatable {
  /// Decisions an hour over the last stretch of work without a pause of five minutes; nil for fewer than two.
  public let decisionsPerHour: Double?

  /// - Parameter seconds: when decisions were made, oldest first.
  public init(seconds: [Double]) {
    var start = seconds.count - 1
    while start > 0, seconds[start] - seconds[start - 1] <= 300 { start -= 1 }
    guard start >= 0, let last = seconds.last, seconds.count - start > 1, last > seconds[start] else {
      decisionsPerHour = nil
      return
    }
    decisionsPerHour = Double(seconds.count - start - 1) * 3600 / (last - seconds[start])
  }
}
