internal import DarwinCore
internal import Extraction
internal import SystemLayer

/// The occurrences' identifiers: made once for each image, by its SHA-256, and kept in a file that belongs to the
/// collection and not to a run. They survive another model, a renamed run and a moved folder.
struct OccurrenceIDs {
  private let path: FilePath
  private var ids: [ImageDigest: Identifier] = [:]
  /// Whether the file is there already, and ends with a line end.
  private var hasFile = false
  private var lacksEnd = false
  private var added: [(digest: ImageDigest, image: SpecimenName)] = []
  private let makeID: () -> String

  private static let head = ["image_sha256", "occurrenceID", "image"]

  /// - Parameter makeID: a new identifier, of which no two are equal.
  /// - Throws: where the file is none of these, names a SHA-256 twice, or two images by one identifier.
  init(path: String, makeID: @escaping () -> String = OccurrenceIDs.randomUUID) throws(PublishingError) {
    self.path = FilePath(path)
    self.makeID = makeID
    let bytes: [UInt8]?
    do { bytes = try readFile(self.path, limit: 1 << 30) } catch { throw PublishingError(error) }
    if let bytes { try read(bytes) }
  }

  private mutating func read(_ bytes: [UInt8]) throws(PublishingError) {
    var known: Set<Identifier> = []
    var isFirst = true
    var fault: String?
    let isWhole = DelimitedText.forEachRow(ofCSV: bytes) { row in
      if isFirst {
        isFirst = false
        if row.prefix(2) != Self.head.prefix(2) {
          fault = "its first line is not `\(Self.head.joined(separator: ","))`"
        }
      } else if fault == nil, row.contains(where: { !$0.isEmpty }) {
        fault = take(row, &known)
      }
    }
    if !isWhole { fault = fault ?? "a quote has no end" }
    if let fault { throw invalid(fault) }
    hasFile = !bytes.isEmpty
    lacksEnd = bytes.last != UInt8(ascii: "\n")
  }

  /// - Returns: what is wrong with a line.
  private mutating func take(_ row: [String], _ known: inout Set<Identifier>) -> String? {
    guard row.count >= 2, let digest = ImageDigest(hex: row[0]), !row[1].isEmpty else {
      return "the line `\(row.joined(separator: ","))` is incomplete"
    }
    if ids.updateValue(Identifier(row[1]), forKey: digest) != nil { return "the image `\(row[0])` stands there twice" }
    return known.insert(Identifier(row[1])).inserted ? nil : "the occurrenceID `\(row[1])` stands there twice"
  }

  private func invalid(_ reason: String) -> PublishingError {
    PublishingError(
      .idsInvalid, "`\(path)`: \(reason)", hint: "restore it from a copy: published identifiers must not change")
  }

  var newCount: Int { added.count }

  /// The identifier of an image, or a new one that counts once it is taken.
  func candidate(for digest: ImageDigest) -> String { ids[digest]?.text ?? makeID() }

  mutating func take(_ id: String, for digest: ImageDigest, image: SpecimenName) {
    guard ids[digest] == nil else { return }
    ids[digest] = Identifier(id)
    added.append((digest, image))
  }

  /// Writes new identifiers behind the others, those of another export that was quicker included; the file is replaced
  /// whole.
  func save() throws(PublishingError) {
    guard !added.isEmpty else { return }
    let lock: FileLock?
    do throws(FileLock.Failure) {
      // Another export holds it for the time of a write.
      lock = try FileLock(path.folder.appending(".\(path.lastComponent?.string ?? "ids").lock"), retries: 6000)
    } catch {
      guard case .unsupported = error else { throw PublishingError(.writeFailed, "\(error)") }
      lock = nil
    }
    let now = try OccurrenceIDs(path: path.string, makeID: makeID)
    if let other = added.first(where: { now.ids[$0.digest] != nil && now.ids[$0.digest] != ids[$0.digest] }) {
      throw PublishingError(
        .idsInvalid, "`\(path)`: another export has given `\(other.image)` an identifier meanwhile",
        hint: "start this export again: it takes that one")
    }
    try write(behind: now)
    if let lock { _ = lock.isInPlace }
  }

  private func write(behind now: OccurrenceIDs) throws(PublishingError) {
    do {
      var file = try ReplacementFile(replacing: path)
      try now.copyOldLines(to: &file)
      for (digest, image) in added where now.ids[digest] == nil {
        let row = DelimitedText.csv.row([digest.hex, ids[digest]?.text ?? "", Cell.clean(image.text)])
        try file.write(.rows(ofCleanCells: Array(row.utf8)))
      }
      try file.commit()
    } catch let error as SystemError { throw PublishingError(error) } catch {
      throw error as? PublishingError ?? PublishingError(.writeFailed, "\(error)")
    }
  }

  private func copyOldLines(to file: inout ReplacementFile) throws {
    guard hasFile else { return try file.write(.rows(ofCleanCells: Array(DelimitedText.csv.row(Self.head).utf8))) }
    let old = try OpenFile(reading: path)
    var offset = 0
    while true {
      let piece = try old.read(at: offset, count: 1 << 20)
      if piece.isEmpty { break }
      try file.write(.rows(ofCleanCells: piece))
      offset += piece.count
    }
    if lacksEnd { try file.write(.newline) }
  }

  /// An identifier: a UUID in sixteen bytes, or what an earlier program of the collection gave.
  private enum Identifier: Hashable {
    case uuid(UInt64, UInt64)
    case other(String)

    init(_ text: String) {
      let digits = text.hasPrefix("urn:uuid:") ? text.dropFirst(9).filter { $0 != "-" } : ""
      if digits.utf8.count == 32, let high = UInt64(digits.prefix(16), radix: 16),
        let low = UInt64(digits.suffix(16), radix: 16),
        OccurrenceIDs.text(high, low) == text
      {
        self = .uuid(high, low)
      } else {
        self = .other(text)
      }
    }

    var text: String {
      switch self {
      case .uuid(let high, let low): OccurrenceIDs.text(high, low)
      case .other(let text): text
      }
    }
  }

  /// A random UUID (RFC 9562, version 4), as a URN.
  static func randomUUID() -> String {
    let high = UInt64.random(in: .min ... .max) & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = UInt64.random(in: .min ... .max) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    return text(high, low)
  }

  private static func text(_ high: UInt64, _ low: UInt64) -> String {
    let digits = [high, low].map { word -> String in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
    var parts: [Substring] = []
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return "urn:uuid:" + parts.joined(separator: "-")
  }
}
