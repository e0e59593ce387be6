import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("the money of a run with shards", .endsHanging)
struct ShardedMoneyTests {
  private func withCosts(_ images: Int, _ body: (RunBench) async throws -> Void) async throws {
    try await withRunBench(images: images) {
      $0.costPerAnswer = Decimal(string: "0.004")
      $0.latency = .milliseconds(20)
    } body: {
      try await body($0)
    }
  }

  /// All shards at once, as the tasks of one array.
  private func submit(_ job: String, _ bound: String, _ bench: RunBench) async throws -> [HerbxProcess.Outcome] {
    let tasks = try (1...4).map {
      try bench.start(
        ["--shard", "\($0)/4", "--max-cost", bound],
        environment: ["SLURM_JOB_ID": "\(job)\($0)", "SLURM_ARRAY_JOB_ID": job, "SLURM_ARRAY_TASK_ID": "\($0)"])
    }
    var outcomes: [HerbxProcess.Outcome] = []
    for task in tasks { outcomes.append(await task.wait()) }
    return outcomes
  }

  @Test("what one submission has left over is dealt anew by the next, and a raised bound is said and taken")
  func submissions() async throws {
    try await withCosts(60) { bench in
      let first = try await submit("1", "0.16", bench)
      #expect(first.allSatisfy { [0, 6].contains($0.status) } && first.contains { $0.status == 6 })
      let early = await bench.server.report().cost
      #expect(early <= Decimal(string: "0.16") ?? 0)
      _ = try await submit("2", "0.16", bench)
      let late = await bench.server.report().cost
      #expect(late > early && late <= Decimal(string: "0.16") ?? 0, "\(early), \(late)")

      let raised = try await submit("3", "0.60", bench)
      #expect(raised.allSatisfy { $0.status == 0 }, "\(raised)")
      #expect(raised.contains { $0.errors.contains("the bound `--max-cost` is raised from 0.16 to 0.6") })
      #expect(await bench.server.report().cost == Decimal(string: "0.24"))
      #expect(try await bench.herbx("verify", bench.run).status == 0)
    }
  }

  @Test("what a killed start of a shard had in flight is not dealt out again")
  func killedShard() async throws {
    let gate = AnswerGate(allowing: 4)
    try await withRunBench(images: 40) {
      $0.costPerAnswer = Decimal(string: "0.004")
      $0.gate = gate
    } body: { bench in
      let options = ["--max-cost", "0.08", "--concurrency", "4", "--no-early-validation"]
      let first = try bench.start(["--shard", "1/2"] + options)
      try await bench.until { $0.billed >= 5 }
      first.signal(SIGKILL)
      _ = await first.wait()
      try await bench.untilDisconnected()
      gate.open()
      for number in [1, 2, 1, 2] {
        let outcome = try await bench.start(["--shard", "\(number)/2"] + options).wait()
        #expect([0, 6].contains(outcome.status), "\(outcome.errors)")
      }
      let cost = await bench.server.report().cost
      #expect(cost <= Decimal(string: "0.08") ?? 0, "\(cost)")
      // What is known to be billed beside the records is shown.
      let status = try await bench.herbx("status", bench.run, "--json")
      let shown = try JSONParser.parse(Array(status.output.utf8.dropLast()))["cost"]
      let sum = [shown?["total"]?.digits, shown?["lost_answers"]?.digits].compactMap {
        $0.flatMap { Decimal(string: $0) }
      }
      #expect(sum.reduce(0, +) == cost, "\(status.output)")
    }
  }

  @Test("without a batch system it is dealt anew where no other shard runs, and the bound holds")
  func oneByOne() async throws {
    try await withCosts(60) { bench in
      for _ in 1...2 {
        for number in 1...4 {
          let outcome = try await bench.extract("--shard", "\(number)/4", "--max-cost", "0.16")
          #expect([0, 6].contains(outcome.status), "\(outcome.errors)")
        }
      }
      let cost = await bench.server.report().cost
      #expect(cost <= Decimal(string: "0.16") ?? 0 && cost >= Decimal(string: "0.13") ?? 0, "\(cost)")
    }
  }
}
