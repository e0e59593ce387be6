import Foundation
import Simulator
import TestSupport
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("herbx slurm", .endsHanging)
struct SlurmTests {
  private func prepare(_ bench: RunBench, atMost: Int = 1, _ more: String...) async throws -> HerbxProcess.Outcome {
    try await HerbxProcess.run(
      ["slurm", "--input", bench.input, "--output", bench.run, "--model", RunBench.model, "--at-most", "\(atMost)"]
        + more,
      home: bench.folder, environment: bench.environment)
  }

  /// The script as the first task of an array, with programs of Slurm that only note what they were asked.
  private func task(_ script: String, _ bench: RunBench) throws -> HerbxProcess {
    let tools = [
      "scontrol": "echo \"$@\" >>'\(bench.folder.path("asked"))'; exit 1", "squeue": "echo 2030-01-01T00:00:00",
      "sleep": "exit 0",
    ]
    for (name, body) in tools {
      let path = try bench.folder.write("bin/\(name)", "#!/bin/sh\n\(body)\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    let file = try bench.folder.write("run.sh", script)
    let path = "\(bench.folder.path("bin")):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
    let variables = ["PATH": path, "SLURM_JOB_ID": "7", "SLURM_ARRAY_JOB_ID": "7", "SLURM_ARRAY_TASK_ID": "1"]
    // The wrapper ignores the program's name behind its own words.
    return try HerbxProcess(
      [], home: bench.folder, environment: bench.environment.merging(variables) { $1 },
      wrapper: ["bash", "-c", "exec bash '\(file)'", "bash"])
  }

  @Test(
    "a task asks to be started again before its time limit, and where the service is away; never after TERM",
    arguments: [
      ([SIGUSR1], true), ([SIGTERM], false), ([SIGUSR1, SIGTERM], false), ([], false),
    ])
  func signals(signals: [Int32], again: Bool) async throws {
    try await withRunBench(images: signals.isEmpty ? 2 : 30) {
      $0.latency = .milliseconds(signals.isEmpty ? 10 : 1500)
    } body: { bench in
      let script = try await prepare(bench, "--shards", "1", "--concurrency", "2", "--no-early-validation")
      #expect(script.status == 0, "\(script.errors)")
      let process = try task(script.output, bench)
      if !signals.isEmpty { try await bench.untilRequested(1) }
      for signal in signals { process.signal(signal) }
      let outcome = await process.wait()
      #expect(outcome.status == (signals.isEmpty ? 0 : 143), "\(outcome.errors)")
      #expect(bench.folder.exists("asked") == again)
    }
  }

  @Test("a service that is away has the task started again")
  func away() async throws {
    try await withRunBench(images: 4, faults: ["503"]) { bench in
      let script = try await prepare(bench, "--shards", "1", "--outage-patience", "1")
      let outcome = try await task(script.output, bench).wait()
      #expect(outcome.status == 75, "\(outcome.errors)")
      #expect(try bench.folder.text("asked") == "requeue 7\n")
    }
  }

  @Test(
    "what a later preparation asks for in vain is named, a raised bound is said, and tasks at a time stay the run's")
  func again() async throws {
    try await withRunBench(images: 2) { bench in
      _ = try await prepare(bench, atMost: 2, "--max-cost", "1", "--shards", "4")
      let later = try await prepare(bench, atMost: 4, "--max-cost", "2", "--shards", "4", "--concurrency", "9")
      #expect(later.status == 0 && later.output.contains("#SBATCH --array=1-4%2\n"), "\(later.errors)")
      for line in [
        "warning: the run was begun with `--concurrency 8`, which holds on: `9` is not taken",
        "warning: the run was begun with `--at-most 2`, which holds on: `4` is not taken",
        "the bound `--max-cost` is raised from 1 to 2",
      ] { #expect(later.errors.contains(line), "\(later.errors)") }
      let other = try await prepare(bench, "--shards", "5")
      #expect(other.status == 64 && other.errors.contains("`5`") && other.errors.contains("`4`"))
    }
  }
}
