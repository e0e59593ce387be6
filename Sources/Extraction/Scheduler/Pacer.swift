/// How many requests may be in flight, and when the next may go.
///
/// The number grows while the service keeps up and falls when it says "too many": to half at once, then quickly back to
/// just below where it was refused, and only seldom beyond. Requests that were already under way when the number fell
/// say nothing new.
///
/// It begins with 32. Where more are asked for it does not wait for answers to grow, which would cost seconds: a service
/// refuses at once and answers late, so a moment without a refusal is reason enough for 32 more, and so on.
struct Pacer: Equatable {
  /// Asked for; less where the process may open no more files.
  private(set) var maximum: Int
  /// Between two sendings where a number per minute is set.
  private let interval: Duration?
  private(set) var limit: Int
  /// Where growth was last refused; growth is quick below it and slow above.
  private var threshold: Int
  /// Successes since the limit last changed at the threshold.
  private var successesAtThreshold = 0
  /// Successes needed at the threshold before more is tried; doubles each time the trial is refused.
  private var successesNeeded = Pacer.fewestSuccesses
  /// How much more is tried; doubles with each trial that is not refused.
  private var step = 1
  /// Requests up to this number were sent before the limit last fell: they say nothing about it.
  private var epoch = 0
  private var sent = 0
  private var hasSucceededInEpoch = false
  private var hasGrownInEpoch = false
  private var nextSending: Duration = .zero
  /// Whether nothing has been refused and the number asked for is not reached.
  private var isInSlowStart: Bool
  /// When more may be tried; nil where nobody waits for it.
  private(set) var nextIncrease: Duration?

  /// Beyond this a run begins gently: a service that takes fewer at once refuses the rest.
  static let initialLimit = 32
  /// In which 32 requests to a service nearby are refused, if they are.
  private static let firstInterval = Duration.milliseconds(75)
  private static let nextInterval = Duration.milliseconds(10)
  private static let fewestSuccesses = 8
  private static let mostSuccesses = 1024

  init(concurrency: Int, requestsPerMinute: Int?) {
    maximum = concurrency
    interval = requestsPerMinute.map { .seconds(60) / max(1, $0) }
    limit = min(concurrency, Self.initialLimit)
    threshold = concurrency
    isInSlowStart = maximum > Self.initialLimit
  }

  /// A sending's number, to be given back with its answer.
  typealias Ticket = Int

  /// Of the last sending.
  var lastTicket: Ticket { sent }

  mutating func admits(inFlight: Int, at now: Duration) -> Bool {
    if isInSlowStart, inFlight >= limit { increase(at: now) }
    return inFlight < limit
  }

  private mutating func increase(at now: Duration) {
    let due = nextIncrease ?? now + Self.firstInterval
    nextIncrease = due
    guard now >= due else { return }
    limit = min(maximum, limit + Self.initialLimit)
    isInSlowStart = limit < maximum
    nextIncrease = isInSlowStart ? now + Self.nextInterval : nil
  }

  /// When the next request may go.
  func earliestSending(now: Duration) -> Duration { interval == nil ? now : max(now, nextSending) }

  mutating func send(at now: Duration) -> Ticket {
    if let interval { nextSending = max(now, nextSending) + interval }
    sent += 1
    return sent
  }

  /// A request that went out again by itself, with a fresh key, takes a place in the minute too.
  mutating func countExtraSending() {
    if let interval { nextSending += interval }
  }

  mutating func succeed() {
    hasSucceededInEpoch = true
    if limit < threshold {
      grow(to: limit + 1)
      return
    }
    guard limit < maximum else { return }
    successesAtThreshold += 1
    guard successesAtThreshold >= max(successesNeeded, limit) else { return }
    grow(to: min(maximum, limit + step))
    threshold = limit
    step *= 2
  }

  /// Never more than `number` from now on.
  /// - Returns: the number where it is new.
  mutating func cap(at number: Int) -> Int? {
    (isInSlowStart, nextIncrease) = (false, nil)
    guard number < maximum else { return nil }
    maximum = number
    limit = min(limit, maximum)
    threshold = min(threshold, maximum)
    return maximum
  }

  private mutating func grow(to newLimit: Int) {
    limit = newLimit
    successesAtThreshold = 0
    hasGrownInEpoch = true
  }

  /// - Parameter inFlight: without the refused one.
  /// - Returns: the new limit where this refusal lowered it; nil where it only repeats what is known.
  mutating func slowDown(_ ticket: Ticket, inFlight: Int) -> Int? {
    (isInSlowStart, nextIncrease) = (false, nil)
    guard ticket > epoch else {
      // The rest of a burst, refused at once: what is still being served is what fits.
      if !hasSucceededInEpoch {
        threshold = max(1, min(threshold, inFlight))
        limit = min(limit, threshold)
      }
      return nil
    }
    if hasGrownInEpoch {
      threshold = max(1, min(limit, max(inFlight, limit / 2)))
      successesNeeded = min(successesNeeded * 2, Self.mostSuccesses)
    }
    epoch = sent
    (successesAtThreshold, step, hasSucceededInEpoch, hasGrownInEpoch) = (0, 1, false, false)
    limit = max(1, min(limit, inFlight + 1) / 2)
    return limit
  }
}
