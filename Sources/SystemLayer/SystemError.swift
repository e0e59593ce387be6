// The path and error types of swift-system are this module's own vocabulary: whoever imports it has them.
@_exported public import SystemPackage

/// A system call that failed: what was to be done, with which file, and why. The only error that this module throws.
public struct SystemError: Error, Equatable, CustomStringConvertible {
  /// In words, for example `open` or `change the permissions of`.
  public let action: String
  public let path: FilePath
  public let code: Errno

  public init(_ action: String, _ path: FilePath, _ code: Errno) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// The system's words for the code: `No space left on device`.
  public var reason: String { code.description }

  public var description: String { "cannot \(action) `\(path)`: \(reason.lowercased())" }
}

extension Errno {
  /// That of the last call which failed on this thread. To be read first thing after the call.
  static var last: Errno { Errno(rawValue: lastErrorNumber()) }
}

/// Runs a call that gives a negative number when it fails, again as long as a signal interrupts it.
func retryingInterrupted<Number: FixedWidthInteger>(_ call: () -> Number) throws(Errno) -> Number {
  while true {
    let result = call()
    if result >= 0 { return result }
    let code = Errno.last
    if code != .interrupted { throw code }
  }
}

/// Names what was to be done where `body` throws an `Errno`.
func naming<Value: ~Copyable>(
  _ action: String, _ path: FilePath, _ body: () throws(Errno) -> Value
) throws(SystemError) -> Value {
  do throws(Errno) { return try body() } catch { throw SystemError(action, path, error) }
}
