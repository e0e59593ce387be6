/// JSON with comments (`//` to the end of the line, `/* … */`) and commas behind the last member, as people write it.
enum CommentedJSON {
  /// The text without both; strings stay as they are.
  static func plain(_ text: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    var position = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while position < text.count {
      let byte = text[position]
      let next = position + 1 < text.count ? text[position + 1] : 0
      if byte == UInt8(ascii: "\"") {
        let end = endOfString(text, position)
        plain += text[position..<end]
        position = end
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "/") {
        while position < text.count, text[position] != UInt8(ascii: "\n") { position += 1 }
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
        position += 2
        while position < text.count, !text[position...].starts(with: "*/".utf8) { position += 1 }
        position += 2
      } else {
        if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { dropComma(&plain) }
        plain.append(byte)
        position += 1
      }
    }
    return plain
  }

  private static func endOfString(_ text: [UInt8], _ start: Int) -> Int {
    var position = start + 1
    while position < text.count, text[position] != UInt8(ascii: "\"") {
      position += text[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(position + 1, text.count)
  }

  private static func dropComma(_ plain: inout [UInt8]) {
    guard let last = plain.lastIndex(where: { $0 > 0x20 }), plain[last] == UInt8(ascii: ",") else { return }
    plain.remove(at: last)
  }
}
