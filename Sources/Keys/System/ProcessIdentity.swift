public import OpenRouter

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Who writes a line of the access log: process, user and command line (every key in it masked).
public struct ProcessIdentity: Sendable, Equatable {
  public let pid: Int
  public let user: String
  public let command: String

  public init(pid: Int, user: String, command: String) {
    self.pid = pid
    self.user = user
    self.command = command
  }

  /// This process, started with `arguments`.
  public static func current(arguments: [String], redactor: Redactor = Redactor()) -> ProcessIdentity {
    ProcessIdentity(
      pid: pid, user: userName(), command: redactor.redact(arguments.joined(separator: " ")))
  }

  /// The number of this process.
  static var pid: Int { Int(getpid()) }

  private static func userName() -> String {
    let user = geteuid()
    guard let entry = unsafe getpwuid(user), let name = unsafe entry.pointee.pw_name else { return "uid \(user)" }
    return unsafe String(cString: name)
  }
}
