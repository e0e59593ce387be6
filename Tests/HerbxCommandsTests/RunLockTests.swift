import Foundation
import OpenRouter
import Simulator
import SystemLayer
import TestSupport
import Testing

@Suite("a run folder that another run holds", .endsHanging)
struct RunLockTests {
  /// Takes the folder's lock as a run of `holder` would.
  private func held(_ bench: RunBench, _ holder: LockHolder) throws -> FileLock {
    try FileManager.default.createDirectory(atPath: bench.run, withIntermediateDirectories: true)
    let lock = try FileLock(FilePath(bench.run + "/.lock"))
    try lock.write(holder.text)
    return lock
  }

  private var elsewhere: LockHolder { LockHolder("4711\nhost n2\nstart 2026-11-26T03:10:04.000Z\njob Slurm 17_3\n") }

  /// A process of this host that is there no more.
  private func gone() async throws -> LockHolder {
    let text = try await HerbxProcess.tool("sh", ["-c", "echo $$"])
    var holder = LockHolder.current()
    let pid: Int = try #require(Int(text.filter(\.isNumber)))
    holder.pid = pid
    return holder
  }

  @Test("it is refused with 73 and the names of process, host, job and time; status names them too")
  func contended() async throws {
    try await withRunBench(images: 1) { bench in
      let lock = try held(bench, elsewhere)
      let outcome = try await bench.extract()
      #expect(outcome.status == 73)
      #expect(
        outcome.errors.contains(
          "another run works in `\(bench.run)`: process 4711 on `n2`, job Slurm 17_3, since 2026-11-26 03:10:04"))
      #expect(outcome.errors.contains("--wait-for-lock"))
      try bench.folder.write("run/events.jsonl", "")
      let status = try await bench.herbx("status", bench.run)
      #expect(status.output.contains("running, process 4711 on `n2`, job Slurm 17_3"))
      let json = try JSONParser.parse(Array(try await bench.herbx("status", "--json", bench.run).output.utf8))
      #expect(json["host"]?.string == "n2" && json["job"]?.string == "Slurm 17_3")
      withExtendedLifetime(lock) {}
    }
  }

  @Test("a lock whose holder is gone from this host is told as such, and is no running run")
  func stale() async throws {
    try await withRunBench(images: 1) { bench in
      let lock = try held(bench, try await gone())
      let outcome = try await bench.extract()
      #expect(outcome.status == 73)
      #expect(outcome.errors.contains("is still held, though its holder is gone"), "\(outcome.errors)")
      try bench.folder.write("run/events.jsonl", "")
      let status = try await bench.herbx("status", bench.run)
      #expect(!status.output.contains("running"), "\(status.output)")
      withExtendedLifetime(lock) {}
    }
  }

  @Test("--wait-for-lock waits with one line until the other has gone, and does its work; or ends with 73")
  func waits() async throws {
    try await withRunBench(images: 3) { bench in
      let short = try await {
        let lock = try held(bench, elsewhere)
        let outcome = try await bench.extract("--wait-for-lock", "1")
        withExtendedLifetime(lock) {}
        return outcome
      }()
      #expect(short.status == 73 && short.errors.contains("waiting for it, 1 s at most"), "\(short.errors)")
      let process = try await {
        let lock = try held(bench, elsewhere)
        let process = try bench.start(["--wait-for-lock", "600"])
        while !process.errorsSoFar.contains("⏳ another run works in") { try await Task.sleep(for: .milliseconds(2)) }
        #expect(await bench.server.report().chatRequests == 0)
        withExtendedLifetime(lock) {}
        return process
      }()
      let outcome = await process.wait()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.matches(of: /⏳ another run works in .*process 4711 on `n2`/).count == 1)
      #expect(outcome.errors.contains("✅ the run folder is free after"))
      #expect(try bench.successes().count == 3)
    }
  }

  @Test("the lock file of a run names its host, its process and its job")
  func named() async throws {
    try await withRunBench(images: 1) { bench in
      #expect(try await bench.extract(environment: ["SLURM_JOB_ID": "99"]).status == 0)
      let holder = LockHolder(try bench.folder.text("run/.lock"))
      #expect(holder.host == LockHolder.current().host && holder.job == "Slurm 99" && holder.isGone)
    }
  }

  @Test("a run that has told of its end is not called running while it still holds its lock")
  func ended() async throws {
    try await withRunBench(images: 1) { bench in
      let process = try bench.start([
        "--notify", "cat >/dev/null; touch '\(bench.run)/told'; while ! test -e '\(bench.run)/go'; do sleep 0.02; done",
      ])
      while !bench.folder.exists("run/told") { try await Task.sleep(for: .milliseconds(2)) }
      let status = try await bench.herbx("status", bench.run)
      #expect(status.output.contains("finished") && !status.output.contains("running"), "\(status.output)")
      try bench.folder.write("run/go", "")
      #expect(await process.wait().status == 0)
    }
  }
}
