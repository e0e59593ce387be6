internal import ArgumentParser
internal import OpenRouter

/// Who may serve the requests, and at what price.
struct RoutingOptions: ParsableArguments {
  enum ServiceTier: String, ExpressibleByArgument, CaseIterable { case flex }

  @Option(help: ArgumentHelp("flex: about half the price where it is offered, and slower.", valueName: "flex"))
  var serviceTier: ServiceTier?

  @Flag(help: "Only endpoints that keep nothing of what is sent (zero data retention).") var zdr = false
  @Flag(help: "Only providers that do not collect what is sent.") var noDataCollection = false

  @Option(help: ArgumentHelp("Only this provider; may stand several times.", valueName: "name"))
  var provider: [String] = []

  @Option(help: ArgumentHelp("US dollars per million tokens at most, prompt and answer alike.", valueName: "usd"))
  var maxPrice: String?

  @Option(
    help: ArgumentHelp(
      "A model that the service asks where the first cannot answer; may stand several times.", valueName: "id"))
  var fallbackModel: [String] = []

  func validate() throws {
    guard let maxPrice else { return }
    guard let price = Money(digits: maxPrice), price > .zero else {
      throw ValidationError("`--max-price \(maxPrice)`: give US dollars per million tokens, such as 1.50")
    }
  }

  var routing: ChatRouting {
    var routing = ChatRouting()
    routing.serviceTier = serviceTier?.rawValue
    routing.zeroDataRetention = zdr
    routing.deniesDataCollection = noDataCollection
    routing.providers = provider
    routing.maxPrice = maxPrice.flatMap(Money.init(digits:))
    routing.fallbackModels = fallbackModel
    return routing
  }
}
