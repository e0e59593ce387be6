public import OpenRouter

/// Something that had to be kept could not be written (exit status 74).
public struct WriteFailure: ExplainedError, Equatable {
  public let path: String
  /// How many bytes were to be written.
  public let bytes: Int
  public let reason: String

  init(path: String, bytes: Int, reason: SystemError) {
    self.init(path: path, bytes: bytes, reason: reason.description)
  }

  public init(path: String, bytes: Int, reason: String) {
    self.path = path
    self.bytes = bytes
    self.reason = reason
  }

  public var kindName: String { "write_failed" }
  public var message: String { "`\(path)` could not be written, \(bytes) bytes needed: \(reason)" }
  public var hint: String? {
    "make room or mend the folder, then start the same command again: it goes on where it stopped"
  }
}
