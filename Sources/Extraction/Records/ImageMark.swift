/// What is remembered of an image that has a success: by this a later start sees whether it has changed.
///
/// Small, because a run of 200,000 specimens holds as many: the text forms would take four times the room.
public struct ImageMark: Sendable, Equatable {
  private let hash: SIMD4<UInt64>
  /// In bytes.
  public let bytes: Int?
  /// The digits of the time as they stand in the record, read as one number.
  private let modified: Int?

  /// Nil where the record has no SHA-256 of 64 lower-case hex digits.
  init?(_ record: RecordView) {
    guard var text = record.imageSHA256, let hash = unsafe text.withUTF8(Self.hash) else { return nil }
    self.hash = hash
    bytes = record.imageBytes
    modified = record.imageModified.flatMap(Self.number)
  }

  /// The SHA-256 as 64 lower-case hex digits.
  public var sha256: String {
    (0..<4).map { index in
      let digits = String(hash[index], radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Whether size and time are those of the record.
  func isUntouched(bytes: Int, modified: Timestamp) -> Bool {
    bytes == self.bytes && self.modified != nil && Self.number(modified.iso8601) == self.modified
  }

  private static func hash(_ digits: UnsafeBufferPointer<UInt8>) -> SIMD4<UInt64>? {
    guard digits.count == 64 else { return nil }
    var hash = SIMD4<UInt64>()
    for word in 0..<4 {
      var number: UInt64 = 0
      for place in (word * 16)..<(word * 16 + 16) {
        guard let value = unsafe hexValue(digits[place]) else { return nil }
        number = number << 4 | value
      }
      hash[word] = number
    }
    return hash
  }

  private static func hexValue(_ digit: UInt8) -> UInt64? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(digit - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(digit - UInt8(ascii: "a") + 10)
    default: nil
    }
  }

  /// `2025-10-10T22:33:36.123Z` has 17 digits.
  private static func number(_ time: String) -> Int? {
    var number = 0
    var count = 0
    for byte in time.utf8 where byte &- UInt8(ascii: "0") < 10 {
      number = number &* 10 &+ Int(byte &- UInt8(ascii: "0"))
      count += 1
    }
    return count == 17 ? number : nil
  }
}
