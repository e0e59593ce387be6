import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

/// A terminal of a given width, by tmux, with a server of its own.
private struct Terminal: Sendable {
  let socket = "herbx-\(UUID().uuidString)"
  let folder: TemporaryFolder

  @discardableResult
  func tmux(_ arguments: String...) async throws -> String {
    try await HerbxProcess.tool("tmux", ["-L", socket] + arguments)
  }

  /// Types a command; its exit status goes to a file named `status`.
  func start(_ command: String, columns: Int, environment: [String: String]) async throws {
    let variables = environment.map { "export \($0)='\($1)'" }.joined(separator: "\n")
    let script = "\(variables)\n\(command)\necho $? >\(folder.path("status.new"))\n"
    try folder.write("command.sh", script + "mv \(folder.path("status.new")) \(folder.path("status"))\nsleep 600\n")
    try await tmux(
      "-f", "/dev/null", "new-session", "-d", "-x", String(columns), "-y", "50", "bash \(folder.path("command.sh"))")
  }

  func screen() async throws -> [String] {
    try await tmux("capture-pane", "-p").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  func end() async throws -> String {
    while !folder.exists("status") { try await Task.sleep(for: .milliseconds(20)) }
    return try folder.text("status").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

@Suite("on a real terminal", .enabled(if: HerbxProcess.has("tmux"), "tmux is not installed"), .endsHanging)
struct TerminalTests {
  @Test("the progress line stays one unbroken line at any width", arguments: [40, 80, 200])
  func width(columns: Int) async throws {
    let gate = AnswerGate()
    try await withRunBench(images: 60, faults: ["empty@12"]) {
      $0.gate = gate
    } body: { bench in
      let terminal = Terminal(folder: bench.folder)
      let command = ([HerbxProcess.binary] + bench.extractArguments(["--concurrency", "2"])).joined(separator: " ")
      let variables = bench.environment.merging([
        "TERM": "screen-256color", "LANG": "C.UTF-8", "HOME": bench.folder.path,
      ]) { $1 }
      try await terminal.start(command, columns: columns, environment: variables)
      for done in [3, 20, 40] {
        gate.allow(done)
        var drawn: [String] = []
        while !drawn.contains(where: { $0.contains("\(done)/60") }) {
          drawn = try await terminal.screen().filter { $0.firstMatch(of: /(^|\s)\d+\/60(\s|$)/) != nil }
          #expect(drawn.count <= 1, "\(drawn)")
        }
      }
      gate.open()
      #expect(try await terminal.end() == "3")
      let last = try await terminal.screen()
      let drawn = last.filter { $0.firstMatch(of: /(^|\s)60\/60(\s|$)/) != nil }
      #expect(drawn.count == 1)
      #expect(drawn.allSatisfy { $0.count < columns })
      #expect(last.joined().contains("failed (empty_answer)"))
      try await terminal.tmux("kill-server")
    }
  }

  @Test("a terminal that is made narrower and wider again keeps one line")
  func resizing() async throws {
    let gate = AnswerGate()
    try await withRunBench(images: 80) {
      $0.gate = gate
    } body: { bench in
      let terminal = Terminal(folder: bench.folder)
      let command = ([HerbxProcess.binary] + bench.extractArguments(["--concurrency", "2"])).joined(separator: " ")
      let variables = ["TERM": "screen-256color", "HOME": bench.folder.path]
      try await terminal.start(command, columns: 120, environment: bench.environment.merging(variables) { $1 })
      for (width, done) in [(50, 20), (30, 30), (100, 40)] {
        gate.allow(done)
        while try await !terminal.screen().joined(separator: "\n").contains("\(done)/80") {}
        try await terminal.tmux("resize-window", "-x", String(width), "-y", "50")
      }
      gate.open()
      #expect(try await terminal.end() == "0")
      // Any piece of a line that was left behind would still show the total.
      let pieces = try await terminal.screen().filter { $0.contains("/80") || $0.contains("░") || $0.contains("..") }
      #expect(pieces.count { !$0.contains("...") } == 1, "\(pieces)")
      try await terminal.tmux("kill-server")
    }
  }

  @Test("Ctrl-C drains, and the terminal is left clean")
  func controlC() async throws {
    let gate = AnswerGate(allowing: 9)
    try await withRunBench(images: 200) {
      $0.gate = gate
    } body: { bench in
      let terminal = Terminal(folder: bench.folder)
      let command = ([HerbxProcess.binary] + bench.extractArguments()).joined(separator: " ")
      // The shell must live on to write down the status.
      try await terminal.start(
        "trap : INT; \(command)", columns: 100,
        environment: bench.environment.merging(["TERM": "screen-256color", "HOME": bench.folder.path]) { $1 })
      try await bench.until { $0.billed > 9 && bench.lineCount == 9 }
      try await terminal.tmux("send-keys", "C-c")
      try await bench.untilHolds("run.log", "stopping")
      gate.open()
      #expect(try await terminal.end() == "130")
      #expect(try bench.successes().count == (await bench.server.report().billed))
      let text = try await terminal.screen().joined(separator: "\n")
      #expect(text.contains("stopped by SIGINT"))
      #expect(text.contains("hint: start the same command again"))
      try await terminal.tmux("kill-server")
    }
  }

  @Test("off a terminal there is no bar and nothing that steers one")
  func pipe() async throws {
    try await withRunBench(images: 6) { bench in
      let outcome = try await bench.extract(environment: ["TERM": "xterm", "LANG": "C.UTF-8"])
      #expect(!outcome.errors.contains("\u{1B}"))
      #expect(!outcome.errors.contains("\r"))
      #expect(outcome.errors.contains("6/6, 100%"))
      let silent = try await bench.start(["--progress", "none"], run: bench.folder.path("other")).wait()
      #expect(!silent.errors.contains("6/6"))
    }
  }
}
