/// Ends a run in which specimens have begun to fail: a model that turns to prose, a prompt that a new version of it no longer
/// follows. By the share of successes among the last specimens, and by failures in a row that say the same.
struct RollingStop: Equatable {
  /// Specimens whose successes are counted.
  static let length = 50
  /// Failures in a row with the same words that stop a run.
  static let mostAlike = 15

  /// The share of the last 50 that must succeed, 0 to 1; 0 for no stop at all.
  let threshold: Double
  /// Of the last specimens, the latest at the end: nil for a success.
  private var last: [FailureWords?] = []
  private var alike = 0

  init(threshold: Double) { self.threshold = threshold }

  /// Takes the end of one specimen for which a request was made.
  /// - Returns: why the run must stop.
  mutating func decide(_ failure: FailureWords?) -> StopReason? {
    guard threshold > 0 else { return nil }
    let before = last.last ?? nil
    alike = failure == nil ? 0 : failure?.likeness == before?.likeness ? alike + 1 : 1
    last.append(failure)
    if last.count > Self.length { last.removeFirst() }
    if let failure, alike >= Self.mostAlike { return Self.stop(alike, failure) }
    return shareStop
  }

  private static func stop(_ count: Int, _ failure: FailureWords) -> StopReason {
    StopReason(
      .rollingStop, kind: "rolling_stop",
      message:
        "\(count) images in a row failed with the same words: \(failure.sentence) (\(failure.kind))\(failure.shown)",
      hint: hint)
  }

  private var shareStop: StopReason? {
    let failures = last.compactMap(\.self)
    let successes = last.count - failures.count
    guard last.count == Self.length, Double(successes) < threshold * Double(Self.length) else { return nil }
    let kinds = Dictionary(grouping: failures, by: \.kind)
    guard let common = kinds.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }),
      let example = common.value.last
    else { return nil }
    return StopReason(
      .rollingStop, kind: "rolling_stop",
      message: "only \(successes) of the last \(Self.length) specimens succeeded, under `--stop-below \(threshold)`: "
        + "\(common.value.count) of \(failures.count) failures are \(common.key), such as: \(example.sentence)"
        + example.shown,
      hint: Self.hint)
  }

  private static let hint =
    "look at the failures in raw.jsonl: has the model or the kind of sheet changed? The same command goes on where it "
    + "stopped; `--stop-below 0` never stops"
}

/// What a specimen's failure says.
public struct FailureWords: Sendable, Equatable {
  /// The failure's fixed word, and its sentence.
  public let kind: String
  public let sentence: String
  /// The beginning of the answer in one line; empty where none came.
  public let answer: String

  /// Of a failure of which nothing is known.
  static let unknown = FailureWords(kind: "", sentence: "", answer: nil)

  /// Letters of an answer that are shown to a person.
  private static let shownLetters = 200

  public init(kind: String, sentence: String, answer: String?) {
    self.kind = kind
    self.sentence = sentence
    self.answer =
      (answer ?? "").prefix(4 * Self.shownLetters).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ").prefix(Self.shownLetters).description
  }

  /// By which two failures count as the same, whatever numbers stand in them.
  var likeness: String { kind + " " + sentence.filter { !$0.isNumber } }

  /// One answer, for a person.
  var shown: String { answer.isEmpty ? "" : "; one answer: `\(answer)`" }
}
