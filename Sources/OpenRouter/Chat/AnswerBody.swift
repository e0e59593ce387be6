/// The bytes of an answer as one JSON value, in whatever wrapping a service sends it.
///
/// A byte order mark, keep-alive whitespace, comment lines before the JSON and text behind it are passed over. Server-sent
/// events, which some services send though none were asked for (https://html.spec.whatwg.org/#server-sent-events), and
/// JSON values line by line are put together.
enum AnswerBody {
  /// Longest answer that is read, in bytes: a hundred times an honest one.
  static let longest = 2 << 20

  /// Nil where no JSON stands in the bytes.
  static func value(_ bytes: [UInt8]) -> JSONValue? {
    guard let start = bytes.firstIndex(where: { $0 > 0x20 }) else { return nil }
    let first = bytes[start...].starts(with: byteOrderMark) ? start + byteOrderMark.count : start
    if let found = prefix(bytes, from: first) {
      return combine([found.value] + values(behind: found, in: bytes))
    }
    let events = events(bytes[first...])
    // As a branch of a conditional expression, `nil` would be taken for JSON's null.
    guard !events.isEmpty else { return nil }
    return combine(events)
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static func prefix(_ bytes: [UInt8], from start: Int) -> (value: JSONValue, end: Int)? {
    let first = bytes[start...].first { $0 > 0x20 }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
    return try? JSONParser.parsePrefix(bytes, from: start)
  }

  /// Pieces of a streamed answer that follow the first without the form of events.
  private static func values(behind found: (value: JSONValue, end: Int), in bytes: [UInt8]) -> [JSONValue] {
    guard found.value["choices"]?[0]?["delta"] != nil else { return [] }
    var (values, end): ([JSONValue], Int) = ([], found.end)
    while let next = prefix(bytes, from: end) {
      values.append(next.value)
      end = next.end
    }
    return values
  }

  /// The data of each event; of lines in no event's form, the JSON that begins in one of them.
  private static func events(_ bytes: ArraySlice<UInt8>) -> [JSONValue] {
    var data: [[UInt8]] = []
    var plain: [UInt8] = []
    var isOpen = false
    for line in lines(of: bytes) {
      if line.isEmpty {
        isOpen = false
      } else if let value = field("data", line) {
        if isOpen { data[data.count - 1] += [UInt8(ascii: "\n")] + value } else { data.append(Array(value)) }
        isOpen = true
      } else if line.first != UInt8(ascii: ":"), !["event", "id", "retry"].contains(where: { field($0, line) != nil }) {
        plain += line + [UInt8(ascii: "\n")]
      }
    }
    let parsed = data.flatMap { (try? JSONParser.parse($0)).map { [$0] } ?? lines($0) }
    guard parsed.isEmpty, let start = plain.firstIndex(where: { $0 > 0x20 }) else { return parsed }
    return prefix(plain, from: start).map { [$0.value] } ?? []
  }

  /// Lines end with a line feed, or a carriage return, or both.
  private static func lines(of bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    let end = bytes.contains(UInt8(ascii: "\n")) ? UInt8(ascii: "\n") : UInt8(ascii: "\r")
    return bytes.split(separator: end, omittingEmptySubsequences: false).map { line in
      line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }
  }

  /// Where no empty line stands between events, each line is one.
  private static func lines(_ data: [UInt8]) -> [JSONValue] {
    data.split(separator: UInt8(ascii: "\n")).compactMap { try? JSONParser.parse(Array($0)) }
  }

  /// What follows `name:` in a line of an event.
  private static func field(_ name: String, _ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.starts(with: name.utf8), line.dropFirst(name.utf8.count).first == UInt8(ascii: ":") else { return nil }
    let value = line.dropFirst(name.utf8.count + 1)
    return value.first == UInt8(ascii: " ") ? value.dropFirst() : value
  }

  /// One answer of all pieces: a whole message as it stands, else what the deltas give; with an error that one of them
  /// holds, for what came before it may have been billed.
  private static func combine(_ pieces: [JSONValue]) -> JSONValue {
    if let error = pieces.first(where: { ErrorEnvelope.find(in: $0) != nil }), pieces.count > 1 {
      let value = [error["error"], error["choices"]?[0]?["error"]].lazy.compactMap(\.self).first ?? .null
      var message = MessageDeltas()
      for piece in pieces { message.add(piece) }
      return .object([.init("error", value)] + (message.answer.members ?? []))
    }
    if let whole = pieces.last(where: { $0["choices"]?[0]?["message"] != nil }) { return whole }
    guard pieces.contains(where: { $0["choices"]?[0]?["delta"] != nil }) else { return pieces.last ?? .null }
    var message = MessageDeltas()
    for piece in pieces { message.add(piece) }
    return message.answer
  }
}
