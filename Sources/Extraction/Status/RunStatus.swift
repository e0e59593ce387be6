public import OpenRouter
public import SystemLayer

/// How a run stands: the one value behind `status`, the dashboard and the report.
public struct RunStatus: Sendable, Equatable {
  public enum State: Sendable, Equatable {
    case running(pid: String)
    /// A reason ended it before every specimen was decided.
    case stopped(kind: String, message: String)
    case finished
    /// Nobody holds the folder's lock, and no event tells of an end.
    case died

    public var word: String {
      switch self {
      case .running: "running"
      case .stopped: "stopped"
      case .finished: "finished"
      case .died: "died"
      }
    }
  }

  public var id = ""
  public var state = State.died
  /// The process of a running run.
  public var holder: LockHolder?
  public var model: String?
  /// Whether the records are invented, by `--simulate`.
  public var isSimulated = false
  /// Of the first and of the latest start; the end, or the last sign of life.
  public var firstStarted: Timestamp?
  public var started: Timestamp?
  public var ended: Timestamp?
  public var starts = 0

  /// Specimens selected by the latest start.
  public var total = 0
  /// With a success, and with a failure, as their last record.
  public var done = 0
  public var failed = 0
  /// What the latest start has still to decide, failures that it tries again included.
  public var remaining = 0
  /// How many requests may be out at once, as far as the last throttling says; nil where it never throttled.
  public var inFlightLimit: Int?
  /// What a running run waits for; nil where it goes on.
  public var outage: Outage?
  /// How many requests in flight a stop waits for; nil while none is under way.
  public var stopping: Int?
  /// How many requests of a free model the account may make in a day; nil where no such limit is known.
  public var freePerDay: Int?

  /// Records a minute, over the last minutes of a run that runs, else over the whole of its latest start.
  public var ratePerMinute: Double?
  public var cost = Cost()
  public var keys: [KeyUse] = []
  public var coverage: [Coverage] = []
  public var failures: [FailureGroup] = []
  public var keyEvents: [Note] = []
  public var rotations = 0
  public var throttled = 0
  public var notes: [Note] = []
  public var timeline = Timeline()
  /// Of a run with shards; nil of any other.
  public var shards: [ShardStatus]?

  public init() {}

  /// Specimens without any record.
  public var open: Int { max(0, total - done - failed) }
  /// Of those decided; nil where none is.
  public var successShare: Double? { done + failed > 0 ? Double(done) / Double(done + failed) : nil }
  /// Whole days to the end of a running run, where a daily limit makes them more than one.
  public var daysLeft: Int? {
    isRunning && stopping == nil ? FreeAllowance(perDay: freePerDay).daysBeyondOne(for: remaining) : nil
  }
  /// Seconds to the end at the present rate; nil where nothing goes on, no rate is known, or a daily limit bounds it.
  public var secondsLeft: Int? {
    guard isRunning, outage == nil, stopping == nil, daysLeft == nil, let ratePerMinute, ratePerMinute > 0 else {
      return nil
    }
    return Int((Double(remaining) / ratePerMinute * 60).rounded(.up))
  }
  public var isRunning: Bool { if case .running = state { true } else { false } }
}

extension RunStatus {
  /// The service or the input folder is not well, or the account's daily limit is reached.
  public struct Outage: Sendable, Equatable {
    public let since: Timestamp
    public let reason: String
    /// When it ends; nil where nobody knows.
    public var until: Timestamp?
  }

  /// In US dollars, over all records.
  public struct Cost: Sendable, Equatable {
    public var total = Money.zero
    /// Beside `total`: known to be billed for answers that never came.
    public var lost = Money.zero
    /// On answers that became no record.
    public var wasted = Money.zero
    /// Nil where there is no success, or one whose cost is not known.
    public var perSuccess: Money?
    /// Successes of which the service did not say what they cost; they are not in `total`.
    public var unpriced = 0

    /// Whether there are answers, and of none is known what it cost: `total` says nothing then.
    public var isUnknown: Bool { unpriced > 0 && total == .zero }

    public init() {}
  }

  public struct KeyUse: Sendable, Equatable {
    /// The first digits of the key's SHA-256.
    public let key: String
    public var records: Int
    public var cost: Money
  }

  public struct Coverage: Sendable, Equatable {
    public let term: String
    /// Successes with a value for the term.
    public let filled: Int
    /// 0 to 1.
    public let share: Double
  }

  public struct FailureGroup: Sendable, Equatable {
    public let kind: String
    public let count: Int
    public let example: Example?

    public struct Example: Sendable, Equatable {
      public let image: String
      public let error: String
    }
  }

  /// Something that happened to the run as a whole.
  public struct Note: Sendable, Equatable {
    public let at: Timestamp
    /// An event's type.
    public let kind: String
    public let text: String
  }

  /// Records over time, in pieces of equal length.
  public struct Timeline: Sendable, Equatable {
    public var start: Timestamp?
    public var pieceSeconds = 60
    public var pieces: [Piece] = []

    public struct Piece: Sendable, Equatable {
      public var succeeded = 0
      public var failed = 0
    }
  }
}
