import OpenRouter
import Testing

@testable import Extraction

@Suite("what single answers cost")
struct CostSpreadTests {
  private func spread(_ costs: [Int]) -> CostSpread {
    costs.reduce(into: CostSpread()) { $0.add(Money(dollars: $1)) }
  }

  @Test(
    "mean, highest and 95th percentile are those of the answers",
    arguments: [
      ([7], "7", "7", "7"), (Array(1...100), "50.5", "95", "100"),
      (Array(repeating: 2, count: 99) + [100], "2.98", "2", "100"),
    ])
  func figures(costs: [Int], mean: String, percentile: String, highest: String) {
    let spread = spread(costs)
    #expect(spread.mean?.digits == mean)
    #expect(spread.percentile95?.digits == percentile)
    #expect(spread.highest?.digits == highest)
  }

  @Test("nothing is known of no answers")
  func none() {
    #expect(CostSpread().mean == nil)
    #expect(CostSpread().percentile95 == nil)
  }

  @Test("of very many answers the mean is exact and the percentile near")
  func many() {
    let spread = spread((1...100_000).map { ($0 * 7919) % 1000 })
    #expect(spread.mean?.digits == "499.5")
    #expect((940...960).contains(Int(spread.percentile95?.digits ?? "") ?? 0))
  }

  @Test("an account takes back what was not written, by key and by outcome")
  func account() {
    var account = CostAccount()
    let cost = Money(digits: "0.0036125") ?? .zero
    account.add(cost, isSuccess: true, key: "a")
    account.add(cost, isSuccess: false, key: "b")
    account.add(cost, isSuccess: false, key: nil)
    #expect(account.total.digits == "0.0108375")
    #expect(account.wasted.digits == "0.007225")
    account.remove(cost, isSuccess: false, key: "b")
    #expect(account.wasted.digits == "0.0036125")
    #expect(account.byKey == ["a": cost, "b": .zero])
    #expect(account.perSuccess(1)?.digits == "0.007225")
    #expect(account.perSuccess(0) == nil)
  }
}
