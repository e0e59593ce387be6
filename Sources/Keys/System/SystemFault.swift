#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A system call that failed: which one, on what, and why.
struct SystemFault: Error, Equatable, CustomStringConvertible {
  /// The call's name, for example `open`.
  let call: String
  let path: String
  /// The value of `errno`.
  let code: Int32

  /// Takes `errno` as it stands: make it first thing after the failed call.
  init(_ call: String, _ path: String) {
    code = errno
    self.call = call
    self.path = path
  }

  /// The system's words for the code, in lower case as messages here are written.
  var reason: String { unsafe String(cString: strerror(code)).lowercased() }

  var description: String { "cannot \(call) `\(path)`: \(reason)" }
}
