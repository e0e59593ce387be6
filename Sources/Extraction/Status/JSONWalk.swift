/// Goes over the members of an object in text that is known to be JSON: no check of the grammar, no copies.
///
/// A record of 200 bytes or of five megabytes is walked at the speed at which memory is read, which `JSONSkim`, which
/// checks everything, cannot do twice for each of 200,000 records.
enum JSONWalk {
  /// Calls `body` with where each member's name (between its quotes) and value stand; nothing for other than objects.
  static func forEachMember(
    _ bytes: Span<UInt8>, in range: Range<Int>, _ body: (_ name: Range<Int>, _ value: Range<Int>) -> Void
  ) {
    var position = range.lowerBound
    guard position < range.upperBound, bytes[position] == UInt8(ascii: "{") else { return }
    position += 1
    while position < range.upperBound {
      guard let open = next(UInt8(ascii: "\""), bytes, from: position, to: range.upperBound) else { return }
      let close = endOfString(bytes, from: open, to: range.upperBound)
      guard var start = next(UInt8(ascii: ":"), bytes, from: close, to: range.upperBound) else { return }
      start += 1
      while start < range.upperBound, bytes[start] <= 0x20 { start += 1 }
      let end = endOfValue(bytes, from: start, to: range.upperBound)
      body((open + 1)..<(close - 1), start..<end)
      position = end
    }
  }

  private static func next(_ byte: UInt8, _ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    var position = start
    while position < end {
      if bytes[position] == byte { return position }
      position += 1
    }
    return nil
  }

  /// Behind the closing quote of the string that begins at `start`.
  private static func endOfString(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var position = start + 1
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""): return position + 1
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    return end
  }

  private static func endOfValue(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var position = start
    var depth = 0
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position = endOfString(bytes, from: position, to: end)
        if depth == 0 { return position }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return position }
        depth -= 1
        if depth == 0 { return position + 1 }
      case UInt8(ascii: ","), 0...0x20: if depth == 0 { return position }
      default: break
      }
      position += 1
    }
    return end
  }
}
