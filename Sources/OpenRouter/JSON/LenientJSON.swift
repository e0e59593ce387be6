/// Reads JSON with the slips that models make and that leave no doubt about what was meant: a comma behind the last member,
/// a comment, a newline as it is in a string, typographic quotes around a string, whitespace beyond JSON's, and, where
/// that is allowed, closing brackets that are missing at the end.
///
/// Nothing is guessed: single quotes, `NaN`, names without quotes, a string or a number that may have been cut off are
/// refused.
public struct LenientJSON {
  /// What stands at a place of a text.
  public enum Reading: Equatable {
    /// - isRepaired: whether it is read so only by overlooking a slip.
    case value(JSONValue, end: Int, isRepaired: Bool)
    /// The text ends within the value.
    case unfinished
    /// It is no JSON from `offset` on, with so many brackets open.
    case broken(offset: Int, depth: Int)
  }

  private let bytes: [UInt8]
  private let closesAtEnd: Bool
  private var position: Int
  private var isRepaired = false
  private var depth = 0

  private enum Stop: Error { case unfinished, broken }

  /// Reads the value that begins at `start`.
  /// - Parameters:
  ///   - closesAtEnd: whether brackets that are open at the end of the text, or at the end of a code fence, count as
  ///     closed behind a whole value.
  ///   - depth: how deep the value will stand in others.
  public static func read(_ bytes: [UInt8], from start: Int, closesAtEnd: Bool, depth: Int = 0) -> Reading {
    var reader = LenientJSON(bytes: bytes, closesAtEnd: closesAtEnd, position: start)
    do throws(Stop) {
      let value = try reader.value(depth: depth)
      return .value(value, end: reader.position, isRepaired: reader.isRepaired)
    } catch {
      switch error {
      case .unfinished: return .unfinished
      case .broken: return .broken(offset: reader.position, depth: reader.depth)
      }
    }
  }

  private init(bytes: [UInt8], closesAtEnd: Bool, position: Int) {
    self.bytes = bytes
    self.closesAtEnd = closesAtEnd
    self.position = position
  }

  private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func value(depth: Int) throws(Stop) -> JSONValue {
    try skipBetween()
    guard depth <= JSONParser.deepestNesting else { throw .broken }
    switch byte {
    case nil: throw .unfinished
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    default:
      if let text = try string() { return .string(text) }
      return try word()
    }
  }

  private mutating func object(depth: Int) throws(Stop) -> JSONValue {
    var members: [JSONValue.Member] = []
    try list(UInt8(ascii: "}")) { reader throws(Stop) in
      guard let name = try reader.string() else { throw .broken }
      try reader.skipBetween()
      guard let colon = reader.byte else { throw .unfinished }
      guard colon == UInt8(ascii: ":") else { throw .broken }
      reader.position += 1
      members.append(.init(name, try reader.value(depth: depth + 1)))
    }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(Stop) -> JSONValue {
    var elements: [JSONValue] = []
    try list(UInt8(ascii: "]")) { reader throws(Stop) in elements.append(try reader.value(depth: depth + 1)) }
    return .array(elements)
  }

  /// What stands between the bracket here and `closing`, separated by commas.
  private mutating func list(
    _ closing: UInt8, _ element: (inout LenientJSON) throws(Stop) -> Void
  ) throws(Stop) {
    position += 1
    depth += 1
    var isFirst = true
    while true {
      try skipBetween()
      if try take(closing: closing, isWhole: isFirst ? false : true) { break }
      if !isFirst {
        guard byte == UInt8(ascii: ",") else { throw byte == nil ? .unfinished : .broken }
        position += 1
        try skipBetween()
        if byte == closing {
          (isRepaired, position) = (true, position + 1)
          break
        }
      }
      guard byte != nil else { throw .unfinished }
      try element(&self)
      isFirst = false
    }
    depth -= 1
  }

  /// - Parameter isWhole: whether a whole element stands before this place, so that the text may end here.
  private mutating func take(closing: UInt8, isWhole: Bool) throws(Stop) -> Bool {
    if byte == closing {
      position += 1
      return true
    }
    guard closesAtEnd, isWhole, isAtEnd, endsSafely else { return false }
    isRepaired = true
    return true
  }

  /// At the end of the text, or where a code fence ends.
  private var isAtEnd: Bool { byte == nil || bytes[position...].starts(with: "```".utf8) }

  /// A digit may be the first of several.
  private var endsSafely: Bool {
    let last = bytes[..<position].last { !JSONParser.isWhitespace($0) }
    return last.map { [UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "]")].contains($0) } ?? false
  }

