public import OpenRouter

/// Something of a run folder could not be read.
public struct ReadFailure: ExplainedError, Equatable {
  public let path: String
  public let reason: String

  init(path: String, reason: SystemError) {
    self.path = path
    self.reason = reason.description
  }

  public var kindName: String { "read_failed" }
  public var message: String { "`\(path)` could not be read: \(reason)" }
  public var hint: String? { "see who owns it: `ls -l \(path)`" }
}
