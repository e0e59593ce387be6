internal import OpenRouter

/// Why a run ends before every specimen is decided.
public struct StopReason: Sendable, Equatable {
  public enum Cause: String, Sendable, Equatable {
    case earlyValidation = "early_validation"
    case rollingStop = "rolling_stop"
    case noKey = "no_key"
    case money
    case model
    case needsOperator = "needs_operator"
    case writeFailed = "write_failed"
    case lockLost = "lock_lost"
    case unavailable
    case interrupted
    case terminated
  }

  public let cause: Cause
  /// A fixed short word, finer than the cause.
  public let kind: String
  public let message: String
  public let hint: String?

  public init(_ cause: Cause, kind: String, message: String, hint: String? = nil) {
    self.cause = cause
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  init(_ cause: Cause, _ error: any ExplainedError) {
    self.init(cause, kind: error.kindName, message: error.message, hint: error.hint)
  }

  public var exitStatus: ExitStatus {
    switch cause {
    case .earlyValidation, .rollingStop: .earlyValidation
    case .noKey, .needsOperator: .noUsableKey
    case .money: .outOfMoney
    case .model: .modelGone
    case .writeFailed: .writeFailed
    case .lockLost: .outputNotWritable
    case .unavailable: .serviceUnavailable
    case .interrupted: .interrupted
    case .terminated: .terminated
    }
  }
}

/// How herbx ends. 64 to 75 follow sysexits.h where it has a fitting word.
public enum ExitStatus: Int32, Sendable, CaseIterable {
  case everySpecimenHasARecord = 0
  case checkFailed = 1
  case someSpecimensFailed = 3
  case earlyValidation = 4
  case noUsableKey = 5
  case outOfMoney = 6
  case modelGone = 7
  case usage = 64
  case inputMissing = 66
  case outputNotWritable = 73
  case writeFailed = 74
  case serviceUnavailable = 75
  case interrupted = 130
  case terminated = 143
}
