import OpenRouter
import Testing

@testable import Extraction

/// The bound on the cost, held against a service that bills as it likes.
@Suite("the bound on money")
struct BudgetTests {
  private func money(_ digits: String) -> Money { Money(digits: digits) ?? .zero }

  /// Sends as many at once as may be, up to `concurrency`; each answer costs what `cost` says of its number.
  /// - Returns: what the service has billed in the end.
  private func run(_ start: Budget, concurrency: Int, cost: (Int) -> Money) -> Money {
    var budget = start
    var billed = start.spent
    var (sent, flying) = (0, 0)
    while sent < 100_000 {
      while flying < concurrency, budget.mayBegin(inFlight: flying) { flying += 1 }
      guard flying > 0 else { return billed }
      // The oldest comes first; the others are in flight meanwhile.
      flying -= 1
      sent += 1
      billed += cost(sent)
      budget.pay(cost(sent))
    }
    Issue.record("the bound ends it")
    return billed
  }

  @Test(
    "answers that cost ten times the estimate exceed no bound, at any concurrency, and most of it is used",
    arguments: [1, 8, 64, 256], ["0.3", "1", "5", "50"])
  func tenTimesDearer(_ concurrency: Int, _ bound: String) {
    let budget = Budget(
      bound: money(bound), spent: .zero, expected: money("0.0027"), worstCase: money("0.008"))
    let billed = run(budget, concurrency: concurrency) { _ in money("0.027") }
    #expect(billed <= money(bound))
    #expect(billed * 10 >= money(bound) * 8)
  }

  @Test("answers as dear as estimated use nearly all of it", arguments: [1, 8, 256], ["0.05", "0.36", "1"])
  func asEstimated(_ concurrency: Int, _ bound: String) {
    let budget = Budget(
      bound: money(bound), spent: .zero, expected: money("0.0036"), worstCase: money("0.0113"))
    let billed = run(budget, concurrency: concurrency) { _ in money("0.0036") }
    #expect(billed <= money(bound))
    #expect(billed * 10 >= money(bound) * 8)
  }

  @Test("costs that grow from answer to answer exceed nothing", arguments: [8, 64, 256])
  func growing(_ concurrency: Int) {
    let budget = Budget(bound: money("1"), spent: .zero, expected: money("0.002"), worstCase: money("0.008"))
    #expect(run(budget, concurrency: concurrency) { money("0.00005") * $0 } <= money("1"))
  }

  @Test("an answer dearer than anything that could be known exceeds the bound once, by itself")
  func oneDearAnswer() {
    let budget = Budget(bound: money("1"), spent: .zero, expected: money("0.002"), worstCase: money("0.008"))
    let billed = run(budget, concurrency: 8) { $0 == 50 ? money("2") : money("0.002") }
    #expect(billed <= money("2.2"))
  }

  @Test("what earlier starts may have been billed for counts, and what never came or said no cost does")
  func unconfirmed() {
    var budget = Budget(
      bound: money("1"), spent: money("0.5"), unconfirmed: money("0.495"), expected: money("0.01"),
      worstCase: money("0.01"))
    #expect(!budget.mayBegin(inFlight: 0))
    budget = Budget(bound: money("0.03"), spent: .zero, expected: money("0.01"), worstCase: money("0.01"))
    for _ in 0..<3 {
      #expect(budget.mayBegin(inFlight: 0))
      budget.setAside()
    }
    #expect(!budget.mayBegin(inFlight: 0))
    #expect(budget.words.contains("0.03 USD may have been billed"))
  }

  @Test("what never came counts as much as the dearest answer that did, though less was kept back for it")
  func revalued() {
    var budget = Budget(
      bound: money("0.32"), spent: .zero, unconfirmed: money("0.015"), unconfirmedRequests: 5, expected: nil,
      worstCase: money("0.003"))
    #expect(budget.unconfirmed == money("0.015"))
    var answered = 0
    while budget.mayBegin(inFlight: 0), answered < 100 {
      budget.pay(money("0.01"))
      answered += 1
    }
    #expect(budget.unconfirmed == money("0.05"))
    // Five that never came, and these, at a cent each.
    #expect(money("0.01") * (5 + answered) <= money("0.32"))
    #expect(answered >= 25)
  }

  @Test("before the first cost is known one request is alone with a near bound, and more follow with each answer")
  func alone() {
    var budget = Budget(bound: money("0.02"), spent: .zero, expected: nil, worstCase: money("0.003"))
    #expect(budget.mayBegin(inFlight: 0))
    #expect(!budget.mayBegin(inFlight: 1))
    budget.pay(money("0.001"))
    #expect(budget.mayBegin(inFlight: 1))
    #expect(!budget.mayBegin(inFlight: 2))
  }

