import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("money: known before, bounded during, accounted for after", .serialized)
struct MoneyTests {
  @Test("--max-cost is never exceeded and nearly used, ends with 6, and a higher bound goes on")
  func bound() async throws {
    try await withRunBench(images: 40) {
      $0.costPerAnswer = Decimal(string: "0.0036")
    } body: { bench in
      let outcome = try await bench.extract("--max-cost", "0.05", "--concurrency", "4")
      #expect(outcome.status == 6, "\(outcome.errors)")
      let spent = await bench.server.report().cost
      #expect(spent <= Decimal(string: "0.05") ?? 0)
      #expect(spent >= Decimal(string: "0.032") ?? 1)
      let more = try await bench.extract("--max-cost", "1")
      #expect(more.status == 0, "\(more.errors)")
      #expect(await bench.server.report().imagesPaidMoreThanOnce.isEmpty)
    }
  }

  @Test(
    "what never came is kept back too, so that the bound holds as the service counts it",
    arguments: ["blank:30%", "cut:30%"])
  func lostAnswers(fault: String) async throws {
    try await withRunBench(images: 40, faults: [fault]) {
      $0.costPerAnswer = Decimal(string: "0.0036")
    } body: { bench in
      let outcome = try await bench.extract("--max-cost", "0.05", "--concurrency", "4", "--no-early-validation")
      #expect(outcome.status == 6, "\(outcome.errors)")
      #expect(await bench.server.report().cost <= Decimal(string: "0.05") ?? 0)
      #expect(outcome.errors.contains("requests whose answers never came have cost"))
    }
  }

  @Test("money that was kept back for broken answers is used, once the service says what they have cost")
  func settled() async throws {
    try await withRunBench(images: 200, faults: ["cut:30%"]) {
      $0.costPerAnswer = Decimal(string: "0.0036")
    } body: { bench in
      let outcome = try await bench.extract("--max-cost", "0.36", "--concurrency", "8", "--no-early-validation")
      #expect(outcome.status == 6, "\(outcome.errors)")
      let spent = await bench.server.report().cost
      #expect(spent <= Decimal(string: "0.36") ?? 0)
      #expect(spent >= Decimal(string: "0.288") ?? 1, "\(outcome.errors.suffix(2000))")
      // The run's account is the service's, to the last digit.
      let stopped = try #require(try bench.events("extraction.stopped").last?["data"])
      let told = try #require(stopped["cost"]?.money) + (try #require(stopped["cost_of_lost_answers"]?.money))
      #expect(Decimal(string: told.digits) == spent)
      #expect(outcome.errors.contains("for answers that never came"))
    }
  }

  @Test("a bound that does not cover the first specimens sends nothing")
  func boundTooLow() async throws {
    try await withRunBench(images: 10) { bench in
      let outcome = try await bench.extract("--max-cost", "0.001")
      #expect(outcome.status == 6)
      #expect(await bench.server.report().chatRequests == 0)
    }
  }

  @Test("the sum equals the service's own to the last digit, failed but billed answers included")
  func exactSum() async throws {
    try await withRunBench(images: 60, faults: ["200-choice-error:10%", "text:10%"]) {
      $0.costPerAnswer = Decimal(string: "0.0036125")
    } body: { bench in
      let outcome = try await bench.extract("--concurrency", "16", "--no-early-validation")
      #expect([0, 3].contains(outcome.status), "\(outcome.errors)")
      let told = try #require(try bench.events("extraction.completed").last?["data"]?["cost"]?.digits)
      #expect(Decimal(string: told) == (await bench.server.report().cost))
      let recorded = try bench.records().compactMap { $0["usage"]?["cost"]?.money }.reduce(.zero, +)
      #expect(recorded.digits == told)
      let summary = try #require(outcome.errors.split(separator: "\n").last { $0.contains("cost: ") })
      #expect(summary.contains("\(told) USD in all"))
      #expect(summary.contains("USD per success"))
      let wasted = try bench.records().filter { $0["dwc"] == nil }.compactMap { $0["usage"]?["cost"]?.money }
      #expect(outcome.errors.contains(" of it: \(wasted.reduce(.zero, +)) on failures\n"))
    }
  }

  @Test("the cost per specimen is that of the run's own records where there are any, and it says so")
  func ownRecords() async throws {
    try await withRunBench(images: 20) {
      $0.costPerAnswer = Decimal(string: "0.004")
    } body: { bench in
      #expect(try await bench.extract("--limit", "10").status == 0)
      let words = "the mean of 10 billed answers on record, 95 % at most 0.00400 USD"
      #expect(try await bench.herbx("budget", "--run", bench.run).output.contains("0.00400 USD, \(words)"))
      let plan = try await bench.herbx("budget", "plan", "--specimens", "100", "--run", bench.run).output
      #expect(try #require(plan.split(separator: "\n").first { $0.contains(words) }).hasPrefix(RunBench.model))
      #expect(try await bench.start(["--dry-run"]).wait().output.contains("about 0.04 USD: 10 at 0.00400 USD each"))
      let rest = try await bench.extract()
      #expect(rest.errors.contains("10 specimens at 0.00400 USD (\(words)) = 0.04 USD"))
    }
  }

