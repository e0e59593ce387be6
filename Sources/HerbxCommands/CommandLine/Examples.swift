/// The end of a command's explanation: command lines to copy, each with what it is for.
enum Examples {
  static let heading = "EXAMPLES:"

  /// A discussion with examples behind it, as help, man page and docs/cli.md show them.
  static func following(_ discussion: String, _ examples: KeyValuePairs<String, String>) -> String {
    let lines = examples.map { "  \($0.key)\n      \($0.value)" }
    return (discussion.isEmpty ? "" : discussion + "\n\n") + heading + "\n" + lines.joined(separator: "\n")
  }
}
