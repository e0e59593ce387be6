public import OpenRouter
internal import Transfer

/// Takes one specimen to one result: opens its image, asks the model, judges the answer.
public struct SpecimenExtractor: Sendable {
  public let input: InputReader
  public let template: ChatTemplate
  public let client: OpenRouterClient

  public init(input: InputReader, template: ChatTemplate, client: OpenRouterClient) {
    self.input = input
    self.template = template
    self.client = client
  }

  /// Makes at most one request, or two where a fresh key came in between.
  /// - Parameters:
  ///   - specimen: its number in the plan.
  ///   - name: the specimen's.
  ///   - earlier: the model's answer that could not be used, where it is told what was wrong with it.
  @concurrent
  func extract(_ specimen: Int, named name: SpecimenName, after earlier: UnusableAnswer? = nil) async -> SpecimenResult
  {
    var result = await request(specimen, name, earlier)
    result.isAskedAgain = earlier != nil
    // A service may answer before it has heard all; a success says of which image it is all the same.
    if result.isSuccess, let image = result.image { await input.hash(image) }
    if result.mayComeAgain, let image = result.image { input.keep(image, for: specimen) }
    result.letImageGo()
    return result
  }

  private func request(_ specimen: Int, _ name: SpecimenName, _ earlier: UnusableAnswer?) async -> SpecimenResult {
    let image: SpecimenImage
    do { image = try await input.open(specimen) } catch {
      return SpecimenResult(error, outcome: await input.judge(error))
    }
    let outcome = await client.complete(body(image, after: earlier)) { [question = template.sha256] in
      LostAnswer.note(image, named: name, question: question)
    }
    switch outcome {
    case .attempt(let attempt):
      if let failure = image.file.failure {
        return SpecimenResult(.failure(failure), attempt, image, await input.judge(failure))
      }
      return judge(attempt, image)
    case .keyInDoubt(let attempt, let reason):
      let fault = TransientFault("the key was refused, but it is not dead (\(reason)): no key is made")
      return SpecimenResult(attempt, image, .transient(fault))
    case .keyUsedUp(let attempt): return SpecimenResult(attempt, image, .keyUsedUp)
    case .noKey(let error, let attempt):
      let unsent = ChatAttempt(verdict: .unsent, requestsSent: 0)
      return SpecimenResult(attempt ?? unsent, image, .stop(StopReason(.noKey, error)))
    }
  }

  private func body(_ image: SpecimenImage, after earlier: UnusableAnswer?) -> [BodySegment] {
    guard let earlier else { return template.body(image: image.body, type: image.type) }
    return template.body(image: image.body, type: image.type, after: earlier.text, fault: earlier.fault)
  }

  private func judge(_ attempt: ChatAttempt, _ image: SpecimenImage) -> SpecimenResult {
    switch attempt.verdict.fault {
    case .none: judgeContent(attempt, image)
    case .permanent: SpecimenResult(attempt, image, .failure(wasRequested: true))
    case .transient(let wait):
      SpecimenResult(
        attempt, image,
        .transient(
          TransientFault(
            attempt.verdict.message, wait: wait, isTimeoutAfterSending: attempt.isTimeoutAfterSending)))
    case .accountUntil(let reset): SpecimenResult(attempt, image, .accountUntil(DailyLimit(reset)))
    case .tooManyOpenFiles: SpecimenResult(attempt, image, .tooManyOpenFiles)
    case .money, .model, .needsOperator, .key:
      SpecimenResult(attempt, image, .stop(StopReason(attempt.verdict)))
    }
  }

  private func judgeContent(_ attempt: ChatAttempt, _ image: SpecimenImage) -> SpecimenResult {
    switch DarwinCoreAnswer(attempt.reply ?? ChatReply(), asked: template.asked, largestAnswer: template.largestAnswer)
    {
    case .record(let dwc, let isRepaired):
      return SpecimenResult(.success(dwc: dwc), attempt, image, .success, isRepaired: isRepaired)
    case .unusable(let fault, let message):
      let failure = RecordFailure(
        error: message, kind: fault.rawValue, httpStatus: attempt.httpStatus, content: attempt.reply?.kept)
      var result = SpecimenResult(.failure(failure), attempt, image, .failure(wasRequested: true))
      result.unusable = UnusableAnswer(attempt.reply?.content ?? "", fault, message)
      return result
    }
  }
}

/// What a model wrote and what was wrong with it, in the words that it is told.
struct UnusableAnswer: Sendable, Equatable {
  let text: String
  let fault: String

  /// Told of an answer, at most: what is longer repeats itself.
  private static let longest = 32_000

  /// Nil where telling it would change nothing: the model has refused, or thought until no room was left.
  init?(_ text: String, _ fault: AnswerFault, _ message: String) {
    if fault == .contentFilter || (fault == .cutOff && text.isEmpty) { return nil }
    self.text = String(text.prefix(Self.longest))
    self.fault = message
  }
}

