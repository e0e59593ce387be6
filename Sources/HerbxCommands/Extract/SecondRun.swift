internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// The run of a second model over the same specimens, in the run's folder. What a later start must know of it stands in
/// the run's `environment.json`.
struct SecondRun {
  /// As it was named.
  let model: String
  /// What both runs may cost together, in US dollars; nil for no bound.
  let bound: String?

  /// Where it is kept.
  static func folder(in run: String) -> String { RunPath.plain(run) + "/second" }

  /// Nil where the run has none.
  static func existing(in run: String) -> String? {
    let folder = folder(in: run)
    return RunStatusReader.isRunFolder(folder) ? folder : nil
  }

  var members: [JSONValue.Member] {
    [.init("second_model", .string(model)), .init("shared_max_cost", JSONValue(bound))]
  }

  /// The bound of an earlier start.
  static func bound(in snapshot: JSONValue?) -> String? { snapshot?["parameters"]?["shared_max_cost"]?.string }

  /// In which the second model answered so far; nil where it has not begun.
  static func answerFormat(in snapshot: JSONValue?) -> AnswerFormat? {
    snapshot?["parameters"]?["answer_format"]?.string.flatMap(AnswerFormat.init(rawValue:))
  }
}
