/// The parser's words about a wrong command line, in the style of all other errors.
enum UsageMessage {
  /// `Error: Unknown option '--x'` becomes ``error: unknown option `--x` ``; the closing reference to the help becomes
  /// the hint. The lines of usage between them stay.
  static func styled(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let opening = "Error: "
    guard let first = lines.first, first.hasPrefix(opening) else { return text }
    lines[0] = "error: " + backticked(lowerCased(first.dropFirst(opening.count)))
    if let last = lines.last, let match = last.firstMatch(of: /See '(.+) --help' for more information/) {
      lines[lines.count - 1] = "hint: `\(match.output.1) --help` shows what there is"
    }
    return lines.joined(separator: "\n")
  }

  private static func lowerCased(_ text: Substring) -> String {
    let isWord = text.dropFirst().first?.isLowercase == true
    return isWord ? text.prefix(1).lowercased() + text.dropFirst() : String(text)
  }

  /// `'--x'` with the quotes of code; an apostrophe within a word stays.
  private static func backticked(_ text: String) -> String { text.replacing(/'([^']+)'/) { "`\($0.output.1)`" } }
}
