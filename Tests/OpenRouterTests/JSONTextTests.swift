import OpenRouter
import Testing

/// What goes to the disk without being taken apart must be what it would be, taken apart and put together again.
@Suite("a JSON object as text")
struct JSONTextTests {
  /// Whatever way an object comes, its text is that of its value; and what is no object has none.
  private func compare(_ text: String) throws {
    let value = try? JSONParser.parse(Array(text.utf8), depth: 1)
    let rewritten = JSONText(object: text)
    guard let value, let members = value.members else {
      #expect(rewritten == nil, "\(text.debugDescription)")
      return
    }
    let found = try #require(rewritten, "\(text.debugDescription)")
    #expect(found.utf8 == value.utf8)
    #expect(found == JSONText(value))
    #expect(found.value == value)
    let text = found.utf8.span
    let read = found.members.map { member in
      JSONValue.Member(
        JSONSkim.string(text, (member.name.lowerBound - 1)..<(member.name.upperBound + 1)) ?? "?",
        JSONSkim.value(text, member.value) ?? "?")
    }
    #expect(read == members)
    var walk = JSONWalk(text, in: text.indices)
    var walked: [JSONSkim.Member] = []
    while let member = walk.next(text) { walked.append(member) }
    #expect(walked == found.members)
  }

  @Test(
    "is the text of its value",
    arguments: [
      "{}", " {\n} ", #"{"a":1}"#, " { \"a\" : [ 1 , 2.50 , -0e3 ] , \"a\" : null }\r\n",
      #"{"a":{"b":[{},[]]},"":""}"#,
      #"{"\u0061\/":"\u00e9\ud83c\udf3f\ud83c \udf3f\u0000\u001f\u007f\u0080\u009f\u00a0"}"#, #"{"é«🌿":"é«🌿"}"#,
      "{\"a\":\"\u{7F}\u{80}\u{9F}\u{A0}\"}", #"{"a":"\"\\\/\b\f\n\r\t"}"#, #"{"a":true,"b":false,"c":null}"#,
    ])
  func same(text: String) throws {
    try compare(text)
    #expect(JSONText(object: text) != nil)
  }

  @Test(
    "is none where the text is no object",
    arguments: [
      "", " ", "[]", "[{}]", "1", "\"{}\"", "null", "{", "}", "{}{}", "{} x", "{,}", #"{"a"}"#, #"{"a":}"#,
      #"{"a":1,}"#,
      #"{a:1}"#, #"{1:1}"#, #"{"a":01}"#, #"{"a":1.}"#, #"{"a":NaN}"#, #"{"a":tru}"#, #"{"a":truefalse}"#,
      #"{"a":"\x"}"#, #"{"a":"\u12"}"#, #"{"a":"\u+123"}"#, #"{"a":"\"#, #"{"a":"\"}"#, "{\"a\":\"\n\"}", #"{"a":"b}"#,
      #"{"a":[1 2]}"#, #"{"a" 1}"#, #"{"a":1 "b":2}"#,
    ])
  func none(text: String) throws {
    try compare(text)
    #expect(JSONText(object: text) == nil)
  }

  @Test("is the text of its value for whatever a generator of texts writes", arguments: 0..<40)
  func generated(seed: UInt64) throws {
    var generator = JSONTextGenerator(seed: seed)
    for _ in 0..<50 {
      let text = generator.object()
      try compare(text)
      try compare(generator.damaged(text))
    }
  }

  @Test("as deep as a record that holds it may be, and skimming sees what parsing sees", arguments: 196..<204)
  func depth(levels: Int) throws {
    for inner in ["1", "\"x\"", "[]", "{}"] {
      let text = String(repeating: "[", count: levels) + inner + String(repeating: "]", count: levels)
      try compare("{\"a\":\(text)}")
      let line = Array("{\"a\":\(text)}".utf8)
      let skims = JSONSkim.members(line.span) != nil
      #expect(skims == ((try? JSONParser.parse(line)) != nil))
    }
  }
}
