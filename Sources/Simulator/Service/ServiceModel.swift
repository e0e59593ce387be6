internal import OpenRouter
internal import SystemLayer

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// The service as a pure machine: a request and the time in, an answer out. No clock and no input or output inside.
public struct ServiceModel: Sendable {
  let options: SimulatorOptions
  let faults: FaultInjector
  /// The secret with which keys are made; it cannot run a model.
  public let managementKey: String
  var keyStore: KeyStore
  var ledger = RequestLedger()
  var cache = ResponseCache()
  var freeTier: FreeTier
  private var generations = SeededGenerator(seed: 0)

  /// - Parameter now: when the keys that exist from the start were made.
  public init(_ options: SimulatorOptions, at now: Date) {
    self.options = options
    faults = FaultInjector(rules: options.faults, seed: options.seed)
    keyStore = KeyStore(seed: options.seed)
    for key in options.keys {
      let position = keyStore.add(
        secret: key.secret, name: key.name, limit: key.limit, isProvisioned: false, at: now)
      keyStore[position].expiresAt = key.expires
    }
    var managers = KeyStore(seed: options.seed &+ 1)
    managementKey = options.managementKey ?? managers.makeSecret()
    freeTier = FreeTier(perMinute: faults.capacity(.freePerMinute), perDay: faults.capacity(.freePerDay))
    generations = SeededGenerator(seed: options.seed, name: "generations")
  }

  /// The secrets of the keys that existed from the start.
  public var initialKeys: [String] { keyStore.keys.filter { !$0.isProvisioned }.map(\.secret) }

  public mutating func connectionOpened() { ledger.openConnections += 1 }

  public mutating func connectionClosed() { ledger.openConnections -= 1 }

  /// Notes that the head of a chat request has arrived. `end` or `endUnread` must follow.
  public mutating func begin() { ledger.begin() }

  /// Notes what became of a chat request's answer.
  public mutating func end(_ answer: SimulatedResponse, isDelivered: Bool) {
    ledger.end(answer.entry, isDelivered: isDelivered)
  }

  /// Notes that a chat request broke off before it had arrived whole.
  public mutating func endUnread() { ledger.endUnread() }

  /// Takes back the `end` of a delivery whose last write failed.
  public mutating func retract(_ answer: SimulatedResponse) { ledger.retract(answer.entry) }

  /// The service's answer to one request that has arrived whole.
  public mutating func answer(_ request: SimulatedRequest, at now: Date) -> SimulatedResponse {
    guard request.path != "/simulator/report" else { return .json(200, report.json) }
    guard let endpoint = SimulatedEndpoint.serving(request.path), !options.missing.contains(endpoint) else {
      ledger.answered(route: "other", status: 404)
      return .notThere
    }
    let answer = endpoint == .chat ? answerChat(request, at: now) : answerAside(request, endpoint, at: now)
    ledger.answered(route: Self.route(of: request), status: answer.status)
    return answer
  }

  /// Any endpoint but chat: the work is done, then a fault may get in the way of its answer.
  private mutating func answerAside(
    _ request: SimulatedRequest, _ endpoint: SimulatedEndpoint, at now: Date
  ) -> SimulatedResponse {
    let context = FaultInjector.RequestContext(
      endpoint: endpoint, number: ledger.arrived(at: endpoint),
      key: request.secret.flatMap { keyStore.position(ofSecret: $0) }.map { keyStore[$0].number })
    let rule = faults.answerFault(for: context)
    let fault = rule.map { FaultContext($0, request, at: now) }
    let replacement = fault.flatMap { $0.replacement(isChat: false) }
    var answer = replacement ?? work(on: request, endpoint, at: now)
    if let fault, replacement == nil { answer = fault.delivered(answer) }
    answer.delivery.delay += faults.slowness(for: context)
    return answer
  }

  private mutating func work(
    on request: SimulatedRequest, _ endpoint: SimulatedEndpoint, at now: Date
  ) -> SimulatedResponse {
    switch endpoint {
    case .key: answerKey(request, at: now)
    case .keys: answerKeys(request, at: now)
    case .credits: answerCredits(request)
    case .models, .chat: answerModels(request)
    case .generation: answerGeneration(request)
    }
  }

  /// `gen-sim-` and 16 digits.
  mutating func makeGeneration() -> String {
    let digits = String(generations.next(), radix: 16)
    return "gen-sim-" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func route(of request: SimulatedRequest) -> String {
    let path = request.path.dropFirst("/api/v1".count)
    return "\(request.method) \(path.hasPrefix("/keys/") ? "/keys/{hash}" : path)"
  }

  /// What the service has seen so far.
  public var report: SimulatorReport {
    SimulatorReport(
      requests: ledger.requests, images: ledger.images, bodies: ledger.bodies,
      keysMade: keyStore.keys.filter(\.isProvisioned).map { key in
        SimulatorReport.Key(
          name: key.name, hash: key.hash, label: key.label, limit: key.limit, usage: key.usage, created: key.createdAt,
          isDisabled: key.isDisabled, isDeleted: key.isDeleted)
      },
      cost: ledger.cost, billed: ledger.billed, cacheHits: ledger.cacheHits, abandoned: ledger.abandoned,
      inFlight: ledger.inFlight, mostInFlight: ledger.mostInFlight,
      openConnections: ledger.openConnections)
  }
}
