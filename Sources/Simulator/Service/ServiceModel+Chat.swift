internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// `POST /chat/completions`.
extension ServiceModel {
  /// One chat request on its way through the service.
  private struct Visit {
    let request: SimulatedRequest
    let now: Date
    /// Where its key stands.
    let key: Int
    let rule: FaultRule?
    let question: ChatQuestion
    let model: SimulatedModel
  }

  mutating func answerChat(_ request: SimulatedRequest, at now: Date) -> SimulatedAnswer {
    let number = ledger.arrived(at: .chat)
    let sighting = ledger.received(request.body)
    let key = request.secret.flatMap { shelf.position(ofSecret: $0) }
    let occasion = FaultDesk.Occasion(
      endpoint: .chat, number: number, key: key.map { shelf[$0].number }, image: request.body.images.first?.sha256,
      imageNumber: sighting?.imageNumber, attempt: sighting?.attempt ?? 1)
    var answer = admit(request, occasion, key: key, at: now)
    answer.entry.image = occasion.image
    answer.delivery.delay += desk.slowness(for: occasion)
    if answer.delivery.blanksEvery == nil, answer.status == 200 { answer.delivery.blanksEvery = options.blanksEvery }
    return answer
  }

  /// Who asks, and may they?
  private mutating func admit(
    _ request: SimulatedRequest, _ occasion: FaultDesk.Occasion, key: Int?, at now: Date
  ) -> SimulatedAnswer {
    guard request.method == "POST" else { return .notThere }
    guard let secret = request.secret else { return .missingAuthentication }
    guard secret != managementKey else { return .notForManagement }
    guard let key else { return .userNotFound }
    if let refusal = refusal(ofKey: key, at: now) { return refusal }
    if isSpentByFault(shelf[key]) || shelf[key].isSpent(overshoot: options.overshoot) { return .keyLimitExceeded }
    shelf[key].accepted += 1
    let rule = desk.answerFault(for: occasion)
    if let rule, var answer = FaultAnswer(rule, request, at: now).chatReplacement {
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
  ) -> SimulatedAnswer {
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
    let visit = Visit(request: request, now: now, key: key, rule: rule, question: question, model: model)
    return answerFromCache(visit) ?? refusalForMoneyOrPace(visit) ?? complete(visit)
  }

  private func find(_ id: String) -> SimulatedModel? {
    if let model = options.models.first(where: { $0.id == id }) { return model }
    guard options.missing.contains(.models) else { return nil }
    return SimulatedModel(id: id, name: id, promptPrice: "0", completionPrice: "0")
  }

  private mutating func refusalForMoneyOrPace(_ visit: Visit) -> SimulatedAnswer? {
    if let most = desk.capacity(.inFlight), ledger.atProviders >= most { return .tooMany }
    if visit.model.isFree {
      return freeTier.take(at: visit.now).map { .freeTier($0.window, reset: $0.reset) }
    }
    return ledger.cost >= options.credit ? .insufficientCredits : nil
  }

  private mutating func answerFromCache(_ visit: Visit) -> SimulatedAnswer? {
    guard ResponseCache.lifetime(asked: visit.request) != nil,
      let entry = cache.entry(key: shelf[visit.key].hash, body: visit.request.body.sha256, at: visit.now)
    else { return nil }
    ledger.countCacheHit()
    let age = visit.now.timeIntervalSince(entry.kept)
    return wrap(
      entry.completion, visit, cost: 0, isCached: true,
      headers: [
        .init(name: "X-OpenRouter-Cache-Status", value: "HIT"),
        .init(name: "X-OpenRouter-Cache-Age", value: String(Int(age))),
        .init(name: "X-OpenRouter-Cache-TTL", value: String(Int(entry.lifetime - age))),
        .init(name: "X-OpenRouter-Cache-Source-Id", value: entry.generation),
      ])
  }

  /// Lets the model answer, and bills it.
  private mutating func complete(_ visit: Visit) -> SimulatedAnswer {
    let image = visit.question.images.first?.sha256
    let reading = SpecimenReading(hash: image ?? visit.request.body.sha256)
    var completion = visit.question.completion(reading: reading)
    if let rule = visit.rule { FaultyContent(rule).change(&completion, reading) }
    let cost = price(of: completion, visit.model)
    shelf[visit.key].usage += cost
    ledger.bill(cost, image: image)
    var headers: [SimulatedAnswer.Header] = []
    if let lifetime = ResponseCache.lifetime(asked: visit.request) {
      headers.append(.init(name: "X-OpenRouter-Cache-Status", value: "MISS"))
      headers.append(.init(name: "X-OpenRouter-Cache-TTL", value: String(Int(lifetime))))
    }
    var answer = wrap(completion, visit, cost: cost, isCached: false, headers: headers)
    keep(completion, answer, visit)
    answer.entry.isAnswer = visit.rule.map { FaultyContent($0).isUsable } ?? true
    if let rule = visit.rule { answer = FaultAnswer(rule, visit.request, at: visit.now).spoil(answer) }
    return atProvider(answer)
  }

  private mutating func keep(_ completion: Completion, _ answer: SimulatedAnswer, _ visit: Visit) {
    guard let lifetime = ResponseCache.lifetime(asked: visit.request) else { return }
    let generation = answer.header("X-Generation-Id") ?? ""
    cache.keep(
      .init(completion: completion, generation: generation, kept: visit.now, lifetime: lifetime),
      key: shelf[visit.key].hash, body: visit.request.body.sha256)
  }

  private func price(of completion: Completion, _ model: SimulatedModel) -> Decimal {
    if model.isFree { return 0 }
    return options.costPerAnswer
      ?? model.cost(promptTokens: completion.promptTokens, completionTokens: completion.completionTokens)
  }

  private mutating func wrap(
    _ completion: Completion, _ visit: Visit, cost: Decimal, isCached: Bool, headers: [SimulatedAnswer.Header]
  ) -> SimulatedAnswer {
    let generation = makeGeneration()
    let body = completion.json(
      generation: generation, model: visit.model.id, created: visit.now, cost: cost, isCached: isCached)
    var answer = SimulatedAnswer.json(
      200, body, headers: [.init(name: "X-Generation-Id", value: generation)] + headers)
    answer.entry.isAnswer = true
    return answer
  }

  /// An answer that takes a provider's time.
  private mutating func atProvider(_ answer: SimulatedAnswer) -> SimulatedAnswer {
    var answer = answer
    ledger.occupyProvider()
    answer.entry.occupiesProvider = true
    answer.delivery.delay += options.latency
    answer.ticket = options.gate?.makeTicket()
    return answer
  }
}
