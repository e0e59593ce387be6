/// What is wrong with a command line, in the order of its words, with what was probably meant. The parser names an option
/// that is missing before one that it does not know; a person who has mistyped one needs it the other way round.
struct UsageDiagnosis: Equatable {
  let message: String
  let hint: String

  /// The first word that herbx does not know; nil where all are known.
  init?(_ words: [String], in root: CommandTree) {
    var walk = Walk(root)
    var rest = words[...]
    if rest.first == "help" { rest = rest.dropFirst().prefix { !$0.hasPrefix("-") } }
    while let word = rest.popFirst(), word != "--" {
      guard let found = walk.take(word, &rest) else { continue }
      self = found
      return
    }
    return nil
  }

  /// As `init`, for the names of commands alone: where help is asked for, the rest of the line is of no matter.
  static func ofCommands(_ words: [String], in root: CommandTree) -> UsageDiagnosis? {
    let names = Array(words.drop { $0 == "help" }.prefix { !$0.hasPrefix("-") })
    let command = names.reduce(root) { $0.command($1) ?? $0 }
    return command.commands.isEmpty ? nil : UsageDiagnosis(names, in: root)
  }

  private init(_ message: String, meant: String?, command: String) {
    self.message = message
    hint = (meant.map { "did you mean `\($0)`? " } ?? "") + "`\(command) --help` shows what there is"
  }

  /// A way through the words of a command line, down the tree.
  private struct Walk {
    private let root: CommandTree
    private var command: CommandTree
    private var path: String

    init(_ root: CommandTree) {
      (self.root, command, path) = (root, root, root.name)
    }

    /// - Parameter rest: what follows; an option takes its value from it.
    mutating func take(_ word: String, _ rest: inout ArraySlice<String>) -> UsageDiagnosis? {
      if word.hasPrefix("-"), word.count > 1 { return takeOption(word, &rest) }
      if let next = command.command(word) {
        (command, path) = (next, "\(path) \(word)")
        return nil
      }
      if !command.commands.isEmpty { return unknownCommand(word) }
      return command.takesWords ? nil : surplus(word)
    }

    private func takeOption(_ word: String, _ rest: inout ArraySlice<String>) -> UsageDiagnosis? {
      let name = word.prefix { $0 != "=" }
      guard let option = command.option(name) else { return unknownOption(name) }
      guard option.takesValue else { return nil }
      let value = name.count < word.count ? String(word.dropFirst(name.count + 1)) : rest.popFirst()
      guard let value, !option.values.isEmpty, !option.values.contains(value) else { return nil }
      let choices = option.values.map { "`\($0)`" }.joined(separator: ", ")
      return UsageDiagnosis(
        "`\(name) \(value)`: give one of \(choices)",
        meant: EditDistance.nearest(to: value, among: option.values).map { "\(name) \($0)" }, command: path)
    }

    private func unknownCommand(_ word: String) -> UsageDiagnosis {
      let here = command.commands.map(\.name)
      // The name of a command further down, without the one above it.
      let below = root.all().first { $0.path.hasSuffix(" \(word)") }?.path
      let near = EditDistance.nearest(to: word, among: here).map { "\(path) \($0)" }
      let option = command.option("--\(word)").map { _ in "\(path) --\(word)" }
      return UsageDiagnosis("unknown command `\(word)`", meant: below ?? near ?? option, command: path)
    }

    private func unknownOption(_ name: Substring) -> UsageDiagnosis {
      let message = "unknown option `\(name)`"
      let known = command.options.flatMap(\.names)
      // herbx has no short options: the first with this letter.
      let initial = name.count == 2 ? known.first { $0.hasPrefix("-" + name) } : nil
      if let near = initial ?? EditDistance.nearest(to: name, among: known) {
        return UsageDiagnosis(message, meant: near, command: path)
      }
      guard let owner = root.all().first(where: { $0.command.option(name) != nil })?.path else {
        return UsageDiagnosis(message, meant: nil, command: path)
      }
      return UsageDiagnosis("\(message): it belongs to `\(owner)`", meant: nil, command: path)
    }

    private func surplus(_ word: String) -> UsageDiagnosis {
      UsageDiagnosis("unexpected argument `\(word)`: `\(path)` takes options only", meant: nil, command: path)
    }
  }
}
