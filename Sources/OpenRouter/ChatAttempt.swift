/// What became of one request for a completion.
public struct ChatAttempt: Sendable {
  public var verdict: Verdict
  /// The answer, where there was one.
  public var reply: ChatReply?
  /// Of a 2xx that holds no completion: by this two such answers count as the same.
  public var likeness: String?
  public var httpStatus: Int?
  /// Times the request went out: 1, or 2 where it was repeated with a fresh key.
  public var requestsSent: Int
  /// From the first byte sent to the last received, of the last request.
  public var duration: Duration
  /// The key that the last request used.
  public var lease: KeyLease?
  /// What the last request cost: by the service's word, else by its tokens; nil where neither is known.
  public var cost: Money?
  /// Whether the service may have billed what never came: it had the request, and its answer broke or was given up.
  public var mayBeBilled: Bool
  /// The generation of an answer of which only the head had come.
  var lostGeneration: String?
  /// The deadline passed when all of the request had left.
  public var isTimeoutAfterSending: Bool
  /// Whether a status other than of success came with words that are no JSON: those of something on the way.
  var isInBareWords = false

  public init(
    verdict: Verdict, reply: ChatReply? = nil, httpStatus: Int? = nil, requestsSent: Int = 1,
    duration: Duration = .zero, lease: KeyLease? = nil, mayBeBilled: Bool = false, isTimeoutAfterSending: Bool = false
  ) {
    self.verdict = verdict
    self.reply = reply
    self.httpStatus = httpStatus
    self.requestsSent = requestsSent
    self.duration = duration
    self.lease = lease
    self.mayBeBilled = mayBeBilled
    self.isTimeoutAfterSending = isTimeoutAfterSending
  }
}

extension ChatAttempt {
  /// - Parameter isTold: whether anybody says later what an answer has cost that does not say so.
  func end(isTold: Bool) -> RequestEnd {
    if let cost { return .cost(cost) }
    guard mayBeBilled, isTold || verdict.fault != .none else { return .free }
    return .unconfirmed(generationID: reply?.generationID ?? lostGeneration, isAnswered: verdict.fault == .none)
  }
}

/// How a request ended.
public enum ChatOutcome: Sendable {
  case attempt(ChatAttempt)
  /// The service refused the key, yet `/key` vouches for it or cannot be asked: wait, then ask again for this specimen.
  case keyInDoubt(ChatAttempt, reason: String)
  /// The fresh key was used up by others before this request's one retry: ask again for this specimen.
  case keyUsedUp(ChatAttempt)
  /// No usable key is left; the reason needs a person.
  case noKey(any ExplainedError, ChatAttempt?)
}
