#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What the last failed call said, for a message: `No space left on device`.
struct SystemError: Error, Equatable, CustomStringConvertible {
  let code: Int32

  init(code: Int32 = errno) { self.code = code }

  var description: String { unsafe String(cString: strerror(code)) }
}
