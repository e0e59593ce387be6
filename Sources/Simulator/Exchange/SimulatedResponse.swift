/// What the service answers to one request, and how the answer reaches the client.
public struct SimulatedResponse: Sendable {
  public var status: Int
  /// In the order in which they are written; `Content-Length` and `Connection` are the server's affair.
  public var headers: [Header]
  public var body: [UInt8]
  public var delivery: SimulatedDelivery
  /// What the accounts must note once the answer has left, or has not.
  public internal(set) var entry: LedgerEntry
  /// Its place before the gate that holds it back.
  var ticket: AnswerGate.Ticket?

  public struct Header: Sendable, Hashable {
    public var name: String
    public var value: String
  }

  /// What one chat request means for the accounts.
  public struct LedgerEntry: Sendable, Hashable {
    /// The image that was sent, by SHA-256.
    var image: String?
    /// Whether it is a success that a client can use.
    var isAnswer = false
    /// Whether it counts among the requests that a provider works on.
    var occupiesProvider = false
  }

  init(
    status: Int, headers: [Header] = [], body: [UInt8], delivery: SimulatedDelivery = .atOnce,
    entry: LedgerEntry = LedgerEntry()
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.delivery = delivery
    self.entry = entry
  }

  /// The value of the first header called `name`, whatever its case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// How an answer reaches the client.
public struct SimulatedDelivery: Sendable, Hashable {
  /// Time between the request's last byte and the answer.
  public var delay: Duration
  /// Where set, the head leaves after this time and a blank each time it passes again, until the body is due: the
  /// real service keeps long answers alive so.
  public var blanksEvery: Duration?
  public var ending: Ending

  public enum Ending: Sendable, Hashable {
    /// The whole answer.
    case whole
    /// The head and so many bytes of the body, then the connection ends.
    case cut(afterBytes: Int)
    /// The connection ends before any byte.
    case closed
    /// Nothing until the client gives up, or blanks without end where `blanksEvery` is set.
    case silence
  }

  public static let atOnce = SimulatedDelivery(delay: .zero)

  public init(delay: Duration, blanksEvery: Duration? = nil, ending: Ending = .whole) {
    self.delay = delay
    self.blanksEvery = blanksEvery
    self.ending = ending
  }
}
