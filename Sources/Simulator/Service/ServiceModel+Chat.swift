internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// `POST /chat/completions`.
extension ServiceModel {
  /// One chat request on its way through the service.
  private struct ChatContext {
    let request: SimulatedRequest
    let now: Date
    /// Where its key stands.
    let key: Int
    let rule: FaultRule?
    let question: ChatQuestion
    let model: SimulatedModel
  }

  mutating func answerChat(_ request: SimulatedRequest, at now: Date) -> SimulatedResponse {
    let number = ledger.arrived(at: .chat)
    let sighting = ledger.received(request.body)
    let key = request.secret.flatMap { keyStore.position(ofSecret: $0) }
    let context = FaultInjector.RequestContext(
      endpoint: .chat, number: number, key: key.map { keyStore[$0].number }, image: request.body.images.first?.sha256,
      imageNumber: sighting?.imageNumber, attempt: sighting?.attempt ?? 1)
    var answer = admit(request, context, key: key, at: now)
    answer.entry.image = context.image
    answer.delivery.delay += faults.slowness(for: context)
    if answer.delivery.blanksEvery == nil, answer.status == 200 { answer.delivery.blanksEvery = options.blanksEvery }
    return answer
  }

  /// Who asks, and may they?
  private mutating func admit(
    _ request: SimulatedRequest, _ context: FaultInjector.RequestContext, key: Int?, at now: Date
  ) -> SimulatedResponse {
    guard request.method == "POST" else { return .notThere }
    guard let secret = request.secret else { return .missingAuthentication }
    guard secret != managementKey else { return .notForManagement }
    guard let key else { return .userNotFound }
    if let refusal = refusal(ofKey: key, at: now) { return refusal }
    if isSpentByFault(keyStore[key]) || keyStore[key].isSpent(overshoot: options.overshoot) { return .keyLimitExceeded }
    keyStore[key].accepted += 1
    let rule = faults.answerFault(for: context)
    if let rule, var answer = FaultContext(rule, request, at: now).replacement(isChat: true) {
      if answer.isFromProvider { answer = atProvider(answer) }
      return answer
    }
    switch ChatQuestion.read(request.body) {
    case .refusal(let answer): return answer
    case .question(let question): return route(question, request, key: key, rule: rule, at: now)
    }
  }

  /// Which model, and is it to be had?
  private mutating func route(
    _ question: ChatQuestion, _ request: SimulatedRequest, key: Int, rule: FaultRule?, at now: Date
  ) -> SimulatedResponse {
    guard let model = find(question.model) else {
      return SimulatedModel.gone.contains(question.model)
        ? .error(404, "No endpoints found for \(question.model).")
        : .error(400, "\(question.model) is not a valid model ID")
    }
    guard model.takesImages || question.images.isEmpty else {
      return .error(404, "No endpoints found that support image input")
    }
    let format = question.schema == nil ? "response_format" : "structured_outputs"
    if question.requiresParameters, question.wantsFormat, !model.parameters.contains(format) {
      return .error(404, "No endpoints found that can handle the requested parameters.")
    }
    let context = ChatContext(request: request, now: now, key: key, rule: rule, question: question, model: model)
    return answerFromCache(context) ?? refusalForMoneyOrPace(context) ?? complete(context)
  }

  private func find(_ id: String) -> SimulatedModel? {
    if let model = options.models.first(where: { $0.id == id }) { return model }
    guard options.missing.contains(.models) else { return nil }
    return SimulatedModel(id: id, name: id, promptPrice: "0", completionPrice: "0")
  }

  private mutating func refusalForMoneyOrPace(_ context: ChatContext) -> SimulatedResponse? {
    if let most = faults.capacity(.inFlight), ledger.atProviders >= most { return .tooMany }
    if context.model.isFree {
      return freeTier.take(at: context.now).map { .freeTier($0.window, reset: $0.reset) }
    }
    return ledger.cost >= options.credit ? .insufficientCredits : nil
  }

