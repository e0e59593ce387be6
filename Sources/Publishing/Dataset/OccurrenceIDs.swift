internal import DarwinCore
internal import SystemLayer

/// The occurrences' identifiers: made once for each image, by its SHA-256, and kept in a file that belongs to the
/// collection and not to a run. They survive another model, a renamed run and a moved folder.
public struct OccurrenceIDs: Sendable {
  private let path: FilePath
  private var ids: [String: String] = [:]
  /// The file as it is, and the lines that come behind.
  private var text: [UInt8] = []
  private var added: [UInt8] = []
  /// How many were made since the file was read.
  public private(set) var newCount = 0
  private let makeID: @Sendable () -> String

  private static let head = ["image_sha256", "occurrenceID", "image"]

  /// - Parameter makeID: a new identifier, of which no two are equal.
  /// - Throws: where the file is none of these, names a SHA-256 twice, or two images by one identifier.
  public init(path: String, makeID: @escaping @Sendable () -> String = OccurrenceIDs.randomUUID) throws(PublishingError)
  {
    self.path = FilePath(path)
    self.makeID = makeID
    let bytes: [UInt8]?
    do { bytes = try readFile(self.path, limit: 1 << 30) } catch { throw PublishingError(error) }
    guard let bytes else { return }
    let text = String(decoding: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...], as: UTF8.self)
    guard let rows = DelimitedText.rows(ofCSV: text), rows.first?.prefix(2) == Self.head.prefix(2) else {
      throw Self.invalid(path, "its first line is not `\(Self.head.joined(separator: ","))`")
    }
    var known: Set<String> = []
    for row in rows.dropFirst() where row.contains(where: { !$0.isEmpty }) {
      guard row.count >= 2, !row[0].isEmpty, !row[1].isEmpty else {
        throw Self.invalid(path, "the line `\(row.joined(separator: ","))` is incomplete")
      }
      guard ids.updateValue(row[1], forKey: row[0].lowercased()) == nil else {
        throw Self.invalid(path, "the image `\(row[0])` stands there twice")
      }
      guard known.insert(row[1]).inserted else {
        throw Self.invalid(path, "the occurrenceID `\(row[1])` stands there twice")
      }
    }
    self.text = bytes.last == UInt8(ascii: "\n") || bytes.isEmpty ? bytes : bytes + [UInt8(ascii: "\n")]
  }

  private static func invalid(_ path: String, _ reason: String) -> PublishingError {
    PublishingError(
      .idsInvalid, "`\(path)`: \(reason)", hint: "restore it from a copy: published identifiers must not change")
  }

  /// The identifier of an image, made where it has none yet.
  mutating func id(ofImage sha256: String, name: String) -> String {
    if let id = ids[sha256] { return id }
    let id = makeID()
    ids[sha256] = id
    added += Array(DelimitedText.csv.row([sha256, id, Cell.clean(name)]).utf8)
    newCount += 1
    return id
  }

  /// Writes new identifiers behind the others; the file is replaced whole.
  mutating func save() throws(PublishingError) {
    guard !added.isEmpty else { return }
    let head = text.isEmpty ? Array(DelimitedText.csv.row(Self.head).utf8) : text
    do { try replaceFile(path, with: .rows(ofCleanCells: head + added)) } catch { throw PublishingError(error) }
    text = head + added
    added = []
  }

  /// A random UUID (RFC 9562, version 4), as a URN.
  @Sendable public static func randomUUID() -> String {
    let high = UInt64.random(in: .min ... .max) & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = UInt64.random(in: .min ... .max) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
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
