import Foundation
import OpenRouter
import Testing

@Suite("every letter at every place of a JSON string")
struct JSONLetterTests {
  /// One of each kind: plain, escaped by a letter, escaped by digits, of two, three and four bytes, and C1 controls.
  static let letters = ["a", "\"", "\\", "/", "\n", "\u{8}", "\u{1}", "\u{7F}", "é", "«", "\u{9B}", "€", "🌿", "\u{20}"]

  @Test("survives being written and read", arguments: letters)
  func roundTrip(letter: String) throws {
    for length in 0..<20 {
      for place in 0...length {
        let text =
          String(repeating: "b", count: place) + letter + String(repeating: "c", count: length - place)
        let written = JSONValue.object([.init(text, .string(text))]).utf8
        #expect(try JSONParser.parse(written) == .object([.init(text, .string(text))]))
        #expect(try RawJSON(written)[text]?.string == text)
        let foreign = try JSONSerialization.jsonObject(with: Data(written)) as? [String: String]
        #expect(foreign == [text: text])
      }
    }
  }

  @Test("is read as others write it", arguments: letters)
  func foreignWriter(letter: String) throws {
    for place in 0..<20 {
      let text = String(repeating: letter, count: place % 4) + String(repeating: "b", count: place) + letter
      let written = try JSONEncoder().encode([text])
      #expect(try JSONParser.parse([UInt8](written)) == .array([.string(text)]))
    }
  }

  @Test("is read alike from escapes of digits", arguments: 0..<20)
  func digits(place: Int) throws {
    let text = String(repeating: "b", count: place) + #"\u00e9\ud83c\udf3f\u0041\\u0041"#
    let read = try JSONParser.parse(Array("\"\(text)\"".utf8))
    #expect(read == .string(String(repeating: "b", count: place) + "é🌿A\\u0041"))
  }

  @Test("refuses a control that is not escaped, and a string without an end", arguments: 0..<20)
  func refused(place: Int) {
    let before = String(repeating: "b", count: place)
    for text in [
      "\"\(before)\u{1F}\"", "\"\(before)\\n\u{1}\"", "\"\(before)", "\"\(before)\\\"", "\"\(before)\\",
      "\"\(before)\\u12", "\"\(before)\\\u{1}\"",
    ] {
      #expect(throws: JSONError.self) { try JSONParser.parse(Array(text.utf8)) }
    }
  }

  @Test("stays text where the bytes are none")
  func noText() throws {
    for place in 0..<20 {
      let bytes = [UInt8(ascii: "\"")] + [UInt8](repeating: 0x62, count: place) + [0xC2, 0xFF, UInt8(ascii: "\"")]
      let read = try JSONParser.parse(bytes).string
      #expect(read == String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self))
    }
  }
}
