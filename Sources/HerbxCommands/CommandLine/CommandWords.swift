/// The words of a command line before the parser sees them.
enum CommandWords {
  /// Joins `--limit -1` to `--limit=-1`: the parser would take the number for an option and say that a value is missing,
  /// where the option itself has the better answer.
  static func joiningNegativeNumbers(_ words: [String], in tree: @autoclosure () -> CommandTree) -> [String] {
    guard words.contains(where: isNegativeNumber) else { return words }
    let takingValues = Set(tree().all().flatMap(\.command.options).filter(\.takesValue).flatMap(\.names))
    var joined: [String] = []
    for word in words {
      if isNegativeNumber(word), let last = joined.last, takingValues.contains(last) {
        joined[joined.count - 1] = "\(last)=\(word)"
      } else {
        joined.append(word)
      }
    }
    return joined
  }

  private static func isNegativeNumber(_ word: String) -> Bool { word.wholeMatch(of: /-[0-9.,]+/) != nil }

  /// Whether help is asked for in any of its spellings.
  static func askForHelp(_ words: [String]) -> Bool {
    words.first == "help" || words.contains("--help") || words.contains("-h")
  }
}
