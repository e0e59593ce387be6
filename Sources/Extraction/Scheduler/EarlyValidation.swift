/// The checkpoint at the beginning of a run: a bad prompt, model or folder shows before it costs thousands of requests.
///
/// Until the checkpoint's number of specimens is decided, no more than that number is ever begun.
struct EarlyValidation: Equatable {
  /// How many specimens are to be decided; nil where there is no checkpoint, or it has been passed.
  private(set) var checkpoint: Int?
  let threshold: Double
  private(set) var begun = 0
  private(set) var decided = 0
  private(set) var successes = 0

  init(checkpoint: Int?, threshold: Double) {
    self.checkpoint = checkpoint.flatMap { $0 > 0 ? $0 : nil }
    self.threshold = threshold
  }

  enum Result: Equatable {
    case passed(successes: Int, of: Int)
    case stopped(successes: Int, of: Int)
  }

  var mayBegin: Bool { checkpoint.map { begun < $0 } ?? true }

  mutating func begin() { begun += 1 }

  /// A specimen was put back without a verdict.
  mutating func takeBack() { begun -= 1 }

  /// - Returns: the checkpoint's result, with the specimen that completes it.
  mutating func decide(isSuccess: Bool) -> Result? {
    guard let checkpoint else { return nil }
    decided += 1
    successes += isSuccess ? 1 : 0
    guard decided >= checkpoint else { return nil }
    self.checkpoint = nil
    let isEnough = Double(successes) >= threshold * Double(decided)
    return isEnough ? .passed(successes: successes, of: decided) : .stopped(successes: successes, of: decided)
  }
}

/// The share of successes over the last specimens, looked at every so often.
struct RollingWindow: Equatable {
  static let length = 50
  static let warningShare = 0.7

  private var outcomes: [Bool] = []
  private var next = 0
  private var sinceLook = 0

  /// - Returns: the number of successes among the last 50, each time 50 more are decided and fewer than 70 % of them
  ///   were.
  mutating func add(isSuccess: Bool) -> Int? {
    if outcomes.count < Self.length {
      outcomes.append(isSuccess)
    } else {
      outcomes[next] = isSuccess
    }
    next = (next + 1) % Self.length
    sinceLook += 1
    guard sinceLook == Self.length else { return nil }
    sinceLook = 0
    let successes = outcomes.count { $0 }
    return Double(successes) < Self.warningShare * Double(Self.length) ? successes : nil
  }
}
