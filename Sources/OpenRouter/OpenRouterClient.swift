internal import Synchronization
public import Transfer

/// What a request that costs nothing has found.
public enum ProbeResult: Sendable, Equatable {
  /// Well, or there is nothing that could be asked.
  case well
  case unwell(reason: String)
}

/// Asks the service for completions, and sees to it that a dead key costs one new key and one retry.
public struct OpenRouterClient: Sendable {
  public let address: ServiceAddress
  private let transfer: any Transferring
  private let keys: any KeySource
  private let options: Options
  private let history = AnswerHistory()

  /// What all requests of a run share.
  public struct Options: Sendable {
    /// From the start of a request to the last byte of its answer.
    public var deadline: Duration
    /// Seconds for which the service is asked to keep answers (`X-OpenRouter-Cache-TTL`); nil for not at all.
    public var cacheSeconds: Int?
    /// The model's, to reckon what an answer cost that does not say so.
    public var prices: CatalogueModel.Prices?
    /// Told of each request; nil where none costs money.
    public var accounting: (any RequestAccounting)?

    public init(deadline: Duration = .seconds(300), cacheSeconds: Int? = nil) {
      self.deadline = deadline
      self.cacheSeconds = cacheSeconds
    }
  }

  public init(
    address: ServiceAddress, transfer: any Transferring, keys: any KeySource, options: Options = Options()
  ) {
    self.address = address
    self.transfer = transfer
    self.keys = keys
    self.options = options
  }

  /// What is sent, and what the accounting notes of it once the head of its answer has come.
  private struct Question {
    let body: [BodySegment]
    let about: @Sendable () -> JSONValue
  }

  /// Sends one request. Where its key is refused, waits for the one rotation and sends it exactly once more.
  /// - Parameter about: what it takes to make a record of the answer, should it get lost; asked once all has left.
  public func complete(
    _ body: [BodySegment], about: @escaping @Sendable () -> JSONValue = { .null }
  ) async -> ChatOutcome {
    let lease: KeyLease
    do { lease = try await keys.lease() } catch { return .noKey(Self.explain(error), nil) }
    let question = Question(body: body, about: about)
    let first = await send(question, with: lease)
    guard case .key(let refusal) = first.verdict.fault else { return .attempt(first) }
    switch await replacement(for: lease, because: refusal) {
    case .failure(let failure): return .noKey(failure.reason, first)
    case .success(.stillValid): return .keyInDoubt(first, reason: "`/key` says that the key is good")
    case .success(.unverified(let reason)): return .keyInDoubt(first, reason: reason)
    case .success(.replaced): return await retry(question, after: first)
    }
  }

  /// The one retry with a fresh key. Refused again, there is no third request.
  private func retry(_ question: Question, after first: ChatAttempt) async -> ChatOutcome {
    let fresh: KeyLease
    do { fresh = try await keys.lease() } catch { return .noKey(Self.explain(error), first) }
    var second = await send(question, with: fresh)
    second.requestsSent = 2
    guard case .key(let refusal) = second.verdict.fault else { return .attempt(second) }
    switch await replacement(for: fresh, because: refusal) {
    case .failure(let failure): return .noKey(failure.reason, second)
    case .success(.stillValid): return .keyInDoubt(second, reason: "`/key` says that the fresh key is good")
    case .success(.unverified(let reason)): return .keyInDoubt(second, reason: reason)
    // It had worked for others, who used it up: this request goes back into the queue.
    case .success(.replaced): return .keyUsedUp(second)
    }
  }

  /// Asks something that costs nothing: `/key`, or `/models` where there is no `/key`. A refusal of the key is an answer
  /// too: the next specimen's request will deal with it.
  public func probe() async -> ProbeResult {
    guard let lease = try? await keys.lease() else { return .well }
    let key = await ask("/key", key: lease.key)
    await keys.finished(lease, served: false, cost: nil)
    guard let key else { return await ask("/models", key: nil) ?? .well }
    return key
  }

  /// Nil where the service has no such endpoint.
  private func ask(_ path: String, key: APIKey?) async -> ProbeResult? {
    let authorization = key.map { [HeaderField("Authorization", $0.bearer)] } ?? []
    let request = TransferRequest(
      method: .get, url: address.url(path), headers: Attribution.headers + authorization, deadline: .seconds(20))
    do {
      let reply = try await transfer.send(request)
      let verdict = Verdict(
        status: reply.status, headers: reply.headers, body: try? JSONParser.parse(reply.body),
        isPage: reply.body.looksLikeHTML)
      if case .transient = verdict.fault, !(200..<300).contains(reply.status) {
        return .unwell(reason: "`\(path)`: \(verdict.message)")
      }
      if reply.body.looksLikeHTML { return .unwell(reason: "`\(path)` answered a page in place of JSON") }
      return [404, 405].contains(reply.status) ? nil : .well
    } catch {
      return .unwell(reason: error.message)
    }
  }

  private struct ReplacementFailure: Error { let reason: any ExplainedError }

  private func replacement(
    for lease: KeyLease, because refusal: KeyRefusal
  ) async -> Result<KeyReplacement, ReplacementFailure> {
    do {
      return .success(try await keys.report(refusal, of: lease))
    } catch {
      return .failure(ReplacementFailure(reason: Self.explain(error)))
    }
  }