  @Test("a person is told of the end by a command of theirs: summary, status and run folder, and no key")
  func notify() async throws {
    try await withRunBench(images: 3, faults: ["402"]) { bench in
      let told = bench.folder.path("told")
      let command = "cat > '\(told)'; env | grep -E '^(HERBX_EXIT_STATUS|HERBX_RUN|OPENROUTER)' | sort >> '\(told)'"
      let outcome = try await bench.extract(
        "--notify", command, environment: ["OPENROUTER_MANAGEMENT_KEY": bench.server.managementKey])
      #expect(outcome.status == 6)
      let lines = try bench.folder.text("told").split(separator: "\n")
      #expect(try JSONParser.parse(Array(lines[0].utf8))["exit_status"]?.int == 6)
      #expect(lines.dropFirst() == ["HERBX_EXIT_STATUS=6", "HERBX_RUN=\(bench.run)"])
      let failing = try await bench.extract("--notify", "exit 3", "--dry-run")
      #expect(failing.status == 0)
    }
  }

  @Test("the same command is told when the run begins to wait, and why")
  func notifyOfWait() async throws {
    try await withRunBench(images: 12, faults: ["503@1-8"]) { bench in
      let told = bench.folder.path("told")
      let outcome = try await bench.extract("--notify", "{ cat; echo \"$HERBX_EXIT_STATUS\"; } >> '\(told)'")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let lines = try bench.folder.text("told").split(separator: "\n").map(String.init)
      #expect(lines.filter { !$0.hasPrefix("{") } == ["waiting", "0"])
      let first = try JSONParser.parse(Array(lines[0].utf8))
      #expect(first["waiting"]?.string?.hasPrefix("service: ") == true && first["exit_status"] == nil)
    }
  }

  @Test("half the price is asked for and paid, and the preferences stand in the body and in the snapshot")
  func flex() async throws {
    try await withRunBench(images: 4) {
      $0.costPerAnswer = Decimal(string: "0.004")
    } body: { bench in
      let outcome = try await bench.extract(
        "--service-tier", "flex", "--zdr", "--no-data-collection", "--provider", "Parasail", "--max-price", "2")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(await bench.server.report().cost == Decimal(string: "0.008"))
      let snapshot = try JSONParser.parse(Array(try bench.folder.text("run/environment.json").utf8))["parameters"]
      #expect(snapshot?["service_tier"]?.string == "flex")
      #expect(snapshot?["timeout_seconds"]?.int == 900)
      #expect(try bench.successes().allSatisfy { $0["service_tier"]?.string == "flex" && $0["answered_by"] == nil })
      #expect(snapshot?["zdr"]?.bool == true)
      #expect(snapshot?["providers"]?[0]?.string == "Parasail")
      #expect(outcome.errors.contains(" USD, about half of it where the flex tier serves\n"))
      let measured = try await bench.herbx(
        "budget", "plan", "--specimens", "2885", "--model", RunBench.model, "--run", bench.run)
      #expect(measured.output.contains("the mean of 4 billed answers on record"))
      #expect(measured.output.contains(", 4 of them by the flex tier"))
      #expect(!measured.errors.contains("with flex:"))
    }
  }

  @Test("what the flex tier may halve is shown beside the price, and that the catalogue does not say who offers it")
  func flexPrices() async throws {
    try await withRunBench(images: 1) { bench in
      let plan = try await bench.herbx("budget", "plan", "--specimens", "2885", "--json")
      let rows = try #require(try JSONParser.parse(Array(plan.output.utf8))["rows"]?.array)
      let models = try await bench.herbx("models", "--json")
      let listed = try #require(try JSONParser.parse(Array(models.output.utf8))["models"]?.array)
      func half(_ row: JSONValue, _ whole: String, _ flex: String) throws {
        guard row["free"] != true, let cost = row[whole]?.digits.flatMap(Money.init(digits:)) else {
          return #expect(row[flex]?.digits == nil, "\(row)")
        }
        let flexCost = try #require(row[flex]?.digits.flatMap(Money.init(digits:)))
        #expect(flexCost * 2 == cost)
      }
      for row in rows { try half(row, "total", "total_with_flex") }
      for row in listed { try half(row, "cost_per_specimen", "cost_per_specimen_with_flex") }
      #expect(rows.contains { $0["free"] == true } && rows.contains { $0["free"] != true })
      for command in [["budget", "plan", "--specimens", "2885"], ["models"]] {
        let shown = try await HerbxProcess.run(command, home: bench.folder, environment: bench.environment)
        #expect(shown.output.split(separator: "\n").first?.contains("with flex") == true)
        #expect(shown.errors.contains("where a provider offers it; the catalogue does not say who does"))
      }
    }
  }

