internal import ArgumentParser
internal import Extraction
internal import Keys
internal import OpenRouter
internal import SystemLayer

/// `herbx keys audit`.
struct KeysAudit: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Show who loaded, adopted, made and revoked keys, and when.",
    discussion: Examples.following("", ["herbx keys audit": "the latest last"]))

  @Flag(help: "Print JSON, one entry a line.") var json = false
  @OptionGroup(title: "Service and keys") var service: ServiceOptions

  func run(_ context: CommandContext) async throws {
    try await ServiceSession.with(service, context) { session in
      let entries: [AccessEntry]
      do { entries = try session.keys.accessLog.entries() } catch {
        throw CommandFailure(
          .noUsableKey, kind: "access_log_unreadable", "the access log cannot be read: \(error)",
          hint: "see who owns it: `ls -l \(session.keys.file.path.shellWord)*`")
      }
      if json {
        for entry in entries { context.printData(Self.json(entry).text) }
      } else {
        let titles = ["time", "action", "key", "user", "pid", "command", "detail"]
        for line in TextTable.lines(titles, entries.map(Self.cells)) { context.printData(line) }
      }
    }
  }

  private static func cells(_ entry: AccessEntry) -> [String] {
    [
      entry.timestamp, entry.action, entry.key ?? "", entry.user ?? "", entry.pid.map(String.init) ?? "",
      entry.command ?? "", entry.detail ?? "",
    ]
  }

  private static func json(_ entry: AccessEntry) -> JSONValue {
    func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
    return [
      "timestamp": .string(entry.timestamp), "action": .string(entry.action), "key": text(entry.key),
      "user": text(entry.user), "pid": entry.pid.map { .number(String($0)) } ?? .null, "command": text(entry.command),
      "detail": text(entry.detail),
    ]
  }
}
