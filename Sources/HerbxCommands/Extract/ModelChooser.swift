internal import Extraction
internal import Imaging
internal import OpenRouter

/// Which model a start asks, and how.
struct ModelChooser {
  let asking: AskingOptions
  /// Models that the service may ask in place of the chosen one.
  let fallbacks: [String]
  /// The model that the run began with.
  let recorded: String?
  let account: AccountClient
  let context: CommandContext
  /// Whether a bound on the cost has to hold by the catalogue's prices alone.
  let needsPrices: Bool
  /// How long a catalogue that is needed is waited for.
  let patience: Duration

  /// The service's catalogue has the last word on a model; a service that cannot be asked is no reason to stop a run
  /// whose model is known.
  func choose(key: APIKey?) async throws -> ModelChoice {
    let recorded = asking.allowChanged && asking.model != nil ? nil : recorded
    // Without it there is no model to take, or no price to hold a bound by.
    let isNeeded = asking.model == nil && recorded == nil || needsPrices
    var catalogue: Catalogue?
    do {
      let wait = ServiceWait(patience: isNeeded ? patience : .zero, tell: context.printNote)
      catalogue = try await wait.answer { () async throws(ServiceFailure) in try await account.catalogue(key: key) }
    } catch {
      guard asking.model != nil || recorded != nil else {
        throw CommandFailure(error.passes ? .serviceUnavailable : .noUsableKey, error)
      }
      context.printNote("warning: \(error.message); going on without the catalogue")
    }
    let wishes = ModelChoice.Wishes(
      named: asking.model, recorded: recorded, catalogue: catalogue, fallbacks: fallbacks)
    do { return try ModelChoice(wishes) } catch {
      throw CommandFailure(.modelGone, error)
    }
  }

  func template(_ model: ModelChoice, _ prompts: PromptSet, routing: ChatRouting) -> ChatTemplate {
    ChatTemplate(
      model: model.id, systemPrompt: prompts.system, userPrompt: prompts.user, terms: asking.askedTerms,
      format: asking.answerFormat ?? model.format, routesStrictly: model.entry != nil, routing: routing,
      largestAnswer: asking.maxTokens, reasoning: reasoning(model), imageDetail: VisionModel(id: model.id)?.detail,
      marksCache: model.entry?.takesCacheMarks ?? false)
  }

  /// What the catalogue does not say that the model takes is not sent: some services refuse what they do not know.
  private func reasoning(_ model: ModelChoice) -> ChatTemplate.Reasoning? {
    guard let wanted = asking.reasoning else { return nil }
    if model.entry?.takesReasoning == true { return wanted }
    context.printNote(
      "warning: `--reasoning \(wanted.rawValue)` is not sent: the catalogue does not say that `\(model.id)` takes it")
    return nil
  }
}
