import Foundation
import OpenRouter
import Testing

/// What is read where it stands must be what a whole reading says, and what Foundation says.
@Suite("a JSON text read in place")
struct RawJSONTests {
  private func compare(_ text: String) throws {
    let bytes = Array(text.utf8)
    let value = try? JSONParser.parse(bytes, depth: 1)
    let raw = try? RawJSON(bytes, depth: 1)
    #expect(raw?.value == value, "\(text.debugDescription)")
    guard let raw, let value else { return }
    #expect(raw.members.map { JSONValue.Member($0.name, $0.value.value) } == value.members ?? [])
    for member in value.members ?? [] { #expect(raw[member.name]?.value == value[member.name]) }
    // Written and read again it is the same, and the same to others.
    #expect(try JSONParser.parse(value.utf8) == value)
    let foreign = try JSONSerialization.jsonObject(with: Data(value.utf8), options: .fragmentsAllowed)
    #expect((foreign is NSDictionary) == (value.members != nil))
  }

  @Test(
    "says what its value says",
    arguments: [
      "{}", " {\n} ", #"{"a":1}"#, " { \"a\" : [ 1 , 2.50 , -0e3 ] , \"a\" : null }\r\n",
      #"{"a":{"b":[{},[]]},"":""}"#,
      #"{"\u0061\/":"\u00e9\ud83c\udf3f\ud83c \udf3f\u0000\u001f\u007f\u0080\u009f\u00a0"}"#, #"{"é«🌿":"é«🌿"}"#,
      "{\"a\":\"\u{7F}\u{80}\u{9F}\u{A0}\"}", #"{"a":"\"\\\/\b\f\n\r\t"}"#, #"{"a":true,"b":false,"c":null}"#,
    ])
  func same(text: String) throws {
    try compare(text)
    #expect((try? RawJSON(Array(text.utf8)))?.isObject == true)
  }

  @Test(
    "is no object where the text is none",
    arguments: [
      "", " ", "[]", "[{}]", "1", "\"{}\"", "null", "{", "}", "{}{}", "{} x", "{,}", #"{"a"}"#, #"{"a":}"#,
      #"{"a":1,}"#,
      #"{a:1}"#, #"{1:1}"#, #"{"a":01}"#, #"{"a":1.}"#, #"{"a":NaN}"#, #"{"a":tru}"#, #"{"a":truefalse}"#,
      #"{"a":"\x"}"#, #"{"a":"\u12"}"#, #"{"a":"\u+123"}"#, #"{"a":"\"#, #"{"a":"\"}"#, "{\"a\":\"\n\"}", #"{"a":"b}"#,
      #"{"a":[1 2]}"#, #"{"a" 1}"#, #"{"a":1 "b":2}"#,
    ])
  func none(text: String) throws {
    try compare(text)
    #expect((try? RawJSON(Array(text.utf8)))?.isObject != true)
  }

  @Test("says what its value says for whatever a generator of texts writes", arguments: 0..<40)
  func generated(seed: UInt64) throws {
    var generator = JSONTextGenerator(seed: seed)
    for _ in 0..<50 {
      let text = generator.object()
      try compare(text)
      try compare(generator.damaged(text))
    }
  }

  @Test("as deep as a record that holds it may be, and no deeper", arguments: 196..<204)
  func depth(levels: Int) throws {
    for inner in ["1", "\"x\"", "[]", "{}"] {
      let text = String(repeating: "[", count: levels) + inner + String(repeating: "]", count: levels)
      try compare("{\"a\":\(text)}")
      let deepest = levels + 1 + (inner == "[]" || inner == "{}" || inner == "1" || inner == "\"x\"" ? 1 : 0)
      #expect(((try? RawJSON(Array("{\"a\":\(text)}".utf8))) != nil) == (deepest <= JSONParser.deepestNesting + 1))
    }
  }
}
