import Evaluation
import Foundation
import Keys
import OpenRouter
import Publishing
import TestSupport
import Testing

@testable import Extraction
@testable import HerbxCommands

@Suite("messages: one family", .endsHanging)
struct MessageTests {
  private static let page = Document.all.first { $0.path == "docs/messages.md" }?.text ?? ""

  /// The kinds that the page lists: the first cell of a row that begins with one word in backticks.
  private static let documented = Set(
    page.split(separator: "\n").compactMap { line in
      line.firstMatch(of: /^\| `([a-z_]+)` \|/).map { String($0.output.1) }
    } + (page.contains("`answered` is the kind") ? ["answered"] : []))

  /// All sources in one text, literals that are put together from lines made whole.
  private static let sources: String = {
    let package = HerbxProcess.package
    let names = (FileManager.default.enumerator(atPath: package + "/Sources") ?? .init()).compactMap { $0 as? String }
    let paths =
      names.filter { $0.hasSuffix(".swift") }.map { "Sources/" + $0 } + ["scripts/provision-openrouter-key.sh"]
    return paths.compactMap { try? String(contentsOfFile: package + "/" + $0, encoding: .utf8) }.joined(separator: "\n")
      .replacingOccurrences(of: #""\s*\n\s*\+ ""#, with: "", options: .regularExpression)
  }()

  /// The kinds that stand in the sources as text: of failures, stop reasons and errors that name their kind themselves.
  private static let written: Set<String> = {
    let pattern =
      #"(?:\bkind(?:Name)?: "|kindName: String \{ "|\(kindName, status\) = \("|\.(?:unwritable|locked|stale|noLocks): "|let kind = ")"#
      + #"([a-z]+(?:_[a-z]+)*)""#
    guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
    let text = sources as NSString
    let matches = expression.matches(in: sources, range: NSRange(location: 0, length: text.length))
    return Set(matches.map { text.substring(with: $0.range(at: 1)) })
  }()

  private static let enumerated = Set(
    Verdict.Kind.allCases.map(\.rawValue) + KeyFailure.Kind.allCases.map(\.rawValue)
      + KeyFileError.Kind.allCases.map(\.rawValue) + ImageRefusal.Kind.allCases.map(\.rawValue)
      + PublishingError.Kind.allCases.map(\.rawValue) + TruthError.Kind.allCases.map(\.rawValue)
      + AnswerFault.allCases.map(\.rawValue)
      + Finding.Kind.allCases.map(\.rawValue)
      + [StopReason.Cause.interrupted, .terminated].map(\.rawValue))

  @Test("docs/messages.md lists every kind that the sources know, and no other")
  func complete() {
    #expect(Self.written.count > 25)
    let known = Self.written.union(Self.enumerated)
    #expect(known.subtracting(Self.documented).sorted() == [])
    #expect(Self.documented.subtracting(known).sorted() == [])
  }

  @Test("a section of docs/messages.md lists a kind once")
  func listedOnce() {
    for section in Self.page.split(separator: "\n## ") {
      let kinds = section.split(separator: "\n").compactMap { $0.firstMatch(of: /^\| `([a-z_]+)` \|/)?.output.1 }
      let repeated = Dictionary(grouping: kinds) { $0 }.filter { $0.value.count > 1 }.keys
      #expect(repeated.isEmpty, "\(section.prefix(30)): \(repeated)")
    }
  }

  /// What comes from elsewhere: the system's words, and those that are put together.
  private static let foreign: Set = [
    "permission denied", "no space left on device", "input/output error", "certificate has expired", "cannot open",
    "cannot write", "function not implemented",
  ]

  /// The pieces of a sentence between the values in it.
  private func pieces(_ sentence: String) -> [String] {
    let values =
      #"^error: |^[A-Z]+ - |`[^`]*`|\d+(\.\d+)?( USD)?|\d\S*T\S*Z|…|sk-or-\S+|/\S+|: |SIG[A-Z]+|; |TIFF|JPEG|PNG|BMP|OPENROUTER_API_KEY"#
    return sentence.replacingOccurrences(of: values, with: "\n", options: .regularExpression).split(separator: "\n")
      .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `();")) }.filter { $0.count > 3 }
  }

  @Test("every example on the page is made of the sources' words")
  func examples() {
    let bytes = Data(Self.sources.utf8)
    var count = 0
    for line in Self.page.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      for cell in cells where cell.hasPrefix("``error") || cell.hasPrefix("`error") || isSentence(cell, in: cells) {
        count += 1
        let end = cell.hasPrefix("``") ? "``" : "`"
        let example = cell.dropFirst(end.count)
        let sentence = example.range(of: end, options: .backwards).map { String(example[..<$0.lowerBound]) } ?? ""
        for piece in pieces(sentence) where !Self.foreign.contains(piece) {
          #expect(bytes.range(of: Data(piece.utf8)) != nil, "`\(piece)` of: \(sentence)")
        }
      }
    }
    #expect(count > 60)
  }

  /// Whether a cell is a message of its own: the third or the fourth of a row, or the log line that begins one.
  private func isSentence(_ cell: String, in cells: [String]) -> Bool {
    guard cell.hasPrefix("`"), cell.contains(" ") else { return false }
    guard !cell.contains(#/^`(herbx|chmod|chown|ls|fuser|--)/#) else { return false }
    return cells.count > 2 || cell.contains(" - ")
  }

  @Test(
    "what is wrong is said as it is, not as something near it",
    arguments: [
      (["extract", "--input", "INPUT", "--output", "KEYFILE"], "cannot be written: it is a file and no folder"),
      (
        ["env", "snapshot", "--output", "/nowhere/x"],
        "`/nowhere/x` could not be written: the folder `/nowhere` is not there"
      ),
      (["models", "--base-url", "https://openrouter.ai"], "is no service address: it ends in `/api/v1` or `/v1`"),
      (["models", "--base-url", "http://127.0.0.1:9/api/v1"], "hint: check the network, and that a service runs at"),
      (["models", "nosuch"], "no model that takes images has `nosuch` in its id"),
      (["budget", "plan", "--specimens", "5", "--model", "nosuch"], "has `nosuch` in its id"),
      (["extract", "--input", "INPUT", "--output", "RUN", "--latency", "5"], "`--latency` needs `--simulate`"),
      (["extract", "--input", "INPUT", "--output", "RUN", "--retries", "-1"], "`--retries -1`: give 0 to 100"),
    ])
  func truth(arguments: [String], words: String) async throws {
    try await withSeparateBench(images: 2) { bench in
      let values = ["RUN": bench.run, "INPUT": bench.input, "KEYFILE": bench.keyFile]
      let outcome = try await HerbxProcess.run(
        arguments.map { values[$0] ?? $0 }, home: bench.folder, environment: bench.environment)
      #expect(outcome.status != 0)
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
  }

  /// A command line that ends with an error, and its status.
  struct Failing: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let status: Int32
    var environment: [String: String] = [:]

    var testDescription: String { arguments.joined(separator: " ") }
  }

  private static let failing: [Failing] = [
    Failing(arguments: ["extract", "--input", "/nowhere", "--output", "RUN"], status: 66),
    Failing(arguments: ["extract", "--input", "KEYFILE", "--output", "RUN"], status: 66),
    Failing(arguments: ["extract", "--input", "INPUT", "--output", "KEYFILE/run"], status: 73),
    Failing(arguments: ["extract", "--input", "INPUT", "--output", "RUN", "--model", "x/gone"], status: 7),
    Failing(arguments: ["extract", "--input", "INPUT", "--output", "RUN", "--user-prompt", "/nowhere"], status: 66),
    Failing(
      arguments: ["extract", "--input", "INPUT", "--output", "RUN", "--max-cost", "0.0001", "--model", "qwen-vl-72b"],
      status: 6),
    Failing(arguments: ["extract", "--input", "INPUT"], status: 64),
    Failing(arguments: ["extract", "--input", "INPUT", "--output", "RUN", "--concurrency", "0"], status: 64),
    Failing(arguments: ["extract", "--input", "INPUT", "--output", "RUN", "--nonsense"], status: 64),
    Failing(arguments: ["nonsense"], status: 64),
    Failing(arguments: ["status", "INPUT"], status: 66),
    Failing(arguments: ["verify", "INPUT"], status: 66),
    Failing(arguments: ["env", "diff", "INPUT", "INPUT"], status: 66),
    Failing(arguments: ["keys", "revoke", "0123456789"], status: 1),
    Failing(arguments: ["keys", "check", "--keys-file", "/nowhere/k"], status: 5),
    Failing(arguments: ["keys", "check", "--keys-file", "INPUT"], status: 5),
    Failing(arguments: ["keys", "check", "--base-url", "ftp://x"], status: 64),
    Failing(arguments: ["keys", "list", "--keys-file", "/nowhere/k"], status: 5),
    Failing(arguments: ["keys", "provision", "--provision-script", "/nowhere/p.sh"], status: 5),
    Failing(arguments: ["models"], status: 75, environment: ["HERBX_BASE_URL": "http://127.0.0.1:9/api/v1"]),
    Failing(arguments: ["simulator", "--port", "PORT"], status: 75),
  ]

  @Test(
    "an error is two lines: level and sentence in lower case with the value in backticks, then the hint",
    .serialized, arguments: failing)
  func style(_ failing: Failing) async throws {
    try await withSeparateBench(images: 2) { bench in
      let values = [
        "RUN": bench.run, "INPUT": bench.input, "KEYFILE": bench.keyFile,
        "PORT": bench.baseURL.split { ":/".contains($0) }.first { Int($0) != nil }.map(String.init) ?? "",
      ]
      let arguments = failing.arguments.map { word in
        values.reduce(word) { $0.hasPrefix($1.key) ? $1.value + $0.dropFirst($1.key.count) : $0 }
      }
      let outcome = try await HerbxProcess.run(
        arguments, home: bench.folder, environment: bench.environment.merging(failing.environment) { $1 })
      #expect(outcome.status == failing.status, "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
      let lines = outcome.errors.split(separator: "\n").drop { $0.contains(" - INFO - ") }
      let first = String(lines.first ?? "")
      // The procedure's own sentences begin with their sign.
      #expect(first.contains(/^error: (`|❌ |--|[a-z])/), "\(outcome.errors)")
      #expect(first.contains("`") || first.contains("❌"), "\(outcome.errors)")
      #expect(lines.last?.hasPrefix("hint: ") == true, "\(outcome.errors)")
    }
  }
}
