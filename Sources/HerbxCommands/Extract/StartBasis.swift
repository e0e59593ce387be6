internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// What a start goes by beside its options.
struct StartBasis {
  let prompts: PromptSet
  /// Whether `--input` is the run's own folder in another place.
  var followsInput = false
  /// Of a run with shards.
  var part: ShardPart?
  /// Of a run whose specimens a second model reads, too; nil for the second model's own run.
  var second: SecondRun?
}

extension Extract {
  /// What this start would be, to hold against what the run is.
  /// - Parameters:
  ///   - model: nil where only the service's catalogue could tell.
  ///   - address: of the service; nil where it is not asked.
  func identity(model: String?, _ prompts: PromptSet, address: String?) -> RunIdentity {
    var parameters = identityParameters
    if let format = asking.answerFormat { parameters.append(.init("answer_format", .string(format.rawValue))) }
    return RunIdentity([
      "model": JSONValue(model), "prompts": .object(prompts.hashes), "parameters": .object(parameters),
      "input": ["path": .string(FilePath(input).resolved.string)],
      "service": ["address": JSONValue(address), "simulated": .bool(simulate)],
    ])
  }

  /// Those of the parameters in which a start may not differ from the run's first.
  var identityParameters: [JSONValue.Member] {
    [
      .init("terms", .array(asking.askedTerms.map { .string($0.name) })), .init("images", images.identity),
      .init("max_pixels", JSONValue(images.maxPixels)), .init("reasoning", JSONValue(asking.reasoning?.rawValue)),
    ] + routing.routing.parameters
  }

  /// Bounds that are left out hold on as the run had them; others are taken.
  /// - Returns: what a person should know of it.
  mutating func takeBounds(of snapshot: JSONValue?) -> [String] {
    guard let parameters = snapshot?["parameters"] else { return [] }
    var remarks: [String] = []
    func take(_ option: String, _ earlier: String?, _ given: String?) -> String? {
      guard let earlier else { return given }
      guard let given else {
        remarks.append("the run's earlier bound holds: `\(option) \(earlier)`")
        return earlier
      }
      if let (old, new) = Self.amounts(earlier, given), old != new {
        remarks.append(Self.boundRemark(option, from: old, to: new))
      }
      return given
    }
    bounds.maxCost = take("--max-cost", parameters["max_cost"]?.string, bounds.maxCost)
    routing.maxPrice = take("--max-price", parameters["max_price"]?.digits, routing.maxPrice)
    let tokens = parameters["max_tokens"]?.int
    let isUsual = tokens == ChatTemplate.largestAnswer && asking.tokenBound == nil
    if !isUsual {
      asking.tokenBound = take("--max-tokens", tokens.map(String.init), asking.tokenBound.map(String.init))
        .flatMap { Int($0) }
    }
    return remarks
  }

  static func boundRemark(_ option: String, from old: Money, to new: Money) -> String {
    "the bound `\(option)` is \(new > old ? "raised" : "lowered") from \(old.digits) to \(new.digits)"
  }

  private static func amounts(_ earlier: String, _ given: String) -> (Money, Money)? {
    guard let old = Money(digits: earlier), let new = Money(digits: given) else { return nil }
    return (old, new)
  }
}

extension SelectionOptions {
  /// Which files count as specimens, as it stands in `environment.json`.
  var patterns: [JSONValue.Member] {
    [
      .init("include", .array(include.map(JSONValue.string))), .init("exclude", .array(exclude.map(JSONValue.string))),
      .init("files_from", JSONValue(filesFrom.map { FilePath($0).resolved.string })),
      .init("skip_duplicates", .bool(skipDuplicates)),
    ]
  }

  /// What the shards of a run have in common of it, as it stands in `run.json`.
  var shared: [JSONValue.Member] { patterns.filter { $0.name != "skip_duplicates" } }

  /// How many images the run has known of; nil where it chose them by other patterns.
  func known(by snapshot: JSONValue?) -> Int? {
    guard let parameters = snapshot?["parameters"], parameters["include"] != nil,
      patterns.allSatisfy({ $0.name == "skip_duplicates" || parameters[$0.name] ?? .null == $0.value })
    else { return nil }
    return snapshot?["input"]?["known"]?.count
  }
}

/// A run whose records are invented says so in every view.
enum Simulation {
  static let sentence = "simulated: the records are invented, nothing is paid"

  /// Says so of a run where it is so.
  static func tell(of run: String, _ context: CommandContext) {
    if SnapshotFile.isSimulated(run: RunPath.plain(run)) {
      context.printNote("warning: the run is simulated: its records are invented")
    }
  }
}
