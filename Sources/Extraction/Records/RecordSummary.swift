public import OpenRouter

/// What a later start, `status` and `verify` need of one record: its place in the run, not its fields.
public struct RecordSummary: Sendable, Equatable {
  public var image = ""
  public var isSuccess = false
  public var errorKind: String?
  public var cost: Money?
  public var imageSHA256: String?
  public var imageBytes: Int?
  public var imageModified: String?
  public var sequence: Int?
  public var model: String?
  public var timestamp: String?
  /// Of the key that paid.
  public var keySHA256: String?
  /// The SHA-256 of the earlier success that this one replaces.
  public var replaces: String?

  /// Nil where the line is no record: no JSON object, or one without an image's name.
  public init?(line: Span<UInt8>) {
    guard let members = JSONSkim.members(line) else { return nil }
    for member in members { read(member, of: line) }
    guard !image.isEmpty else { return nil }
  }

  private mutating func read(_ member: JSONSkim.Member, of line: Span<UInt8>) {
    func isNamed(_ name: StaticString) -> Bool { JSONSkim.matches(line, member.name, name) }
    func text() -> String? { JSONSkim.string(line, member.value) }
    if isNamed("image") { image = text() ?? "" }
    if isNamed("dwc") { isSuccess = line[member.value.lowerBound] == UInt8(ascii: "{") }
    if isNamed("error_kind") { errorKind = text() }
    if isNamed("usage") { cost = Self.cost(line.extracting(member.value)) }
    if isNamed("image_sha256") { imageSHA256 = text() }
    if isNamed("image_bytes") { imageBytes = JSONSkim.int(line, member.value) }
    if isNamed("image_modified") { imageModified = text() }
    if isNamed("sequence") { sequence = JSONSkim.int(line, member.value) }
    if isNamed("model") { model = text() }
    if isNamed("timestamp") { timestamp = text() }
    if isNamed("key_sha256") { keySHA256 = text() }
    if isNamed("replaces_image_sha256") { replaces = text() }
  }

  private static func cost(_ usage: Span<UInt8>) -> Money? {
    guard let cost = JSONSkim.members(usage)?.last(where: { JSONSkim.matches(usage, $0.name, "cost") }) else {
      return nil
    }
    return JSONSkim.value(usage, cost.value)?.money
  }
}
