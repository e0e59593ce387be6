/// A misbehaviour that can be asked for by name: one row of `Fault.all`, where everything about it stands.
public struct Fault: Sendable {
  public let name: String
  /// One line for a help text: what the client sees.
  public let explanation: String
  let argument: Argument
  let effect: Effect

  init(_ name: String, _ explanation: String, _ argument: Argument = .none, _ effect: Effect) {
    self.name = name
    self.explanation = explanation
    self.argument = argument
    self.effect = effect
  }

  /// The fault of that name; nil where there is none.
  public static func named(_ name: some StringProtocol) -> Fault? { byName[String(name)] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// What may stand after `=`.
  enum Argument: Sendable, Hashable {
    case none
    case seconds(isRequired: Bool)
    case count(isRequired: Bool)
    /// A bare number counts requests, one with `s` or `ms` is a time.
    case countOrTime
  }

  /// When and where a fault acts, and what it does there; what may be asked of a fault follows from it.
  enum Effect: Sendable {
    /// In place of the work, on any endpoint. Nothing is billed.
    case response(@Sendable (FaultContext) -> SimulatedResponse)
    /// Around the finished response, on any endpoint. Where it is not `billed`, chat does not do the work at all.
    case delivery(isBilled: Bool, @Sendable (inout SimulatedResponse, FaultContext) -> Void)
    /// Later than usual; adds to a request's other faults.
    case delay
    /// In what the chat endpoint's model writes. A record can be had from it all the same where it is `usable`.
    case output(isUsable: Bool, @Sendable (inout ModelOutput, FaultContext) -> Void)
    /// From some request of a key on, every request with it is refused so, `/key` included.
    case keyEnds(@Sendable () -> SimulatedResponse)
    /// From some request of a key on, its limit is used up.
    case keyIsSpent
    /// A key's first requests, or its first time.
    case keyIsFresh
    /// Always; the argument says how much.
    case capacity(Capacity)
  }

  enum Capacity: Sendable, Hashable {
    case inFlight
    case freePerMinute
    case freePerDay
  }
}

extension Fault: Hashable {
  public static func == (one: Fault, other: Fault) -> Bool { one.name == other.name }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
