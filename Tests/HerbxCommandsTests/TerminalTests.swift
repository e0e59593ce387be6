import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("on a real terminal", .enabled(if: HerbxProcess.has("tmux"), "tmux is not installed"), .endsHanging)
struct TerminalTests {
  @Test("the progress line stays one unbroken line at any width", arguments: [40, 80, 200])
  func width(columns: Int) async throws {
    let gate = AnswerGate()
    try await withRunBench(images: 60, faults: ["empty@12"]) {
      $0.gate = gate
    } body: { bench in
      let terminal = TmuxTerminal(folder: bench.folder)
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
      let terminal = TmuxTerminal(folder: bench.folder)
      let command = ([HerbxProcess.binary] + bench.extractArguments(["--concurrency", "2"])).joined(separator: " ")
      let variables = ["TERM": "screen-256color", "HOME": bench.folder.path]
      try await terminal.start(command, columns: 120, environment: bench.environment.merging(variables) { $1 })
      for (width, done) in [(50, 20), (30, 30), (100, 40)] {
        gate.allow(done)
        try await terminal.wait(for: "\(done)/80")
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
      let terminal = TmuxTerminal(folder: bench.folder)
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

  @Test(
    "status --watch keeps the run's head on the screen, with bars for all terms too",
    arguments: [(80, 24), (40, 12), (200, 50)], [[], ["--fields"]])
  func watch(size: (columns: Int, rows: Int), more: [String]) async throws {
    let gate = AnswerGate(allowing: 10)
    try await withRunBench(images: 30, faults: ["empty@2", "text@3"]) {
      $0.gate = gate
    } body: { bench in
      let process = try bench.start(["--no-early-validation", "--concurrency", "2"])
      try await bench.until { _ in bench.lineCount == 10 }
      let terminal = TmuxTerminal(folder: bench.folder)
      let command = ([HerbxProcess.binary, "status", bench.run, "--watch"] + more).joined(separator: " ")
      let variables = ["TERM": "screen-256color", "LANG": "C.UTF-8", "HOME": bench.folder.path]
      try await terminal.start(
        command, columns: size.columns, rows: size.rows, environment: bench.environment.merging(variables) { $1 })
      func isHeadShown(_ lines: [String], _ word: String) -> Bool {
        lines.first?.hasPrefix("run: \(word)") == true
          && ["progress", "specimens", "pace", "cost"].allSatisfy { row in
            lines.contains { $0.hasPrefix("  \(row) ") }
          }
      }
      while try await !isHeadShown(terminal.screen(), "running") { try await Task.sleep(for: .milliseconds(20)) }
      // Drawn again in the same place.
      gate.allow(12)
      try await terminal.wait(for: "10 done, 2 failed")
      #expect(try await isHeadShown(terminal.screen(), "running"))
      process.signal(SIGKILL)
      _ = await process.wait()
      #expect(try await terminal.end() == "0")
      let last = try await terminal.screen()
      #expect(last.contains { $0.contains("on disk") }, "\(last)")
      #expect(last.count <= size.rows + 1)
      try await terminal.tmux("kill-server")
    }
  }

  @Test("at the end of a watched run its name and state stay on a small screen, however long the name and the failures")
  func watchedToTheEnd() async throws {
    try await withRunBench(images: 6, faults: ["text@1-2", "empty@3-4", "400@5"]) { bench in
      let run = bench.folder.path("a-folder-with-a-long-name-2026-11-26")
      #expect(try await bench.start(["--no-early-validation"], run: run).wait().status == 3)
      let terminal = TmuxTerminal(folder: bench.folder)
      let variables = ["TERM": "screen-256color", "LANG": "C.UTF-8", "HOME": bench.folder.path, "NO_COLOR": "1"]
      try await terminal.start(
        "\(HerbxProcess.binary) status \(run) --watch", columns: 40, rows: 12,
        environment: bench.environment.merging(variables) { $1 })
      #expect(try await terminal.end() == "0")
      let screen = try await terminal.screen()
      let head = screen.first { $0.hasSuffix(": finished") } ?? ""
      #expect(head.hasPrefix("a-folder-with-a-long-name") && head.count == 39, "\(screen)")
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
