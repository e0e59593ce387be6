internal import SystemLayer

/// Decides which faults befall a request. The same sequence of requests always gets the same faults.
struct FaultInjector: Sendable {
  /// What is known of a request when its faults are chosen.
  struct RequestContext: Sendable {
    var endpoint: SimulatedEndpoint
    /// From 1, over the requests of the endpoint.
    var number: Int
    /// Number of the key, from 1; nil for an unknown or missing one.
    var key: Int?
    var image: String?
    /// Number of the image, from 1.
    var imageNumber: Int?
    /// From 1, over the requests with this image.
    var attempt = 1
  }

  private let rules: [FaultRule]
  private let seed: UInt64

  init(rules: [FaultRule], seed: UInt64) {
    self.rules = rules
    self.seed = seed
  }

  /// The first rule whose fault takes the answer's place on this context.
  func answerFault(for context: RequestContext) -> FaultRule? {
    rules.indices.first { index in
      switch rules[index].fault.effect {
      case .response, .delivery, .output: befalls(index, context)
      case .delay, .keyEnds, .keyIsSpent, .keyIsFresh, .capacity: false
      }
    }.map { rules[$0] }
  }

  /// How much later than usual the answer leaves.
  func slowness(for context: RequestContext) -> Duration {
    rules.indices.reduce(.zero) { sum, index in
      guard case .delay = rules[index].fault.effect, befalls(index, context) else { return sum }
      return sum + (rules[index].time ?? .zero)
    }
  }

  /// How a key has ended.
  enum KeyEnd {
    case refused(SimulatedResponse)
    case spent
  }

  /// How the key with this number has ended after so many requests; nil for one in good order.
  func end(ofKey key: Int, after requests: Int) -> KeyEnd? {
    for rule in rules
    where (rule.selector.keys ?? 1...1).contains(key) && requests >= rule.selector.numbers?.lowerBound ?? 0 {
      switch rule.fault.effect {
      case .keyEnds(let refusal): return .refused(refusal())
      case .keyIsSpent: return .spent
      case .response, .delivery, .delay, .output, .keyIsFresh, .capacity: continue
      }
    }
    return nil
  }

  /// The rule by which a new key is not known everywhere yet.
  var freshness: FaultRule? { rules.first { if case .keyIsFresh = $0.fault.effect { true } else { false } } }

  /// The bound that a capacity fault sets.
  func capacity(_ capacity: Fault.Capacity) -> Int? {
    rules.last { if case .capacity(capacity) = $0.fault.effect { true } else { false } }?.count
  }

  private func befalls(_ index: Int, _ context: RequestContext) -> Bool {
    let selector = rules[index].selector
    guard selector.endpoint == context.endpoint else { return false }
    if let numbers = selector.numbers, !numbers.contains(context.number) { return false }
    if let every = selector.every, !context.number.isMultiple(of: every) { return false }
    if let keys = selector.keys, !(context.key.map(keys.contains) ?? false) { return false }
    if let images = selector.images, !(context.imageNumber.map(images.contains) ?? false) { return false }
    if let hash = selector.imageHash, !(context.image?.hasPrefix(hash) ?? false) { return false }
    if selector.isOncePerImage, context.attempt > 1 { return false }
    if let percent = selector.percent { return draw(index, context) < percent }
    return true
  }

  /// A number from 0 to 100 that depends on the image and the attempt alone, or on the request's number where there is
  /// no image.
  private func draw(_ index: Int, _ context: RequestContext) -> Double {
    let name = context.image.map { "\($0) \(context.attempt)" } ?? "\(context.number)"
    var generator = SeededGenerator(seed: seed &+ UInt64(index), name: name)
    return Double.random(in: 0..<100, using: &generator)
  }
}
