internal import ArgumentParser
internal import Extraction
internal import OpenRouter

/// `herbx prompts`.
struct PromptsCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompts", abstract: "Print the built-in prompts, as a start for your own.",
    discussion: Examples.following(
      """
      Without a name both are printed, with a line before each. A run's own stand in its environment.json, member \
      `prompt_texts`.
      """,
      [
        "herbx prompts": "both, to read",
        "herbx prompts user > my-prompt.txt": "a start for `extract --user-prompt my-prompt.txt`",
      ]))

  @Argument(help: ArgumentHelp("Only this one: system or user.", valueName: "name")) var name: String?
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard let name, !PromptSet().texts.contains(where: { $0.name == name }) else { return }
    throw ValidationError("`\(name)` is no prompt: give `system` or `user`")
  }

  func run(_ context: CommandContext) async throws {
    let texts = PromptSet().texts.filter { name == nil || $0.name == name }
    if json { return context.printData(JSONValue.object(texts).text) }
    for prompt in texts {
      if name == nil { context.printData("== \(prompt.name)") }
      context.printData(prompt.value.string ?? "")
    }
  }
}
