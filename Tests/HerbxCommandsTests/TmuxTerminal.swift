import Foundation
import TestSupport

/// A terminal of a given size, by tmux, with a server of its own.
struct TmuxTerminal: Sendable {
  let socket = "herbx-\(UUID().uuidString)"
  let folder: TemporaryFolder

  @discardableResult
  func tmux(_ arguments: String...) async throws -> String {
    try await HerbxProcess.tool("tmux", ["-L", socket] + arguments)
  }

  /// Types a command; its exit status goes to a file named `status`.
  func start(_ command: String, columns: Int, rows: Int = 50, environment: [String: String]) async throws {
    let variables = environment.map { "export \($0)='\($1)'" }.joined(separator: "\n")
    let script = "\(variables)\n\(command)\necho $? >\(folder.path("status.new"))\n"
    try folder.write("command.sh", script + "mv \(folder.path("status.new")) \(folder.path("status"))\nsleep 600\n")
    try await open("bash \(folder.path("command.sh"))", columns: columns, rows: rows)
  }

  /// Opens the terminal with a program in it.
  func open(_ program: String, columns: Int, rows: Int = 50) async throws {
    try await tmux("-f", "/dev/null", "new-session", "-d", "-x", String(columns), "-y", String(rows), program)
  }

  func screen() async throws -> [String] {
    try await tmux("capture-pane", "-p").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Presses keys that stand for text.
  func type(_ text: String) async throws { try await tmux("send-keys", "-l", text) }

  /// Presses a key that has a name, such as `Enter`.
  func press(_ key: String) async throws { try await tmux("send-keys", key) }

  /// Waits until a line of the screen holds `text`.
  func wait(for text: String) async throws {
    while try await !screen().contains(where: { $0.contains(text) }) { try await Task.sleep(for: .milliseconds(20)) }
  }

  func end() async throws -> String {
    while !folder.exists("status") { try await Task.sleep(for: .milliseconds(20)) }
    return try folder.text("status").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
