public import OpenRouter
internal import Transfer

/// Takes one specimen to one outcome: opens its image, asks the model, judges the answer.
///
/// What it returns may hold a key that a server echoed: whoever writes it masks it.
public struct SpecimenExtractor: Sendable {
  /// The input folder.
  public let root: String
  public let template: ChatTemplate
  public let client: OpenRouterClient

  public init(root: String, template: ChatTemplate, client: OpenRouterClient) {
    self.root = root
    self.template = template
    self.client = client
  }

  /// A specimen's outcome: what the scheduler hears of it, and the record that may be written.
  struct Result: Sendable {
    let reply: SchedulerReply
    var record: Record
  }

  /// Makes at most one request, or two where a fresh key came in between.
  @concurrent
  func extract(_ specimen: Specimen) async -> Result {
    let image: ImageFile
    do { image = try specimen.open(in: root) } catch { return refused(specimen, error) }
    let completion = await client.complete(template.body(image: image, type: image.type))
    switch completion {
    case .exchange(let exchange): return judge(exchange, specimen, image)
    case .keyInDoubt(let exchange, let reason):
      return result(.keyInDoubt(reason: reason), exchange, specimen, image)
    case .keyUsedUp(let exchange): return result(.keyUsedUp, exchange, specimen, image)
    case .noKey(let error, let exchange):
      return result(
        .stop(StopReason(.noKey, error)), exchange ?? Exchange(verdict: .unsent, sendings: 0), specimen, image)
    }
  }

  private func refused(_ specimen: Specimen, _ refusal: ImageRefusal) -> Result {
    let failure = RecordFailure(error: refusal.message, kind: refusal.kind.rawValue)
    let record = Record(
      image: specimen.name, model: template.model, outcome: .failure(failure), timestamp: .now())
    return Result(reply: SchedulerReply(.failure(wasRequested: false), sendings: 0), record: record)
  }

  private func judge(_ exchange: Exchange, _ specimen: Specimen, _ image: ImageFile) -> Result {
    switch exchange.verdict.fault {
    case .none: return judgeContent(exchange, specimen, image)
    case .specimen: return result(.failure(wasRequested: true), exchange, specimen, image)
    case .passing(let wait):
      return result(.passing(wait, reason: exchange.verdict.message), exchange, specimen, image)
    case .accountUntil(let milliseconds):
      return result(.accountUntil(milliseconds.map { Timestamp(milliseconds: $0) }), exchange, specimen, image)
    case .money, .model, .person, .key:
      return result(.stop(StopReason(exchange.verdict)), exchange, specimen, image)
    }
  }

  private func judgeContent(_ exchange: Exchange, _ specimen: Specimen, _ image: ImageFile) -> Result {
    switch DarwinCoreAnswer(exchange.reply ?? ChatReply(), asked: template.asked, largestAnswer: template.largestAnswer)
    {
    case .record(let dwc, let isRepaired):
      var success = result(.success, exchange, specimen, image)
      success.record.outcome = .success(dwc: dwc)
      success.record.isRepaired = isRepaired
      success.record.questionSHA256 = nil
      // A service may answer before it has heard all; the record says of which image it is all the same.
      if success.record.imageSHA256 == nil { success.record.imageSHA256 = (try? image.hashOfContent()) ?? nil }
      return success
    case .unusable(let fault, let message):
      var failed = result(.failure(wasRequested: true), exchange, specimen, image)
      failed.record.outcome = .failure(
        RecordFailure(
          error: message, kind: fault.rawValue, httpStatus: exchange.httpStatus,
          content: exchange.reply?.kept))
      return failed
    }
  }

  private func result(
    _ outcome: SchedulerOutcome, _ exchange: Exchange, _ specimen: Specimen, _ image: ImageFile
  ) -> Result {
    let failure = RecordFailure(
      error: exchange.verdict.message, kind: exchange.verdict.kind.rawValue, httpStatus: exchange.httpStatus,
      content: exchange.reply?.kept)
    var record = Record(
      image: specimen.name, model: template.model, outcome: .failure(failure), timestamp: .now())
    record.usage = exchange.reply?.usage
    record.imageSHA256 = image.sha256
    record.upstream = exchange.reply?.upstream
    record.generationID = exchange.reply?.generationID
    record.durationMilliseconds = exchange.duration.wholeMilliseconds
    record.finishReason = exchange.reply?.finishReason
    record.imageBytes = image.count
    record.imageModified = image.modified
    record.keySHA256 = exchange.lease?.key.sha256
    record.questionSHA256 = template.sha256
    var reply = SchedulerReply(
      outcome, sendings: exchange.sendings, cost: exchange.reply?.cost, mayBeBilled: exchange.mayBeBilled)
    reply.likeness = exchange.likeness
    return Result(reply: reply, record: record)
  }
}

extension Verdict {
  /// No request was made.
  fileprivate static let unsent = Verdict(.key(.unauthorized), .keyRefused, "no key was at hand")
}

extension StopReason {
  /// The end of a run for a reason that lies beyond the specimen.
  fileprivate init(_ verdict: Verdict) {
    switch verdict.fault {
    case .money:
      self.init(
        .money, kind: verdict.kind.rawValue, message: verdict.message,
        hint: "no key was made; buy credits or wait for the budget's reset, then start the same command again")
    case .model:
      self.init(
        .model, kind: verdict.kind.rawValue, message: verdict.message,
        hint: verdict.hint ?? "choose a living model with `--model`; `herbx models` lists them")
    default:
      self.init(
        .noKey, kind: verdict.kind.rawValue, message: verdict.message,
        hint: "see what the key may do: `herbx keys check`; then start the same command again")
    }
  }
}
