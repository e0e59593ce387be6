import OpenRouter
import Testing

@testable import Keys

@Suite("what is left on a key")
struct KeyBudgetTests {
  private let cent = Money(digits: "0.01") ?? .zero
  private var budget = KeyBudget(key: .sample(1))

  @Test("what was paid while /key was asked is not left, whatever /key says")
  func paidWhileAsked() {
    var budget = budget
    for _ in 0..<3 { budget.begin() }
    budget.checkBegins()
    for _ in 0..<2 { budget.finish(cost: cent) }
    // /key was answered before the two were charged: three cents, of which one is left to the third in flight.
    budget.learn(.living(remaining: "0.03"))
    #expect(!budget.covers(cent))
    budget.learn(.living(remaining: "0.04"))
    #expect(budget.covers(cent))
  }

  @Test("what was paid before /key was asked is in its answer")
  func paidBefore() {
    var budget = budget
    budget.begin()
    budget.finish(cost: cent)
    budget.checkBegins()
    budget.learn(.living(remaining: "0.01"))
    #expect(budget.covers(cent))
  }

  @Test("a key without a limit, or one that nobody can tell about, covers everything")
  func unlimited() {
    for check in [KeyCheck.living(remaining: nil), .unsupported, .unavailable("503")] {
      var budget = budget
      budget.learn(check)
      #expect(budget.covers(Money(dollars: 1_000_000)))
    }
  }

  @Test("nine in ten answers stay under the cost that is reckoned with, of the last two hundred")
  func percentile() {
    var costs = RecentCosts(expected: cent)
    #expect(costs.ninetiethPercentile == cent)
    costs.add(cent * 200)
    #expect(costs.ninetiethPercentile == cent * 200)
    for _ in 0..<9 { costs.add(cent) }
    #expect(costs.ninetiethPercentile == cent)
    #expect(costs.median == cent)
    for number in 1...1000 { costs.add(cent * number) }
    #expect(costs.ninetiethPercentile == cent * 980)
    #expect(costs.median == cent * 900)
  }
}
