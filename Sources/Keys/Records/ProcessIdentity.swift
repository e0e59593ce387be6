public import OpenRouter
internal import SystemLayer

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
      pid: ProcessInformation.pid, user: ProcessInformation.userName,
      command: redactor.redact(arguments.joined(separator: " ")))
  }
}
