/// Decides which faults befall a request. The same sequence of requests always gets the same faults.
struct FaultDesk: Sendable {
  /// What is known of a request when its faults are chosen.
  struct Occasion: Sendable {
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

  /// The first rule whose fault takes the answer's place on this occasion.
  func answerFault(for occasion: Occasion) -> FaultRule? {
    rules.indices.first { index in
      let scope = rules[index].fault.scope
      return (scope == .answer || scope == .chat) && rules[index].fault != .slow && befalls(index, occasion)
    }.map { rules[$0] }
  }

  /// How much later than usual the answer leaves.
  func slowness(for occasion: Occasion) -> Duration {
    rules.indices.filter { rules[$0].fault == .slow && befalls($0, occasion) }
      .reduce(.zero) { $0 + (rules[$1].time ?? .zero) }
  }

  /// The rule by which the key with this number has ended after so many requests.
  func end(ofKey key: Int, after requests: Int) -> FaultRule? {
    rules.first { rule in
      guard [.keyDies, .keyExpires, .keySpent].contains(rule.fault) else { return false }
      return (rule.selector.keys ?? 1...1).contains(key) && requests >= rule.selector.numbers?.lowerBound ?? 0
    }
  }

  /// The rule by which a new key is not known everywhere yet.
  var freshness: FaultRule? { rules.first { $0.fault == .keyFresh } }

  /// The bound that a capacity fault sets.
  func capacity(_ fault: Fault) -> Int? { rules.last { $0.fault == fault }?.count }

  private func befalls(_ index: Int, _ occasion: Occasion) -> Bool {
    let selector = rules[index].selector
    guard selector.endpoint == occasion.endpoint else { return false }
    if let numbers = selector.numbers, !numbers.contains(occasion.number) { return false }
    if let every = selector.every, !occasion.number.isMultiple(of: every) { return false }
    if let keys = selector.keys, !(occasion.key.map(keys.contains) ?? false) { return false }
    if let images = selector.images, !(occasion.imageNumber.map(images.contains) ?? false) { return false }
    if let hash = selector.imageHash, !(occasion.image?.hasPrefix(hash) ?? false) { return false }
    if selector.isOncePerImage, occasion.attempt > 1 { return false }
    if let percent = selector.percent { return draw(index, occasion) < percent }
    return true
  }

  /// A number from 0 to 100 that depends on the image and the attempt alone, or on the request's number where there is
  /// no image.
  private func draw(_ index: Int, _ occasion: Occasion) -> Double {
    let name = occasion.image.map { "\($0) \(occasion.attempt)" } ?? "\(occasion.number)"
    var generator = SeededGenerator(seed: seed &+ UInt64(index), name: name)
    return Double.random(in: 0..<100, using: &generator)
  }
}
