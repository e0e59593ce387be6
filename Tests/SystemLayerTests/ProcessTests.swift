import Foundation
import SystemLayer
import TestSupport
import Testing

@Suite("a program is run for a limited time, and nothing that it started outlives it")
struct ProcessTests {
  private let folder = try? TemporaryFolder()

  private func shell(
    _ script: String, input: [UInt8] = [], deadline: Duration = .seconds(60), environment: [String: String]? = nil
  ) async throws -> ChildProcess.Outcome {
    var process = ChildProcess(
      try program("sh"), arguments: ["-c", script], environment: environment, deadline: deadline)
    process.input = input
    process.grace = .milliseconds(200)
    return try await process.run()
  }

  @Test("its status and its words come back", arguments: [Int32(0), 1, 77])
  func status(status: Int32) async throws {
    let outcome = try await shell("cat; echo bad >&2; exit \(status)", input: Array("good".utf8))
    #expect(outcome.ending == .exited(status))
    #expect(outcome.output == Array("good".utf8) && outcome.errors == Array("bad\n".utf8))
  }

  @Test(
    "a shell takes a word for what it is, whatever stands in it",
    arguments: [
      "", "plain-1_2./:=@%+,", "a b", "it's", "$HOME `id` \"x\" \\", "Säule", "a\nb", "~", "*", "-n", "(;&|<>)#!",
    ])
  func shellWords(word: String) async throws {
    #expect(try await shell("printf %s \(word.shellWord)").output == Array(word.utf8))
    #expect((word.shellWord == word) == ["plain-1_2./:=@%+,", "Säule", "-n"].contains(word))
  }

  @Test("a signal of its own is told apart from the end of its time")
  func signals() async throws {
    #expect(try await shell("kill -9 $$").ending == .signalled(9))
    #expect(try await shell("sleep 600", deadline: .milliseconds(100)).ending == .timedOut(exit: nil))
    #expect(
      try await shell("trap 'exit 3' TERM; sleep 600 & wait", deadline: .milliseconds(500)).ending == .timedOut(exit: 3)
    )
  }

  @Test("what it leaves behind is ended with it")
  func leftovers() async throws {
    let pid = try #require(folder).path("pid")
    let outcome = try await shell("(trap '' TERM; sleep 600) >/dev/null 2>&1 & echo $! >\(pid); exit 0")
    #expect(outcome.isSuccess)
    let text = try #require(folder).text("pid")
    let child = try #require(Int32(text.filter(\.isNumber)))
    while FilePath("/proc/\(child)/exe").linkTarget != nil { await Task.yield() }
  }

  @Test("one that does not read its input, or says more than is kept, is no failure")
  func greedy() async throws {
    let large = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    Signal.ignoreBrokenPipes()
    #expect(try await shell("exit 5", input: large).ending == .exited(5))
    let outcome = try await shell("head -c 1000000 /dev/zero | tr '\\0' a; echo end")
    #expect(outcome.output.count == 64 << 10 && outcome.output.suffix(4) == Array("end\n".utf8))
  }

  @Test("it sees the variables it is given, and no others")
  func environment() async throws {
    let outcome = try await shell("echo \"$A$HOME\"", environment: ["A": "b=c"])
    #expect(outcome.output == Array("b=c\n".utf8))
  }

  @Test("what cannot be started is said so")
  func notStarted() async throws {
    let process = ChildProcess(FilePath(try #require(folder).path("nothing")), deadline: .seconds(60))
    do throws(ChildProcess.Failure) {
      _ = try await process.run()
      Issue.record("it ran")
    } catch {
      guard case .notStarted = error else { throw error }
    }
  }

  @Test("this process knows itself")
  func itself() {
    #expect(ProcessInformation.pid == Int(ProcessInfo.processInfo.processIdentifier))
    #expect(ProcessInformation.executable?.isExecutable == true)
    #expect(ProcessInformation.environment["PATH"] == ProcessInfo.processInfo.environment["PATH"])
    #expect(ProcessInformation.openFileLimit > 0 && !ProcessInformation.userName.isEmpty)
    #expect(MachineInformation.current().processors > 0)
  }
}