  @Test("a dearer fallback model is reserved for, and the record says that it answered")
  func fallback() async throws {
    try await withRunBench(images: 60, faults: ["fallback"]) { bench in
      let dear = "anthropic/claude-sonnet-4.5"
      let outcome = try await bench.extract(
        "--fallback-model", dear, "--max-cost", "0.6", "--concurrency", "16", "--no-early-validation")
      #expect(outcome.status == 6, "\(outcome.errors)")
      let spent = await bench.server.report().cost
      #expect(spent <= Decimal(string: "0.6") ?? 0)
      #expect(spent >= Decimal(string: "0.48") ?? 1)
      #expect(try bench.successes().allSatisfy { $0["answered_by"]?.string == dear })
      #expect(try await bench.herbx("verify", bench.run).output.contains("✓ every record has the form"))
      let unknown = try await bench.start(
        ["--fallback-model", "no/price", "--max-cost", "1"], run: bench.folder.path("other")
      ).wait()
      #expect(unknown.status == 64 && unknown.errors.contains("no/price"), "\(unknown.errors)")
    }
  }

  @Test("an empty account stops at once with 6, and no key is made")
  func emptyAccount() async throws {
    try await withRunBench(images: 40, faults: ["402"]) { bench in
      let outcome = try await bench.extract("--concurrency", "4", "--no-early-validation")
      #expect(outcome.status == 6)
      let report = await bench.server.report()
      #expect(report.keysMade.isEmpty)
      #expect(report.chatRequests <= 4)
      #expect(outcome.errors.contains("hint: "))
    }
  }

  @Test(
    "a model that goes while it is asked ends the run with 7 after the first such answer",
    arguments: ["404-model", "400-model"])
  func modelGone(fault: String) async throws {
    try await withRunBench(images: 20, faults: [fault]) { bench in
      let outcome = try await bench.extract("--concurrency", "1")
      #expect(outcome.status == 7)
      #expect(await bench.server.report().chatRequests == 1)
    }
  }

  @Test("with early rotation no specimen sees a refusal, and no more keys are made than are needed")
  func earlyRotation() async throws {
    try await withRunBench(images: 500) {
      $0.costPerAnswer = Decimal(string: "0.0036")
      $0.keys = [.init(limit: Decimal(string: "0.36"))]
    } body: { bench in
      let script = try bench.folder.write(
        "provision.sh",
        "#!/bin/sh\nexec \"\(HerbxProcess.package)/scripts/provision-openrouter-key.sh\" \"$1\" \"$2\" --limit 0.36\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
      let outcome = try await bench.extract("--max-rotations", "10", "--provision-script", script, "--revoke-old")
      #expect(outcome.status == 0, "\(outcome.errors.suffix(3000))")
      let report = await bench.server.report()
      #expect(report.count("POST /chat/completions", status: 403) == 0)
      #expect(try bench.successes().allSatisfy { $0["attempts"]?.int == 1 })
      #expect((4...6).contains(report.keysMade.count))
      // What each key paid is told in the summary and in the status alike.
      let paid = try JSONParser.parse(Array(try await bench.herbx("status", bench.run, "--json").output.utf8))
      let keys = try #require(paid["keys"]?.array)
      #expect(keys.count == report.keysMade.count + 1)
      for key in keys {
        let words = "\(key["key_sha256"]?.string ?? "?") \(key["cost"]?.digits ?? "?") USD"
        #expect(outcome.errors.contains(words))
      }
      // Every key that herbx made and rotated out is gone; the first was not made by herbx.
      #expect(report.keysMade.count { !$0.isDeleted } <= 2)
    }
  }

  @Test("the procedure's table keeps its recorded costs, and is shown where it is asked for")
  func plan() async throws {
    try await withRunBench { bench in
      let outcome = try await bench.herbx("budget", "plan", "--specimens", "2885", "--recorded", "--json")
      let rows = try JSONParser.parse(Array(outcome.output.utf8.dropLast()))["rows"]?.array ?? []
      #expect(rows.prefix(3).map { $0["total_rounded"]?.string } == ["0.00", "10.39", "72.13"])
      #expect(rows.prefix(3).map { $0["fits_one_key"]?.bool } == [true, true, false])
      #expect(rows.count > 3)
      let budget = try await bench.herbx("budget")
      #expect(budget.status == 0, "\(budget.errors)")
      #expect(budget.output.contains("credit"))
      let models = try await bench.herbx("models", "qwen", "--json")
      #expect(models.status == 0)
      #expect(models.output.contains("qwen/qwen2.5-vl-72b-instruct"))
      let spent = try await bench.herbx("keys", "revoke", "--spent")
      #expect(spent.status == 0, "\(spent.errors)")
    }
  }
}
