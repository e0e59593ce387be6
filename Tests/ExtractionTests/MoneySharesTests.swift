import Extraction
import OpenRouter
import TestSupport
import Testing

@Suite("shares of a run's money")
struct MoneySharesTests {
  private func money(_ digits: String) -> Money { Money(digits: digits) ?? .zero }

  private func standing(_ shard: Int, spent: String = "0", open: Int, held: String? = nil) -> MoneyShares.Standing {
    .init(shard: shard, spent: money(spent), open: open, held: held.map(money))
  }

  private func dealt(_ bound: String, _ standings: [MoneyShares.Standing], least: String = "0") -> [String] {
    let shares = MoneyShares(of: money(bound), submission: "Slurm 1", among: standings, least: money(least))
    return standings.map { shares.amounts[$0.shard]?.digits ?? "none" }
  }

  @Test("what is left goes by the open images, beside what each has spent")
  func parts() {
    #expect(dealt("1", [standing(1, open: 30), standing(2, open: 10)]) == ["0.75", "0.25"])
    #expect(
      dealt("1", [standing(1, spent: "0.3", open: 0), standing(2, spent: "0.1", open: 6), standing(3, open: 6)])
        == ["0.3", "0.4", "0.3"])
  }

  @Test("a shard that runs by an earlier deal keeps what it holds, and the others get the rest")
  func held() {
    #expect(
      dealt("1", [standing(1, spent: "0.1", open: 9, held: "0.6"), standing(2, spent: "0.2", open: 1)])
        == ["0.6", "0.4"])
  }

  @Test("where the parts would be too small to begin with, those with most to do get one")
  func least() {
    let standings = [standing(1, open: 2), standing(2, open: 4), standing(3, open: 3)]
    #expect(dealt("0.09", standings, least: "0.02") == ["0.02", "0.04", "0.03"])
    #expect(dealt("0.07", standings, least: "0.03") == ["0", "0.04", "0.03"])
    #expect(dealt("0.01", standings, least: "0.03") == ["0", "0.01", "0"])
  }

  @Test(
    "together they stay within the bound, whatever was spent, held and left",
    arguments: ["0", "0.000001", "0.1", "0.5", "1.333333", "7", "1000"])
  func bound(digits: String) {
    var random = SplitMix(seed: 23)
    for _ in 0..<200 {
      let standings = (1...Int.random(in: 1...40, using: &random)).map { number in
        standing(number, open: Int.random(in: 0...99, using: &random))
      }
      let shares = MoneyShares(
        of: money(digits), submission: "", among: standings,
        least: money(["0", "0.01", "0.2"].randomElement(using: &random) ?? "0"))
      #expect(shares.amounts.values.reduce(.zero, +) <= money(digits))
    }
  }

  @Test("a bound that was lowered under what is spent gives nothing more; the deal reads back as it was written")
  func lowered() throws {
    let shares = MoneyShares(
      of: money("0.2"), submission: "Slurm 7", among: [standing(1, spent: "0.3", open: 5), standing(2, open: 5)])
    #expect(shares.amounts[1]?.digits == "0.3" && shares.amounts[2] == .zero)
    #expect(MoneyShares(json: try JSONParser.parse(shares.json.utf8)) == shares)
  }
}