  private mutating func answerFromCache(_ context: ChatContext) -> SimulatedResponse? {
    guard ResponseCache.lifetime(asked: context.request) != nil,
      let entry = cache.entry(key: keyStore[context.key].hash, body: context.request.body.sha256, at: context.now)
    else { return nil }
    ledger.countCacheHit()
    let age = context.now.timeIntervalSince(entry.kept)
    return wrap(
      entry.completion, context, cost: 0, isCached: true,
      headers: [
        .init(name: "X-OpenRouter-Cache-Status", value: "HIT"),
        .init(name: "X-OpenRouter-Cache-Age", value: String(Int(age))),
        .init(name: "X-OpenRouter-Cache-TTL", value: String(Int(entry.lifetime - age))),
        .init(name: "X-OpenRouter-Cache-Source-Id", value: entry.generation),
      ])
  }

  /// Lets the model answer, and bills it.
  private mutating func complete(_ context: ChatContext) -> SimulatedResponse {
    let image = context.question.images.first?.sha256
    let reading = SpecimenReading(hash: image ?? context.request.body.sha256)
    var completion = context.question.completion(reading: reading)
    let fault = context.rule.map { FaultContext($0, context.request, at: context.now, reading: reading) }
    completion.cut(at: context.question.maxTokens)
    fault?.change(&completion)
    let model = completion.isFallback ? context.question.fallbacks.compactMap(find).first : nil
    let full = price(of: completion, model ?? context.model)
    let cost = context.question.isFlex ? full / 2 : full
    if completion.bill == .byProvider {
      keyStore[context.key].byokUsage += cost
    } else {
      keyStore[context.key].usage += cost
    }
    ledger.bill(cost, image: image)
    var headers: [SimulatedResponse.Header] = []
    if let lifetime = ResponseCache.lifetime(asked: context.request) {
      headers.append(.init(name: "X-OpenRouter-Cache-Status", value: "MISS"))
      headers.append(.init(name: "X-OpenRouter-Cache-TTL", value: String(Int(lifetime))))
    }
    var answer = wrap(completion, context, by: model, cost: cost, isCached: false, headers: headers)
    keep(completion, answer, context)
    answer.entry.isAnswer = fault?.isUsable ?? true
    if let fault { answer = fault.delivered(answer) }
    return atProvider(answer)
  }

  private mutating func keep(_ completion: ModelOutput, _ answer: SimulatedResponse, _ context: ChatContext) {
    guard let lifetime = ResponseCache.lifetime(asked: context.request) else { return }
    let generation = answer.header("X-Generation-Id") ?? ""
    cache.keep(
      .init(completion: completion, generation: generation, kept: context.now, lifetime: lifetime),
      key: keyStore[context.key].hash, body: context.request.body.sha256)
  }

  private func price(of completion: ModelOutput, _ model: SimulatedModel) -> Decimal {
    if model.isFree { return 0 }
    return options.costPerAnswer
      ?? model.cost(promptTokens: completion.promptTokens, completionTokens: completion.completionTokens)
  }

  private mutating func wrap(
    _ completion: ModelOutput, _ context: ChatContext, by model: SimulatedModel? = nil, cost: Decimal, isCached: Bool,
    headers: [SimulatedResponse.Header]
  ) -> SimulatedResponse {
    let generation = makeGeneration()
    let model = model ?? context.model
    let tier = context.question.isFlex ? "flex" : nil
    ledger.note(
      RequestLedger.Generation(
        model: model.id, cost: cost, output: completion, tier: tier, created: context.now),
      id: generation)
    let body = completion.json(
      generation: generation, model: model.id, created: context.now, cost: cost, isCached: isCached,
      tier: tier)
    let more = [SimulatedResponse.Header(name: "X-Generation-Id", value: generation)] + headers
    var answer =
      context.question.streams
      ? SimulatedResponse.events(ChatStream.chunks(of: body), headers: more)
      : SimulatedResponse.json(200, body, headers: more)
    answer.entry.isAnswer = true
    return answer
  }

  /// An answer that takes a provider's time.
  private mutating func atProvider(_ answer: SimulatedResponse) -> SimulatedResponse {
    var answer = answer
    ledger.occupyProvider()
    answer.entry.occupiesProvider = true
    answer.delivery.delay += options.latency
    answer.ticket = options.gate?.makeTicket()
    return answer
  }
}
