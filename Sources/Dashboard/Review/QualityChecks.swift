internal import DarwinCore
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// What `quality.jsonl` of a run, as `herbx check` writes it, says against its values; empty where there is no such file.
struct QualityChecks: Sendable {
  struct Finding: Sendable, Equatable {
    /// The terms that it is about, the nearest first; none for one about the whole record.
    let terms: [String]
    let sentence: String
    /// Whether it says something that cannot be; else it is a notice.
    let isError: Bool
  }

  private let path: FilePath
  private var version: FileVersion?
  private var findings: [SpecimenName: [Finding]] = [:]

  init(run: FilePath) { path = run.appending("quality.jsonl") }

  /// How many things are wrong with a record; notices do not count.
  func errors(_ image: SpecimenName) -> Int { (findings[image] ?? []).count { $0.isError } }

  /// What stands against a record: by term, each at the nearest one that the sheet has; and what is about none of them.
  /// - Parameter terms: of the sheet.
  func sentences(_ image: SpecimenName, on terms: [String]) -> (byTerm: [String: [String]], others: [String]) {
    var (byTerm, others): ([String: [String]], [String]) = ([:], [])
    for finding in findings[image] ?? [] {
      if let term = finding.terms.first(where: terms.contains) {
        byTerm[term, default: []].append(finding.sentence)
      } else if finding.isError {
        others.append(finding.sentence)
      }
    }
    return (byTerm, others)
  }

  /// Reads the file anew where it has changed, and says whether it had.
  mutating func refresh() -> Bool {
    let now = FileVersion(of: path.string)
    guard now != version else { return false }
    version = now
    var lines = RecordLines(path: path.string)
    var found: [SpecimenName: [Finding]] = [:]
    _ = try? lines.forEach { line in
      guard let json = try? JSONParser.parse(line.bytes), let image = json["image"]?.string else { return }
      found[SpecimenName(image), default: []] += (json["findings"]?.array ?? []).compactMap(Self.finding)
    }
    findings = found
    return true
  }

  private static func finding(_ json: JSONValue) -> Finding? {
    guard let reason = json["reason"]?.string else { return nil }
    let term = json["term"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    let terms = term.map { [$0] } ?? QualityTest.terms(of: json["origin"]?.string ?? "")
    return Finding(terms: terms, sentence: reason, isError: json["grade"]?.string == "error")
  }
}
