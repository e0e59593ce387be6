public import OpenRouter

/// The form of a record, as docs/record.schema.json states it. What the model and the service wrote is theirs, and free.
public enum RecordRules {
  private enum Kind { case text, number(Int), time, hash, yes, object }

  private static let kinds: [(RecordMember, Kind)] = [
    (.image, .text), (.model, .text), (.provider, .text), (.timestamp, .time), (.usage, .object),
    (.sequence, .number(1)),
    (.imageSHA256, .hash), (.attempts, .number(0)), (.durationMilliseconds, .number(0)), (.imageBytes, .number(0)),
    (.imageModified, .time), (.replaces, .hash), (.keySHA256, .hash), (.questionSHA256, .hash), (.isRepaired, .yes),
    (.isReread, .yes), (.isAskedAgain, .yes), (.isRecovered, .yes),
    (.chain, .hash),
  ]
  private static let strings: [RecordMember] = [
    .upstream, .generationID, .finishReason, .error, .content, .errorKind, .answeredBy, .serviceTier,
  ]
  private static let required: [RecordMember] = [.image, .model, .provider, .timestamp, .sequence, .attempts]
  private static let ofSuccess: [RecordMember] = [.dwc, .imageSHA256, .keySHA256]
  private static let ofFailure: [RecordMember] = [.error, .errorKind]
  private static let known = Set(RecordMember.allCases.map(\.rawValue))

  /// What breaks the rules in one record; empty where nothing does.
  public static func violations(_ record: JSONValue) -> [String] {
    let members = record.members ?? []
    func stands(_ member: RecordMember) -> Bool { members.contains { $0.name == member.rawValue } }
    let isSuccess = stands(.dwc)
    var found = (required + (isSuccess ? ofSuccess : ofFailure)).filter { !stands($0) }.map {
      "`\($0.rawValue)` is missing"
    }
    found += members.filter { !known.contains($0.name) }.map { "`\($0.name)` is no member of a record" }
    if isSuccess {
      found += (ofFailure + [.httpStatus, .content]).filter(stands).map { "a success has `\($0.rawValue)`" }
      let hasValue = record["dwc"]?.members?.contains { term in
        term.value.members.map { $0.contains { $0.name == "value" } } ?? true
      }
      if hasValue != true { found.append("`dwc` holds no value") }
      if let attempts = record["attempts"]?.int, attempts < 1 { found.append("a success has made no attempt") }
    }
    for (member, kind) in kinds where stands(member) && !holds(record[member.rawValue], kind) {
      found.append("`\(member.rawValue)` is not what it should be")
    }
    for member in strings where stands(member) && record[member.rawValue]?.string == nil {
      found.append("`\(member.rawValue)` is no text")
    }
    if let kind = record["error_kind"]?.string, !isWord(kind) { found.append("`error_kind` is no fixed word") }
    if stands(.httpStatus), record["http_status"]?.int.map({ (100...599).contains($0) }) != true {
      found.append("`http_status` is no status")
    }
    return found
  }

  private static func holds(_ value: JSONValue?, _ kind: Kind) -> Bool {
    switch kind {
    case .text: value?.string?.isEmpty == false
    case .number(let least): value?.int.map { $0 >= least } == true
    case .time: value?.string.map(isTime) == true
    case .hash: value?.string.map { $0.utf8.count == 64 && $0.utf8.allSatisfy(isHex) } == true
    case .yes: value?.bool == true
    case .object: value?.members != nil
    }
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }

  /// `2025-10-10T22:33:36.123Z`.
  private static func isTime(_ text: String) -> Bool {
    let form = Array("0000-00-00T00:00:00.000Z".utf8)
    let bytes = Array(text.utf8)
    return bytes.count == form.count
      && zip(bytes, form).allSatisfy { byte, place in
        place == UInt8(ascii: "0") ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == place
      }
  }

  /// Small letters, in words joined by `_`.
  private static func isWord(_ text: String) -> Bool {
    text.split(separator: "_", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }
  }
}
