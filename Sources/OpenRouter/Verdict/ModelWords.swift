/// What a service says of a model that it does not serve, in the words of several services.
struct ModelWords {
  private let words: String

  init(_ message: String) { words = message.lowercased() }

  private func says(_ phrases: String...) -> Bool { phrases.contains { words.contains($0) } }

  /// The model is not there.
  var isGone: Bool {
    if says("no endpoints found", "no allowed providers", "is not a valid model", "model_not_found", "model not found")
    {
      return true
    }
    return says("model")
      && says(
        "does not exist", "not exist", "not found", "unknown model", "no such model", "invalid model", "not available",
        "not supported", "unsupported model", "no longer", "deprecated", "decommissioned", "retired",
        "do not have access")
  }

  /// Whoever serves the model does not serve this country.
  var isRegional: Bool {
    says(
      "unsupported_country_region_territory", "not available in your region", "not available in your country",
      "country, region, or territory", "region is not supported", "location is not supported")
  }

  /// What to do about it, where that is something else than another model.
  var hint: String? {
    if says("data policy", "settings/privacy") {
      return "none of the model's providers keeps to the data policy that the account asks for: change it at "
        + "https://openrouter.ai/settings/privacy, or choose another model with `--model`"
    }
    if says("requested parameters", "support the provided", "supports all the requested") {
      return
        "no provider of the model takes all that is asked: try `--answer-format json_object` or `none`, or another "
        + "model with `--model`"
    }
    if says("image input", "support images", "support image") {
      return "the model takes no images: `herbx models` lists those that do"
    }
    return isRegional
      ? "whoever serves the model does not serve this country: choose another model with `--model`" : nil
  }
}
