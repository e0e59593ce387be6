/// The short names of the operating procedure, and what they stand for.
public struct ModelAlias: Sendable, Equatable {
  public let name: String
  /// As the catalogue spells it.
  public let id: String

  /// All aliases. They stay, also where the model is gone: a run with one then ends with living alternatives.
  public static let all = [
    ModelAlias(name: "qwen-vl-72b-free", id: "qwen/qwen2.5-vl-72b-instruct:free"),
    ModelAlias(name: "qwen-vl-72b", id: "qwen/qwen2.5-vl-72b-instruct"),
    ModelAlias(name: "qwen-vl-32b-free", id: "qwen/qwen2.5-vl-32b-instruct:free"),
    ModelAlias(name: "llama-vision-free", id: "meta-llama/llama-3.2-11b-vision-instruct:free"),
    ModelAlias(name: "gemini-flash-free", id: "google/gemini-2.0-flash-exp:free"),
    ModelAlias(name: "claude-sonnet", id: "anthropic/claude-3.5-sonnet"),
  ]

  /// The procedure's default, sent as it is where there is no catalogue to choose from.
  public static let procedureDefault = "qwen-vl-72b-free"

  /// The id for an alias; anything else is an id already. `qwen-2.5` is the procedure's spelling of `qwen2.5`.
  public static func resolve(_ name: String) -> String {
    if let alias = all.first(where: { $0.name == name }) { return alias.id }
    return name.hasPrefix("qwen/qwen-2.5-vl") ? "qwen/qwen2.5-vl" + name.dropFirst("qwen/qwen-2.5-vl".count) : name
  }
}
