internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What the service saw and earned.
struct RequestLedger: Sendable {
  private(set) var requests: [String: [Int: Int]] = [:]
  private(set) var arrivals: [SimulatedEndpoint: Int] = [:]
  private(set) var images: [String: SimulatorReport.Image] = [:]
  private(set) var imageOrder: [String] = []
  private(set) var bodies: [String] = []
  private(set) var cost: Decimal = 0
  private(set) var billed = 0
  private(set) var cacheHits = 0
  private(set) var abandoned = 0
  private(set) var inFlight = 0
  private(set) var mostInFlight = 0
  var openConnections = 0
  /// What each answer cost, by its generation.
  private(set) var generations: [String: Generation] = [:]

  struct Generation: Sendable {
    let model: String
    let cost: Decimal
    var output: ModelOutput
    let tier: String?
    let created: Date
  }
  /// The generations whose contents are kept, the latest at the end.
  private var kept: [String] = []
  private(set) var contents: [String: String] = [:]
  private static let mostContents = 1000

  /// Notes an answer, and its text, as long as not too many have followed it.
  mutating func note(_ generation: Generation, id: String) {
    // The text is the larger part.
    contents[id] = generation.output.text
    var generation = generation
    generation.output.content = .null
    generations[id] = generation
    kept.append(id)
    if kept.count > Self.mostContents { contents[kept.removeFirst()] = nil }
  }
  /// Requests that a provider works on.
  private(set) var atProviders = 0

  /// Notes an arrival and gives its number on this endpoint, from 1.
  mutating func arrived(at endpoint: SimulatedEndpoint) -> Int {
    arrivals[endpoint, default: 0] += 1
    return arrivals[endpoint, default: 0]
  }

  mutating func answered(route: String, status: Int) { requests[route, default: [:]][status, default: 0] += 1 }

  /// Notes a chat request's body; gives its first image's number and how often that image has come, both from 1.
  mutating func received(_ body: SimulatedBody) -> (imageNumber: Int, attempt: Int)? {
    bodies.append(body.sha256)
    for image in body.images where images[image.sha256] == nil {
      imageOrder.append(image.sha256)
      images[image.sha256] = SimulatorReport.Image(number: imageOrder.count)
    }
    for image in Set(body.images) { images[image.sha256]?.requests += 1 }
    return body.images.first.flatMap { images[$0.sha256] }.map { ($0.number, $0.requests) }
  }

  mutating func bill(_ amount: Decimal, image: String?) {
    cost += amount
    billed += 1
    if let image { images[image]?.billed += 1 }
  }

  mutating func countCacheHit() { cacheHits += 1 }

  mutating func begin() {
    inFlight += 1
    mostInFlight = max(mostInFlight, inFlight)
  }

  mutating func occupyProvider() { atProviders += 1 }

  mutating func end(_ entry: SimulatedResponse.LedgerEntry, isDelivered: Bool) {
    inFlight -= 1
    if entry.occupiesProvider { atProviders -= 1 }
    if isDelivered, entry.isAnswer, let image = entry.image { images[image]?.answered += 1 }
    if !isDelivered { abandoned += 1 }
  }

  /// Takes back a delivery that failed in its last write.
  mutating func retract(_ entry: SimulatedResponse.LedgerEntry) {
    if entry.isAnswer, let image = entry.image { images[image]?.answered -= 1 }
    abandoned += 1
  }

  /// Ends a request that broke off before its last byte had arrived.
  mutating func endUnread() { inFlight -= 1 }
}
