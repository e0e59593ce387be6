import Foundation
import TestSupport
import Testing

/// A page of the documentation: README.md and what stands in docs.
struct Document: Sendable, CustomTestStringConvertible {
  /// Relative to the package.
  let path: String
  let text: String

  var testDescription: String { path }

  static let all: [Document] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: HerbxProcess.package + "/docs")) ?? []
    let pages = names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
    return (["README.md"] + pages + ["docs/samples/README.md"]).compactMap { path in
      (try? String(contentsOfFile: HerbxProcess.package + "/" + path, encoding: .utf8)).map {
        Document(path: path, text: $0)
      }
    }
  }()

  /// What the blocks marked `bash` hold, line by line; lines that end with a backslash are joined with the next.
  var commands: [DocumentCommand] {
    var commands: [DocumentCommand] = []
    var block: (line: String, isExempt: Bool)?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      if trimmed == "```bash" {
        block = ("", false)
      } else if trimmed == "```" {
        block = nil
      } else if let (begun, isExempt) = block {
        if trimmed.hasPrefix("#"), DocumentCommand.isExemption(trimmed) { block?.isExempt = true }
        guard !trimmed.hasSuffix("\\") else {
          block?.line = begun + trimmed.dropLast()
          continue
        }
        block?.line = ""
        let command = begun + trimmed
        if !command.isEmpty, !command.hasPrefix("#") {
          commands.append(DocumentCommand(line: command, isExempt: isExempt || DocumentCommand.isExemption(command)))
        }
      }
    }
    return commands
  }

  /// Where links within the documentation lead: path and, after `#`, the heading.
  var links: [(path: String, heading: String?)] {
    text.matches(of: /\]\(([^)\s]*)\)/).compactMap { match in
      let target = String(match.output.1)
      guard !target.hasPrefix("http"), !target.hasPrefix("mailto:") else { return nil }
      let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let folder = (path as NSString).deletingLastPathComponent
      let file = parts[0].isEmpty ? path : (folder as NSString).appendingPathComponent(parts[0])
      return ((file as NSString).standardizingPath, parts.count > 1 ? parts[1] : nil)
    }
  }

  /// The headings as links name them.
  var headings: Set<String> {
    Set(
      text.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
        line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
          .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }.replacing(" ", with: "-")
      })
  }
}

/// One command line of a document.
struct DocumentCommand: Sendable, Equatable {
  let line: String
  /// Marked as one that a test cannot run: it needs a real key, a person, root, or never ends. It is parsed all the same.
  let isExempt: Bool

  static func isExemption(_ line: String) -> Bool {
    ["# needs a real key", "# runs until it is stopped", "# needs a person", "# not here"].contains {
      line.contains($0)
    }
  }

  /// The exit status that the line's own comment announces.
  var status: Int32 { line.firstMatch(of: /# exit status (\d+)/).flatMap { Int32($0.output.1) } ?? 0 }

  /// Whether a test runs it: it asks herbx or reads what herbx wrote.
  var isRun: Bool {
    let words = self.words(of: line)
    let first = words.first { !$0.contains("=") && $0 != "nohup" }
    return !isExempt && ["herbx", "jq", "wc", "tail", "head"].contains(first)
  }

  /// As a shell in a test takes it: in the foreground.
  var shell: String { line.replacing(/^nohup |&\s*(#.*)?$/, with: "") }

  /// The arguments of each herbx in the line, also of one that stands in quotes as another's argument.
  var herbxArguments: [[String]] {
    var found: [[String]] = []
    for piece in pieces {
      for word in words(of: piece) where word.contains("herbx ") {
        found += DocumentCommand(line: word, isExempt: isExempt).herbxArguments
      }
      var words = self.words(of: piece).drop { $0.contains("=") || $0 == "nohup" || $0 == "exec" || $0 == "sudo" }
      guard words.popFirst() == "herbx" else { continue }
      found.append(words.prefix { !$0.hasPrefix("#") && !$0.hasPrefix(">") && !$0.hasPrefix("2>") })
    }
    return found
  }

  /// Parted at `|`, `;`, `&` outside quotes.
  private var pieces: [String] {
    var pieces = [""]
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if "|;&".contains(character) {
        pieces.append("")
        continue
      }
      pieces[pieces.count - 1].append(character)
    }
    return pieces
  }

  /// Words as a shell parts them, quotes gone; nothing is expanded.
  private func words(of text: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == " " {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
