internal import Extraction
internal import OpenRouter
internal import Review
public import SystemLayer

/// One run as one HTML file that needs nothing else: the page's scripts, its style, and the records as data.
public struct Report: Sendable {
  /// What was written.
  public struct Outcome: Sendable, Equatable {
    public var specimens = 0
    /// Small images that are in the file, and what they take there.
    public var thumbnails = 0
    public var thumbnailBytes = 0
    /// Images that were left out for want of room, and those that had no small form.
    public var leftOut = 0
    public var without = 0

    public var sentence: String {
      let omitted = leftOut > 0 ? ", \(leftOut) left out (see `--thumbnails`)" : ""
      return "\(Plural.of(specimens, "specimen")), \(Plural.of(thumbnails, "thumbnail"))\(omitted)"
    }
  }

  private let folder: String
  private let limit: Int
  private let moved: String?
  private let secrets: SharedMask

  /// The largest file that stands for its own thumbnail, in bytes: a report is sent by mail.
  static let largestWhole = 256 << 10
  /// Records in one piece of data, which the page reads when it needs it.
  private static let pieceLength = 200

  /// - Parameters:
  ///   - run: the run folder.
  ///   - thumbnailBytes: most bytes of image files to take in.
  ///   - input: where the images lie now, if they were moved.
  ///   - secrets: what the report may not show.
  public init(run: String, thumbnailBytes: Int, input: String? = nil, secrets: SharedMask = SharedMask()) {
    (folder, moved, self.secrets) = (run, input, secrets)
    limit = thumbnailBytes
  }

  /// Writes the report, whole or not at all.
  /// - Throws: `RunFolderMissing`, `ReadFailure`, or `WriteFailure` where the file could not be written.
  public func write(to path: String) throws -> Outcome {
    var reader = try RunStatusReader(path: folder)
    var index = SpecimenIndex(isSearchable: false)
    let status = try reader.read(now: .now()) { index.add($0, $1) }
    let review = try ReviewSummary.read(run: FilePath(folder))
    do throws(SystemError) {
      var file = try ReplacementFile(replacing: FilePath(path))
      let outcome = try write(status, review, index, input: moved ?? reader.input, to: &file)
      try file.commit()
      return outcome
    } catch { throw WriteFailure(error) }
  }

  private func write(
    _ status: RunStatus, _ review: ReviewSummary?, _ index: SpecimenIndex, input: String?,
    to file: inout ReplacementFile
  ) throws(SystemError) -> Outcome {
    let mask = secrets.current
    let name = RunFolder.runID(of: folder)
    let place = RunFinder.Found(id: name, path: folder, name: name)
    let parts = PageFiles.page(head: ReportPage.head(title: name), data: Self.seam).split(separator: Self.seam)
    try file.write(mask.text(String(parts.first ?? "")))
    try file.write(mask.text(ReportPage.data("run", RunFacts.json(place, status, review))))
    let outcome = try writeSpecimens(index, input: input, to: &file)
    try file.write(mask.text(ReportPage.data("about", about(outcome))))
    try file.write(mask.text(ReportPage.script))
    try file.write(mask.text(String(parts.dropFirst().first ?? "")))
    return outcome
  }

  private static let seam = "<!-- here -->"

  private func about(_ outcome: Outcome) -> JSONValue {
    [
      "written": .string(Timestamp.now().iso8601), "herbx": .string(Version.herbx),
      "specimens": JSONValue(outcome.specimens), "thumbnails": JSONValue(outcome.thumbnails),
      "thumbnail_bytes": JSONValue(outcome.thumbnailBytes), "limit_bytes": JSONValue(limit),
      "left_out": JSONValue(outcome.leftOut), "without": JSONValue(outcome.without),
    ]
  }

  /// One piece of records after the other, each followed by its small images: memory holds one piece.
  private func writeSpecimens(
    _ index: SpecimenIndex, input: String?, to file: inout ReplacementFile
  ) throws(SystemError) -> Outcome {
    var outcome = Outcome()
    let records = RecordFile(path: folder + "/raw.jsonl")
    let images = ImageFolder(input)
    var start = 0
    while start < index.count {
      let numbers = start..<min(index.count, start + Self.pieceLength)
      var specimens: [JSONValue] = []
      var pictures: [JSONValue.Member] = []
      for number in numbers {
        let entry = index.entries[number]
        let specimen = SpecimenRecord(
          number: number, image: index.names[number],
          record: records?.record(at: entry.offset, length: Int(entry.length)))
        let (thumbnail, picture) = take(images.open(specimen.image.text), &outcome)
        specimens.append(specimen.json(thumbnail: thumbnail))
        if let picture { pictures.append(.init(String(number), .string(picture))) }
      }
      try file.write(secrets.current.text(ReportPage.data("specimens", .array(specimens))))
      try file.write(SecretMask().text(ReportPage.data("pictures", .object(pictures))))
      start = numbers.upperBound
    }
    outcome.specimens = index.count
    return outcome
  }

  /// What the page is told of the image, and the image as an address of its own where it is taken in.
  private func take(_ image: Result<OpenImage, ImageAbsence>, _ outcome: inout Outcome) -> (JSONValue, String?) {
    let bytes: [UInt8]
    let type: ImageType
    switch Thumbnail(image, largestWhole: Self.largestWhole) {
    case .none(let why):
      outcome.without += 1
      return (["kind": "none", "why": .string(why)], nil)
    case .embedded(let picture): (bytes, type) = (picture, .jpeg)
    case .whole(let image): (bytes, type) = (image.read(at: 0, count: image.count), image.type)
    }
    guard outcome.thumbnailBytes + bytes.count <= limit else {
      outcome.leftOut += 1
      return (["kind": "none", "why": "left out, the report's bound for images was reached"], nil)
    }
    outcome.thumbnails += 1
    outcome.thumbnailBytes += bytes.count
    return (["kind": "embedded"], "data:\(type.rawValue);base64,\(Base64.text(of: bytes))")
  }
}