  @Test("what the service says of answers that never came makes room, in part or in all")
  func settled() {
    var budget = Budget(bound: money("1"), spent: .zero, expected: money("0.1"))
    budget.pay(money("0.1"))
    for _ in 0..<4 { budget.setAside() }
    #expect(!budget.mayBegin(inFlight: 0))
    budget.settle(3, cost: money("0.1"))
    #expect((budget.unconfirmedRequests, budget.unconfirmed) == (1, money("0.2")))
    #expect(budget.spent == money("0.2"))
    #expect(budget.mayBegin(inFlight: 1))
    budget.settle(1, cost: .zero)
    #expect(budget.unconfirmed == .zero)
  }

  @Test("a twentieth of the bound that is kept back is worth the minute in which the service is asked")
  func worthSettling() {
    var budget = Budget(bound: money("4"), spent: money("3"), expected: money("0.0036"), worstCase: money("0.008"))
    budget.pay(money("0.0036"))
    for _ in 0..<24 { budget.setAside() }
    #expect(!budget.isWorthSettling)
    budget.setAside()
    #expect(budget.isWorthSettling)
  }

  @Test("a run at its bound asks about the money that is kept back, and goes on where it may")
  func asksAtTheBound() {
    var bench = SchedulerBench(20) {
      ($0.concurrency, $0.maxCost, $0.expectedCost, $0.settlesMoney) = (2, money("1"), money("0.1"), true)
    }
    bench.answer(.success, cost: money("0.1"))
    while bench.settlements == 0 {
      var reply = SchedulerReply(.success)
      reply.mayBeBilled = true
      bench.reply(bench.inFlight[0], reply)
      bench.settle(isSuccess: true)
    }
    #expect(bench.inFlight.isEmpty)
    #expect(bench.finished == nil)
    let sent = bench.sent.count
    bench.take(.settled(requests: 1, cost: money("0.1")))
    while bench.settlements == 1, !bench.inFlight.isEmpty { bench.answer(.success, cost: money("0.1")) }
    #expect(bench.sent.count > sent)
    #expect(bench.settlements == 2)
    #expect(bench.finished == nil)
    // What makes no room is not asked about twice.
    bench.take(.settled(requests: 0, cost: .zero))
    #expect(bench.stop?.exitStatus == .outOfMoney)
  }

  @Test("a run that keeps nothing back stops at its bound without asking")
  func asksNobody() {
    var bench = SchedulerBench(20) {
      ($0.concurrency, $0.maxCost, $0.expectedCost, $0.settlesMoney) = (2, money("1"), money("0.1"), true)
    }
    while bench.finished == nil { bench.answer(.success, cost: money("0.1")) }
    #expect(bench.settlements == 0)
    #expect(bench.stop?.exitStatus == .outOfMoney)
  }

  @Test("free answers know no bound")
  func free() {
    let budget = Budget(bound: money("1"), spent: .zero, expected: .zero, worstCase: .zero)
    #expect(budget.mayBegin(inFlight: 500))
  }
}

@Suite("what an answer cost, by its usage")
struct UsageCostTests {
  @Test(
    "the service's word counts where it can be true, one's own provider's part is added",
    arguments: [
      (#"{"cost":0.0036}"#, "0.0036"), (#"{"cost":"0.0036"}"#, "0.0036"), (#"{"cost":0}"#, "0"),
      (#"{"cost":-0.03}"#, nil), (#"{"cost":null}"#, nil), (#"{"cost":{}}"#, nil), (#"{"cost":1e308}"#, nil),
      (#"{"cost":9000}"#, nil), (#"{}"#, nil),
      (#"{"cost":0.0001,"is_byok":true,"cost_details":{"upstream_inference_cost":0.02}}"#, "0.0201"),
      (#"{"cost":0.0001,"is_byok":true,"cost_details":{"upstream_inference_cost":null}}"#, "0.0001"),
      (#"{"cost":0.02,"is_byok":false,"cost_details":{"upstream_inference_cost":0.02}}"#, "0.02"),
    ] as [(String, String?)])
  func cost(_ usage: String, _ expected: String?) throws {
    #expect(UsageCost.cost(of: try JSONParser.parse(Array(usage.utf8)))?.digits == expected)
  }

  @Test("tokens times prices, where both are there and can be true")
  func estimate() throws {
    let prices = CatalogueModel.Prices(
      promptToken: Money(digits: "0.0000007"), completionToken: Money(digits: "0.000002"))
    func estimate(_ text: String, _ prices: CatalogueModel.Prices?) throws -> String? {
      UsageCost.estimate(of: try JSONParser.parse(Array(text.utf8)), at: prices)?.digits
    }
    #expect(try estimate(#"{"prompt_tokens":1500,"completion_tokens":200}"#, prices) == "0.00145")
    #expect(try estimate(#"{"prompt_tokens":1500,"completion_tokens":200}"#, nil) == nil)
    #expect(try estimate(#"{"prompt_tokens":-1500,"completion_tokens":200}"#, prices) == nil)
    #expect(try estimate(#"{"prompt_tokens":9e18,"completion_tokens":200}"#, prices) == nil)
    #expect(try estimate(#"{"total_tokens":1500}"#, prices) == nil)
  }
}