/// What became of one specimen's request: what the scheduler hears of it, and what its record may hold. It may hold a key
/// that a server echoed: whoever writes it masks it.
struct SpecimenResult: Sendable {
  private(set) var reply: SchedulerReply
  let outcome: Record.Outcome
  /// Nil where no request was made.
  let attempt: ChatAttempt?
  /// Nil where it could not be opened, or has been let go.
  private(set) var image: SpecimenImage?
  /// What the record says of it, once it has been let go.
  private(set) var sentFile: SentFile?
  /// Whether harmless slips of the answer were read leniently.
  let isRepaired: Bool?
  /// Whether the model had been told what was wrong with its earlier answer.
  var isAskedAgain = false
  /// The answer, where the model could be told what was wrong with it.
  var unusable: UnusableAnswer? { didSet { reply.mayAskAgain = unusable != nil } }
  let timestamp = Timestamp.now()

  var isSuccess: Bool { if case .success = outcome { true } else { false } }

  /// A result may wait for minutes, and an image holds open files.
  fileprivate mutating func letImageGo() {
    sentFile = image.map { SentFile($0) }
    image = nil
  }

  /// Whether the same image may be sent once more in this start.
  fileprivate var mayComeAgain: Bool {
    switch reply.outcome {
    case .transient, .keyUsedUp: true
    case .failure: unusable != nil
    default: false
    }
  }

  fileprivate init(
    _ outcome: Record.Outcome, _ attempt: ChatAttempt, _ image: SpecimenImage, _ heard: SchedulerOutcome,
    isRepaired: Bool? = nil
  ) {
    var reply = SchedulerReply(
      heard, requestsSent: attempt.requestsSent, cost: attempt.cost, mayBeBilled: attempt.mayBeBilled)
    reply.likeness = attempt.likeness
    if case .failure(let failure) = outcome {
      reply.failure = FailureWords(kind: failure.kind, sentence: failure.error, answer: failure.content)
    }
    self.reply = reply
    self.isRepaired = isRepaired
    self.outcome = outcome
    self.attempt = attempt
    self.image = image
  }

  /// A failure in the words of its verdict.
  fileprivate init(_ attempt: ChatAttempt, _ image: SpecimenImage, _ heard: SchedulerOutcome) {
    let failure = RecordFailure(
      error: attempt.verdict.message, kind: attempt.verdict.kind.rawValue, httpStatus: attempt.httpStatus,
      content: attempt.reply?.kept)
    self.init(.failure(failure), attempt, image, heard)
  }

  /// No request was made.
  fileprivate init(_ refusal: ImageRefusal, outcome: SchedulerOutcome) {
    reply = SchedulerReply(outcome, requestsSent: 0)
    self.outcome = .failure(RecordFailure(refusal))
    (attempt, image, isRepaired) = (nil, nil, nil)
  }
}

extension RecordFailure {
  fileprivate init(_ refusal: ImageRefusal) { self.init(error: refusal.message, kind: refusal.kind.rawValue) }
}

extension Record.Outcome {
  fileprivate static func failure(_ refusal: ImageRefusal) -> Record.Outcome { .failure(RecordFailure(refusal)) }
}

extension DailyLimit {
  fileprivate init(_ reset: Verdict.AccountReset) {
    self.init(
      end: reset.at.map(Timestamp.init(milliseconds:)),
      serviceTime: reset.serviceTime.map(Timestamp.init(milliseconds:))
    )
  }
}

extension Verdict {
  /// No request was made.
  fileprivate static let unsent = Verdict(.key(.unauthorized), .keyRefused, "no key was at hand")
}

extension StopReason {
  /// The end of a run for a reason that lies beyond the specimen.
  fileprivate init(_ verdict: Verdict) {
    let cause: Cause =
      switch verdict.fault {
      case .money: .money
      case .model: .model
      default: .noKey
      }
    self.init(cause, kind: verdict.kind.rawValue, message: verdict.message, hint: Self.hint(verdict))
  }

  private static func hint(_ verdict: Verdict) -> String {
    switch verdict.kind {
    case _ where verdict.fault == .money:
      "no key was made; buy credits or wait for the budget's reset, then start the same command again"
    case _ where verdict.hint != nil: verdict.hint ?? ""
    case _ where verdict.fault == .model: "choose a living model with `--model`; `herbx models` lists them"
    case .certificate:
      "nothing was sent; see that `--base-url` and this machine's clock are right, and name your institution's "
        + "authorities with CURL_CA_BUNDLE; then start the same command again"
    case .proxyRefused:
      "give user and password of the proxy in `https_proxy`, take it out of the way with `no_proxy`, or sign in to the "
        + "network; then start the same command again"
    case .endpointMissing, .redirected: "give the service's own address with `--base-url`"
    default: "see what the key may do: `herbx keys check`; then start the same command again"
    }
  }
}