  private func send(_ question: Question, with lease: KeyLease) async -> ChatAttempt {
    var request = request(question.body, key: lease.key)
    var number: Int?
    if let accounting = options.accounting {
      let gate = Gate()
      let noted = accounting.sent(with: lease) { gate.open() }
      (number, request.gate) = (noted, gate)
      request.headArrived = { headers in
        guard let id = headers.first(where: { $0.isNamed("X-Generation-Id") })?.value else { return }
        accounting.answering(noted, generationID: id, about: question.about())
      }
    }
    var attempt = await attempt(request, with: lease)
    let isAnswered = attempt.verdict.fault == .none
    if isAnswered {
      history.answered()
    } else if attempt.isInBareWords, [.permission, .endpointMissing].contains(attempt.verdict.kind), history.hasAnswered
    {
      // The address is right: what stands before the service has lost it for a while.
      attempt.verdict = Verdict(.transient(.init()), .unavailable, attempt.verdict.message)
    }
    attempt.cost =
      attempt.reply?.cost
      ?? (isAnswered ? UsageCost.estimate(of: attempt.reply?.usage, at: options.prices) : nil)
    if isAnswered, attempt.cost == nil { attempt.mayBeBilled = true }
    let isTold = options.prices != nil || address.provider == ServiceAddress.official.provider
    if let number { options.accounting?.ended(number, attempt.end(isTold: isTold)) }
    await keys.finished(lease, served: isAnswered, cost: attempt.cost)
    return attempt
  }

  private static func attempt(_ reply: TransferReply, _ answer: ChatAnswer?, _ lease: KeyLease) -> ChatAttempt {
    let verdict = Verdict(reply, answer)
    let chat = ChatReply(answer, generationHeader: reply.header("X-Generation-Id"))
    var attempt = ChatAttempt(
      verdict: verdict, reply: chat, httpStatus: reply.status, duration: reply.duration, lease: lease,
      mayBeBilled: chat.cost == nil
        && ([.brokenTransfer, .timeout, .unreadableAnswer].contains(verdict.kind)
          || (verdict.kind == .answerError && !chat.content.isBlank))
    )
    // An overloaded service says so in answers that are all alike: that is an outage, and waited out. What the service says
    // of a request in words that are known is about this request, though it comes with a status of success.
    switch verdict.kind {
    case .unreadableAnswer, .answerError:
      if case .transient = verdict.fault {} else { attempt.likeness = answer?.likeness }
    default: break
    }
    attempt.isInBareWords = answer == nil && AnswerBody.value(reply.body) == nil
    return attempt
  }

  private func attempt(_ request: TransferRequest, with lease: KeyLease) async -> ChatAttempt {
    do {
      let reply = try await transfer.send(request)
      return Self.attempt(reply, ChatAnswer(reply), lease)
    } catch {
      // A completion that came whole counts, however its connection ended: it is billed.
      if let partial = error.partial, let answer = ChatAnswer(partial, isWhole: false) {
        return Self.attempt(partial, answer, lease)
      }
      // What the service never had whole it cannot have answered. Of a request that was given up nobody has looked.
      let mayHaveArrived = error.requestWasWhole || (error.kind == .cancelled && error.bodyWasSent)
      var attempt = ChatAttempt(
        verdict: Verdict(error), lease: lease, mayBeBilled: mayHaveArrived,
        isTimeoutAfterSending: error.requestWasWhole && [.timeout, .stalled].contains(error.kind))
      attempt.lostGeneration = error.partial?.header("X-Generation-Id")
      return attempt
    }
  }

  private func request(_ body: [BodySegment], key: APIKey) -> TransferRequest {
    var headers =
      Attribution.headers + [
        HeaderField("Authorization", key.bearer), HeaderField("Content-Type", "application/json"),
      ]
    if let seconds = options.cacheSeconds {
      headers += [HeaderField("X-OpenRouter-Cache", "true"), HeaderField("X-OpenRouter-Cache-TTL", String(seconds))]
    }
    var request = TransferRequest(
      method: .post, url: address.url("/chat/completions"), headers: headers, body: body, deadline: options.deadline,
      largestReply: AnswerBody.longest + 1)
    // What is longer is only kept, and told by its length to be so.
    request.cutsReply = true
    return request
  }

  private static func explain(_ error: any Error) -> any ExplainedError {
    error as? any ExplainedError ?? UnexplainedFailure(reason: String(describing: error))
  }
}

/// Whether an address has answered since the start.
private final class AnswerHistory: Sendable {
  private let state = Mutex(false)

  var hasAnswered: Bool { state.withLock { $0 } }

  func answered() { state.withLock { $0 = true } }
}

/// A failure that came without an explanation of its own.
public struct UnexplainedFailure: ExplainedError {
  public let reason: String
  public init(reason: String) { self.reason = reason }
  public var kindName: String { "unexplained" }
  public var message: String { reason }
  public var hint: String? { "start the same command again; if it comes back, report it together with run.log" }
}

/// The headers by which the service attributes requests to an application.
public enum Attribution {
  static let headers = [
    HeaderField("HTTP-Referer", "https://github.com/herbx/herbx"), HeaderField("X-OpenRouter-Title", "herbx"),
  ]
}