  /// Nil where no string stands here.
  private mutating func string() throws(Stop) -> String? {
    if byte == UInt8(ascii: "\"") { return try text(opening: 1) { $0 == UInt8(ascii: "\"") ? 1 : nil } }
    // U+201C to U+201F begin with these two bytes.
    guard bytes[position...].starts(with: [0xE2, 0x80]), position + 2 < bytes.count,
      (0x9C...0x9F).contains(bytes[position + 2])
    else { return nil }
    isRepaired = true
    let all = bytes
    return try text(opening: 3) { _ in
      nil
    } closingAt: { place in
      place + 2 < all.count && all[place] == 0xE2 && all[place + 1] == 0x80 && (0x9C...0x9F).contains(all[place + 2])
        ? 3 : nil
    }
  }

  private mutating func text(
    opening: Int, _ closing: (UInt8) -> Int?, closingAt: (Int) -> Int? = { _ in nil }
  ) throws(Stop) -> String {
    let start = position + opening
    position = start
    while let byte {
      if let length = closing(byte) ?? closingAt(position) {
        defer { position += length }
        return JSONString.text(bytes.span, start..<position)
      }
      if byte == UInt8(ascii: "\\") {
        try skipEscape()
      } else {
        if byte < 0x20 { isRepaired = true }
        position += 1
      }
    }
    throw .unfinished
  }

  /// Printable ASCII that is no letter and no digit.
  private static func isMark(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) && !(0x30...0x39).contains(byte) && !(0x41...0x5A).contains(byte & 0xDF)
  }

  private mutating func skipEscape() throws(Stop) {
    guard position + 1 < bytes.count else { throw .unfinished }
    if JSONString.isEscape(bytes[position + 1]) {
      position += 2
    } else if bytes[position + 1] == UInt8(ascii: "u"), JSONString.hexUnit(bytes.span, at: position + 2) != nil {
      position += 6
    } else if bytes[position + 1] == UInt8(ascii: "u") {
      throw position + 6 > bytes.count ? .unfinished : .broken
    } else if Self.isMark(bytes[position + 1]) {
      // `\'` and `\%` leave no doubt.
      isRepaired = true
      position += 2
    } else {
      throw .broken
    }
  }

  /// A number or one of the three words, by the strict rules.
  private mutating func word() throws(Stop) -> JSONValue {
    do {
      let (value, end) = try JSONParser.parsePrefix(bytes, from: position)
      if end == bytes.count, case .number = value { throw Stop.unfinished }
      position = end
      return value
    } catch {
      let rest = bytes[position...]
      let isPiece = ["true", "false", "null", "-"].contains { $0.utf8.starts(with: rest) }
      throw isPiece || error is Stop ? .unfinished : .broken
    }
  }

  /// Skips whitespace, also of kinds that JSON does not know, and comments.
  private mutating func skipBetween() throws(Stop) {
    while let byte {
      if JSONParser.isWhitespace(byte) {
        position += 1
      } else if let length = foreignWhitespace {
        (isRepaired, position) = (true, position + length)
      } else if bytes[position...].starts(with: "//".utf8) {
        isRepaired = true
        position = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      } else if bytes[position...].starts(with: "/*".utf8) {
        isRepaired = true
        guard let end = Self.place(of: Array("*/".utf8), in: bytes[(position + 2)...]) else { throw .unfinished }
        position = end + 2
      } else {
        return
      }
    }
  }

  /// The length of a no-break, zero-width or other space of Unicode that stands here.
  private var foreignWhitespace: Int? {
    let rest = bytes[position...]
    if rest.starts(with: [0xC2, 0xA0]) { return 2 }
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) || rest.starts(with: [0xE3, 0x80, 0x80]) { return 3 }
    guard rest.starts(with: [0xE2, 0x80]), rest.count > 2 else { return nil }
    let last = rest[rest.startIndex + 2]
    return (0x80...0x8B).contains(last) || last == 0xAF ? 3 : nil
  }

  private static func place(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.firstRange(of: needle)?.lowerBound
  }
}
