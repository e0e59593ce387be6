/// The parser's words about a wrong command line, in the style of all other errors.
enum UsageMessage {
  /// `Error: Missing expected argument '--x <y>'` becomes ``error: missing expected argument `--x <y>` ``; the closing
  /// reference to the help becomes the hint. What stands between them is left to the help.
  static func styled(_ text: String) -> String {
    let lines = text.split(separator: "\n").map(String.init)
    let opening = "Error: "
    guard let first = lines.first, first.hasPrefix(opening) else { return text }
    let error = "error: " + backticked(lowerCased(first.dropFirst(opening.count)))
    guard let match = lines.last?.firstMatch(of: /See '(.+) --help' for more information/) else { return error }
    return error + "\nhint: `\(match.output.1) --help` shows what there is"
  }

  private static func lowerCased(_ text: Substring) -> String {
    let isWord = text.dropFirst().first?.isLowercase == true
    return isWord ? text.prefix(1).lowercased() + text.dropFirst() : String(text)
  }

  /// `'--x'` with the quotes of code; an apostrophe within a word stays.
  private static func backticked(_ text: String) -> String { text.replacing(/'([^']+)'/) { "`\($0.output.1)`" } }
}
