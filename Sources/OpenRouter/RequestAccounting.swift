/// How a request for a completion ended, as far as money goes.
public enum RequestEnd: Sendable, Equatable {
  /// It never reached the service whole, or was refused: nothing is billed.
  case free
  /// What the answer cost, by the service's word or by its tokens.
  case cost(Money)
  /// The service had it, and its answer never came or did not say what it cost.
  /// - generationID: where the answer's head had come: the service can be asked what it cost.
  /// - isAnswered: whether the answer came: it is billed by now.
  case unconfirmed(generationID: String?, isAnswered: Bool)
}

/// Told of each request that costs money, before it goes out and when it is over.
public protocol RequestAccounting: Sendable {
  /// Notes a request, without waiting.
  /// - Parameter noted: called once it is noted, or cannot be; until then the request does not go out whole.
  /// - Returns: the number to end it by.
  func sent(with lease: KeyLease, noted: @escaping @Sendable () -> Void) -> Int

  func ended(_ number: Int, _ end: RequestEnd)

  /// The head of its answer has come: by its generation the service can be asked for the answer, should it get lost.
  /// - Parameter about: what it takes to make a record of it.
  func answering(_ number: Int, generationID: String, about: JSONValue)
}

extension RequestAccounting {
  public func answering(_ number: Int, generationID: String, about: JSONValue) {}
}
