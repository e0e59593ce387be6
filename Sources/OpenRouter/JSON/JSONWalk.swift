/// Goes over the members of an object in text that is known to be JSON: no check of the grammar, no copies.
///
/// A record of 200 bytes or of five megabytes is walked at the speed at which memory is read, which `JSONSkim`, which
/// checks everything, cannot do twice for each of 200,000 records.
public struct JSONWalk {
  private var position: Int
  private let end: Int

  /// - Parameter range: where the value stands; what is no object has no members.
  public init(_ bytes: Span<UInt8>, in range: Range<Int>) {
    end = range.upperBound
    let isObject = !range.isEmpty && bytes[range.lowerBound] == UInt8(ascii: "{")
    position = isObject ? range.lowerBound + 1 : end
  }

  /// Where the next member stands, in the same bytes.
  public mutating func next(_ bytes: Span<UInt8>) -> JSONSkim.Member? {
    guard pass(UInt8(ascii: "\""), bytes) else { return nil }
    let name = position
    position = endOfString(bytes, from: name)
    let nameEnd = position - 1
    guard pass(UInt8(ascii: ":"), bytes) else { return nil }
    while position < end, bytes[position] <= 0x20 { position += 1 }
    let value = position
    position = endOfValue(bytes, from: value)
    return JSONSkim.Member(name: name..<nameEnd, value: value..<position)
  }

  /// Moves on behind the next `byte`.
  private mutating func pass(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    while position < end {
      position += 1
      if bytes[position - 1] == byte { return true }
    }
    return false
  }

  /// Behind the closing quote of the string whose letters begin at `start`.
  private func endOfString(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var position = start
    while position < end {
      position = PlainText.end(bytes, from: position)
      guard position < end, bytes[position] != UInt8(ascii: "\"") else { break }
      // The letter that is escaped.
      position += 2
    }
    return min(position + 1, end)
  }

  private func endOfValue(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var position = start
    var depth = 0
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position = endOfString(bytes, from: position + 1)
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
