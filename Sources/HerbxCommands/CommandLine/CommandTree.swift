internal import ArgumentParser
internal import OpenRouter

/// A command as the parser describes it: its options, and the commands below it.
struct CommandTree: Sendable {
  struct Option: Sendable {
    /// As they are typed, for example `--limit`.
    let names: [String]
    let takesValue: Bool
    /// The only values that it takes; empty where there are others.
    let values: [String]
  }

  let name: String
  let options: [Option]
  /// Whether words may follow that are neither options nor commands.
  let takesWords: Bool
  let commands: [CommandTree]

  /// All of herbx.
  static func herbx() -> CommandTree {
    let dump = try? JSONParser.parse(Array(Herbx._dumpHelp().utf8))
    return CommandTree(dump?["command"] ?? [:])
  }

  /// - Parameter json: a `command` of `--experimental-dump-help`.
  init(_ json: JSONValue) {
    name = json["commandName"]?.string ?? ""
    commands = (json["subcommands"]?.array ?? []).map(CommandTree.init)
    let arguments = json["arguments"]?.array ?? []
    takesWords = arguments.contains { $0["kind"]?.string == "positional" }
    let own = arguments.compactMap(Option.init)
    // The options of a command that may be left out can stand behind the one above it.
    let standing = json["defaultSubcommand"]?.string
    options = own + (commands.first { $0.name == standing }?.options ?? [])
  }

  func option(_ name: some StringProtocol) -> Option? { options.first { $0.names.contains(String(name)) } }

  func command(_ name: String) -> CommandTree? { commands.first { $0.name == name } }

  /// This command and all below it, each with its full name, for example `herbx keys list`.
  func all(above: [String] = []) -> [(path: String, command: CommandTree)] {
    let path = above + [name]
    return [(path.joined(separator: " "), self)] + commands.flatMap { $0.all(above: path) }
  }
}

extension CommandTree.Option {
  /// Nil for an argument without a name.
  init?(_ json: JSONValue) {
    let kind = json["kind"]?.string
    guard kind != "positional" else { return nil }
    names = (json["names"]?.array ?? []).compactMap { name in
      name["name"]?.string.map { (name["kind"]?.string == "long" ? "--" : "-") + $0 }
    }
    takesValue = kind == "option"
    values = (json["allValues"]?.array ?? []).compactMap(\.string)
  }
}
