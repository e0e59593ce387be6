internal import Extraction
internal import Imaging
internal import Logging
internal import OpenRouter

/// The images of a start, looked at before the first request.
struct CheckedImages {
  /// The programs that prepare them, where any are needed.
  let tools: ConverterTools
  /// The images that are not sent since another has their bytes.
  let duplicates: [Int: SpecimenName]
  /// Where prepared images are kept beyond the start.
  let cache: ImageCache?

  /// Says what a person should know of the images.
  /// - Throws: status 66 where there is nothing to do, or where images must be prepared and this machine cannot.
  init(
    _ plan: RunPlan, of options: Extract, records: RecordIndex, journal: RunJournal, path: String?
  ) async throws {
    try InputFolder.check(plan, of: options.input, records: records.entries.count)
    let survey = ImageSurvey(
      plan, in: options.input, settings: options.images.settings, records: records, depth: .header,
      most: ImageChecks.most)
    let isPartial = survey.total < plan.todo.count
    tools = survey.needsPrograms || isPartial ? await ConverterTools.find(path: path) : ConverterTools()
    duplicates = options.selection.skipDuplicates ? survey.duplicates : [:]
    cache = try options.images.openCache()
    let checks = ImageChecks(survey: survey, tools: tools, total: plan.todo.count)
    try checks.check(skipsUnconvertible: options.images.skipUnconvertible)
    for warning in checks.warnings { journal.logger.warning("⚠️ \(warning)") }
    if !survey.words.isEmpty, survey.needsPrograms { journal.logger.info("images \(survey.words)") }
  }
}

/// What a start says of its images before the first request.
struct ImageChecks {
  let survey: ImageSurvey
  let tools: ConverterTools
  let total: Int

  /// Images whose headers are looked at before a start. More would keep a start on a slow share waiting.
  static let most = 20_000

  /// - Throws: status 66 where images must be prepared and this machine cannot.
  func check(skipsUnconvertible: Bool) throws(CommandFailure) {
    let obstacles = survey.obstacles(tools)
    guard !skipsUnconvertible, let worst = obstacles.first else { return }
    let count = obstacles.reduce(0) { $0 + $1.count }
    throw CommandFailure(
      .inputMissing, kind: worst.failure.kind.rawValue,
      "\(count) of \(survey.total) images cannot be prepared here, the first is `\(worst.firstImage.text)`: "
        + worst.failure.message,
      hint: "\(worst.failure.hint); or record them as failures and go on: `--skip-unconvertible`")
  }

  /// What a person should know, though the run goes on.
  var warnings: [String] {
    var lines: [String] = []
    let seen = survey.total < total ? "the first \(survey.total)" : "\(total)"
    if survey.wideUntagged > 0 {
      lines.append(
        "\(survey.wideUntagged) of \(seen) images are wider than high and have no tag that turns them, though sheets are "
          + "higher than wide: look at one, and turn them with `--rotate 90` or `--rotate 270`")
    }
    if let (_, original) = survey.duplicates.min(by: { $0.key < $1.key }) {
      lines.append(
        "\(survey.duplicates.count) of \(seen) images have the bytes of another, such as `\(original.text)`: "
          + "`--skip-duplicates` leaves them out")
    }
    if survey.severalFrames > 0 {
      lines.append("\(survey.severalFrames) of \(seen) files hold several pages or frames: the first of each is sent")
    }
    return lines
  }
}

extension ImageSurvey {
  /// `as they are: 10, turned: 3, made anew: 2`, without what is none.
  var words: String {
    [("as they are", untouched), ("turned", turned), ("made anew", converted)].filter { $0.1 > 0 }
      .map { "\($0.0): \($0.1)" }.joined(separator: ", ")
  }

  /// Tokens of an image on the average at each long side, for a dry run.
  func tokenLines(_ model: VisionModel, chosen: Int?) -> [String] {
    let images = sizes.values.reduce(0, +)
    guard images > 0 else { return [] }
    let sides: [Int?] = Set([1568, 2048, 3072, 4096]).union(chosen.map { [$0] } ?? []).sorted() + [nil]
    return sides.map { side in
      let name = side.map(String.init) ?? "original"
      let mark = side == chosen ? "  <- this run" : ""
      return "  long side \(name): about \(tokens(model, longSide: side) / images) tokens an image\(mark)"
    }
  }
}
