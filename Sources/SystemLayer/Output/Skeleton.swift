/// A text reduced to its ASCII letters and digits, all in lower case, escapes undone: what is left of a secret whatever
/// stands between its letters and however they are written.
struct Skeleton {
  /// Each letter, and where it stands in the text.
  private(set) var letters: [UInt8]
  /// Empty where they were not asked for.
  private(set) var places: [Range<Int>] = []

  /// - Parameter withPlaces: also says where each letter stands, which takes longer.
  init(of text: [UInt8], withPlaces: Bool = false) {
    var places: [Range<Int>] = []
    letters = unsafe [UInt8](unsafeUninitializedCapacity: text.count) { letters, count in
      unsafe Self.meanings.withUnsafeBufferPointer { meanings in
        let bytes = text.span
        var position = 0
        while position < bytes.count {
          var letter = unsafe meanings[Int(bytes[position])]
          var end = position + 1
          if letter == Self.escape { (letter, end) = Self.unescape(bytes, at: position) }
          if letter != 0 {
            unsafe letters[count] = letter
            count += 1
            if withPlaces { places.append(position..<end) }
          }
          position = end
        }
      }
    }
    self.places = places
  }

  /// Stands in `meanings` for a byte that may begin an escape.
  private static let escape: UInt8 = 1

  /// For each byte: the letter it stands for, 0 where it is passed over.
  private static let meanings: [UInt8] = (0...255).map { byte in
    switch Unicode.Scalar(UInt8(byte)) {
    case "a"..."z", "0"..."9": UInt8(byte)
    case "A"..."Z": UInt8(byte) | 0x20
    case "\\", "%", "&": escape
    default: 0
    }
  }

  private static func letter(_ code: Int) -> UInt8 {
    let meaning = code < 256 ? meanings[code] : 0
    return meaning == escape ? 0 : meaning
  }

  /// What an escape stands for (0 for no letter), and where it ends: `\u0041`, `\x41`, `\n`, each also behind a doubled
  /// backslash as JSON within JSON has it; `%41` and `%2541`; `&#65;` and `&#x41;`.
  private static func unescape(_ bytes: Span<UInt8>, at start: Int) -> (letter: UInt8, end: Int) {
    switch bytes[start] {
    case UInt8(ascii: "\\"):
      var next = start + 1
      while next < bytes.count, bytes[next] == UInt8(ascii: "\\") { next += 1 }
      guard next < bytes.count else { return (0, next) }
      for (mark, length) in [("u" as Unicode.Scalar, 4), ("x", 2)] where bytes[next] == UInt8(ascii: mark) {
        if let code = hex(bytes, next + 1, length) { return (letter(code), next + 1 + length) }
      }
      return (0, next + 1)
    case UInt8(ascii: "%"):
      guard let code = hex(bytes, start + 1, 2) else { return (0, start + 1) }
      if code == 0x25, let inner = hex(bytes, start + 3, 2) { return (letter(inner), start + 5) }
      return (letter(code), start + 3)
    default: return entity(bytes, at: start) ?? (0, start + 1)
    }
  }

  private static func hex(_ bytes: Span<UInt8>, _ start: Int, _ length: Int) -> Int? {
    guard start + length <= bytes.count else { return nil }
    return number(bytes, start..<(start + length), radix: 16)
  }

  private static func entity(_ bytes: Span<UInt8>, at start: Int) -> (letter: UInt8, end: Int)? {
    guard start + 2 < bytes.count, bytes[start + 1] == UInt8(ascii: "#") else { return nil }
    let isHex = bytes[start + 2] | 0x20 == UInt8(ascii: "x")
    let first = start + (isHex ? 3 : 2)
    var end = first
    while end < bytes.count, end < first + 7, bytes[end] != UInt8(ascii: ";") { end += 1 }
    guard end > first, end < bytes.count, let code = number(bytes, first..<end, radix: isHex ? 16 : 10) else {
      return nil
    }
    return (letter(code), end + 1)
  }

  /// Of at most seven digits.
  private static func number(_ bytes: Span<UInt8>, _ range: Range<Int>, radix: Int) -> Int? {
    var result = 0
    for position in range {
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue, digit < radix else { return nil }
      result = result * radix + digit
    }
    return result
  }
}
