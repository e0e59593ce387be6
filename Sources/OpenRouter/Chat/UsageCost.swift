/// What an answer cost, by the `usage` that came with it.
public enum UsageCost {
  /// No answer costs as much: a service that says so is wrong, and its word would end the run.
  private static let absurd = Money(dollars: 100)

  /// In US dollars; nil where `usage` does not say, or says what cannot be: below zero, no number, more than 100 USD.
  ///
  /// With one's own key at a provider the service takes its fee only (`cost`), and the provider bills its part by itself
  /// (`cost_details.upstream_inference_cost`): both are paid. Source: the service's OpenAPI file, `CostDetails`.
  public static func cost(of usage: JSONValue?) -> Money? {
    guard let cost = usage?["cost"]?.money, cost <= absurd else { return nil }
    guard usage?["is_byok"]?.bool == true else { return cost }
    let upstream = usage?["cost_details"]?["upstream_inference_cost"]?.money
    return upstream.map { $0 <= absurd ? cost + $0 : cost } ?? cost
  }

  /// Reckoned from the tokens that `usage` counts; nil where it counts none or the catalogue names no prices.
  public static func estimate(of usage: JSONValue?, at prices: CatalogueModel.Prices?) -> Money? {
    guard let prompt = tokens(usage?["prompt_tokens"]), let completion = tokens(usage?["completion_tokens"]),
      let promptPrice = prices?.promptToken, let completionPrice = prices?.completionToken
    else { return nil }
    return promptPrice * prompt + completionPrice * completion + (prices?.request ?? .zero) + (prices?.image ?? .zero)
  }

  private static func tokens(_ value: JSONValue?) -> Int? {
    value?.int.flatMap { (0...100_000_000).contains($0) ? $0 : nil }
  }
}
