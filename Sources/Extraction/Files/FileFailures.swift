public import OpenRouter
public import SystemLayer

/// Something that had to be kept could not be written (exit status 74).
public struct WriteFailure: ExplainedError, Equatable {
  public let path: String
  /// How many bytes were to be written.
  public let bytes: Int
  public let reason: String
  /// Whether the bytes were written, and it is only not known that the disk has them.
  public var isUncertain = false

  public init(_ error: SystemError, bytes: Int = 0) {
    self.init(path: error.path.string, bytes: bytes, reason: error.reason)
  }

  public init(path: String, bytes: Int, reason: String) {
    self.path = path
    self.bytes = bytes
    self.reason = reason
  }

  public var kindName: String { "write_failed" }
  public var message: String {
    isUncertain
      ? "the disk did not confirm the last \(bytes) bytes of `\(path)`, which may be there or not: \(reason)"
      : "`\(path)` could not be written, \(bytes) bytes needed: \(reason)"
  }
  public var hint: String? {
    if isUncertain {
      return
        "see what ails the disk (`dmesg`), then start the same command again: it reads what is there, and asks for the rest"
    }
    return "make room or mend the folder, then start the same command again: it goes on where it stopped"
  }

  /// Runs `body`, whose failure means that `bytes` could not be written.
  public static func naming<Value: ~Copyable>(
    bytes: Int = 0, _ body: () throws(SystemError) -> Value
  ) throws(WriteFailure) -> Value {
    do throws(SystemError) { return try body() } catch { throw WriteFailure(error, bytes: bytes) }
  }
}

/// Something of a run folder could not be read.
public struct ReadFailure: ExplainedError, Equatable {
  public let path: String
  public let reason: String

  public init(_ error: SystemError) {
    path = error.path.string
    reason = error.reason
  }

  public var kindName: String { "read_failed" }
  public var message: String { "`\(path)` could not be read: \(reason)" }
  public var hint: String? { "see who owns it: `ls -l \(path.shellWord)`" }

  /// Runs `body`, whose failure means that a file could not be read.
  public static func naming<Value: ~Copyable>(
    _ body: () throws(SystemError) -> Value
  ) throws(ReadFailure) -> Value {
    do throws(SystemError) { return try body() } catch { throw ReadFailure(error) }
  }
}
