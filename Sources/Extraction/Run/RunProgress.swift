public import OpenRouter

/// Where a run in progress stands, as the process that runs it knows.
public struct RunProgress: Sendable, Equatable {
  /// Specimens selected.
  public var total = 0
  /// With a success, and with a failure, as their last record.
  public var done = 0
  public var failed = 0
  /// Decided by this start; what rate and time left are taken from.
  public var decided = 0
  public var inFlight = 0
  /// Of the run, earlier starts included.
  public var cost = Money.zero
  /// Answers came, and the service has not said what one of them cost.
  public var isCostUnknown = false
  /// 1 for the first key of this start, one more for each that followed.
  public var keyTurn = 1
  /// Since this start began.
  public var elapsed = Duration.zero
  /// Why nothing is sent at the moment; nil where the run goes on.
  public var outage: Outage?
  /// Until when the account's daily limit keeps the run waiting; nil where it does not.
  public var dailyLimitEnd: Timestamp?
  /// How many requests of a free model the account may make in a day; nil where no such limit is known.
  public var freePerDay: Int?

  /// A time in which the run waits for the service, or for the input folder.
  public struct Outage: Sendable, Equatable {
    public let subject: OutageSubject
    public let reason: String
    /// Since the start began.
    public let since: Duration

    public init(subject: OutageSubject, reason: String, since: Duration) {
      self.subject = subject
      self.reason = reason
      self.since = since
    }
  }

  public init() {}

  /// What is still to be decided, failures that are tried again included.
  public var remaining: Int { max(0, total - done - failed) }
  /// Whole days to the end, where a daily limit makes them more than one.
  public var daysLeft: Int? { FreeAllowance(perDay: freePerDay).daysBeyondOne(for: remaining) }
  /// Of all decided, 0 to 1; nil where none is.
  public var successShare: Double? { done + failed > 0 ? Double(done) / Double(done + failed) : nil }
}
