import DarwinCore
import OpenRouter
import TestSupport
import Testing

@testable import Extraction

@Suite("a record read from its line")
struct RecordViewTests {
  @Test("sees its fields where they stand, escapes, nesting and foreign members aside")
  func fields() throws {
    let text = #"""
      {"image":"a\"b.jpg","dwc":{"catalogNumber":{"confidence":0.31,"value":"x\\\"}{"},"notATerm":{"value":"y"},\#
      "country":"Canada","habitat":{"value":"N/A","confidence":0.1},"year":{"value":[1,{"a":"]"}],"confidence":0.8}},\#
      "usage":{"nested":{"cost":9},"cost":0.5}}
      """#
    let record = try #require(RecordView(line: Array(text.utf8)))
    #expect(record.image == "a\"b.jpg")
    #expect(record.isSuccess)
    #expect(record.cost?.digits == "0.5")
    #expect(record.fields.map(\.term) == ["catalogNumber", "country", "year"])
    #expect(record.fields.map(\.text) == [#"x\"}{"#, "Canada", "1"])
    #expect(record.fields.map(\.confidence?.fraction) == [0.31, nil, 0.8])
  }

  @Test("gives every member that a record writes, in the order of writing")
  func members() throws {
    var record = Record(
      image: "ü.jpg", model: "m", outcome: .success(dwc: ["genus": "Salix"]), timestamp: Timestamp(milliseconds: 1),
      sequence: 7, attempts: 2)
    record.usage = ["cost": .number("0.10")]
    (record.imageSHA256, record.upstream, record.generationID) = ("ab", "Parasail", "gen-1")
    (record.durationMilliseconds, record.finishReason, record.imageBytes) = (5, "stop", 9)
    (record.imageModified, record.replaces, record.keySHA256) = (Timestamp(milliseconds: 2), "cd", "ef")
    (record.questionSHA256, record.isRepaired, record.isReread) = ("01", true, true)
    record.isAskedAgain = true
    record.isRecovered = true
    (record.answeredBy, record.serviceTier) = ("n", "flex")
    record.sent = SentImage(sha256: "23", bytes: 8, width: 3, height: 2, how: "original")
    var failure = record
    failure.outcome = .failure(RecordFailure(error: "e", kind: "k", httpStatus: 200, content: "c"))
    let lines = [record, failure].map { Array($0.line.dropLast()) }
    let written = try lines.map { try JSONParser.parse($0).members?.map(\.name) ?? [] }
    for names in written { #expect(RecordMember.allCases.map(\.rawValue).filter(names.contains) == names) }
    // The chain is added as the line is written to the file.
    #expect(Set(written.joined()) == Set(RecordMember.allCases.map(\.rawValue)).subtracting(["chain"]))
    let view = try #require(RecordView(line: lines[1]))
    for member in RecordMember.allCases {
      #expect(try view[member]?.value == JSONParser.parse(lines[1])[member.rawValue])
    }
    #expect((view.sequence, view.imageBytes, view.replaces, view.keySHA256) == (7, 9, "cd", "ef"))
    #expect(view.timestamp == Timestamp(milliseconds: 1))
  }

  @Test(
    "has a field where its value says something",
    arguments: [
      (#""x""#, true), (#""""#, false), (#"" ""#, false), (#""N/A""#, false), (#""n/a ""#, false), (#""none""#, false),
      (#""Nonesuch""#, true), (#""-""#, false), (#""- 5 m""#, true), (#""[?]""#, false), (#""[?]12""#, true),
      (#"".5""#, true), (#""Uncia""#, true), (#""é""#, true), (#""\u0041""#, true), (#""\n""#, false), ("12", true),
      ("0", true), ("null", false), (#"["a"]"#, true), ("[]", false), ("{}", false), (#""\u00a0""#, false),
    ])
  func filled(value: String, isFilled: Bool) throws {
    for field in [value, #"{"value":\#(value),"confidence":0.5}"#, #"{"value":"","value":\#(value)}"#] {
      let line = Array(#"{"image":"a.jpg","dwc":{"habitat":"y","habitat":\#(field)}}"#.utf8)
      let record = try #require(RecordView(line: line))
      #expect(record.fields.map(\.term) == (isFilled ? ["habitat"] : []))
    }
    let empty = Array(#"{"image":"a.jpg","dwc":{"habitat":{"value":\#(value),"confidence":0}}}"#.utf8)
    #expect(RecordView(line: empty)?.fields.isEmpty == true)
  }

  @Test(
    "knows a confidence from 0 to 1, and guesses none",
    arguments: [
      ("0.29", 0.29), ("1", 1), ("1.0", 1), ("9e-1", 0.9), ("null", nil), ("7", nil), ("-1", nil), (#""high""#, nil),
      (#""95%""#, nil), ("95", nil), ("1e999", nil), ("[0.5]", nil),
    ] as [(String, Double?)])
  func confidence(text: String, fraction: Double?) throws {
    let field = RecordField(
      term: "habitat", try JSONParser.parse(Array(#"{"value":"x","confidence":\#(text)}"#.utf8)))
    #expect(field.confidence?.fraction == fraction)
    #expect(field.hasUnknownConfidence == (fraction == nil && text != "null"))
    #expect(field.isFilled)
  }

  @Test("has a name that is compared by its bytes")
  func names() {
    let (composed, decomposed) = (SpecimenName("\u{E9}.jpg"), SpecimenName("e\u{301}.jpg"))
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed, composed]).count == 2)
    #expect(decomposed < composed)
  }
}

@Suite("the lines of a file of records")
struct RecordLinesTests {
  private func read(_ bytes: [UInt8]) throws -> (lines: [RecordLines.Line], tail: RecordLines.Tail) {
    let folder = try TemporaryFolder()
    var reader = RecordLines(path: try folder.write("raw.jsonl", bytes))
    var lines: [RecordLines.Line] = []
    let tail = try reader.forEach { lines.append($0) }
    return (lines, tail)
  }

  @Test("a byte order mark before the first is skipped, and counts for where lines stand")
  func byteOrderMark() throws {
    let (lines, tail) = try read(Array("\u{FEFF}one\n\u{FEFF}two\nrest".utf8))
    #expect(lines.map(\.bytes) == ["one", "\u{FEFF}two"].map { Array($0.utf8) })
    #expect(lines.map(\.offset) == [0, 7])
    #expect(lines.map(\.length) == [6, 6])
    #expect((tail.offset, tail.length) == (14, 4))
  }

  @Test("one that is too long is handed over by its beginning, and those behind it stand where they stand")
  func tooLong() throws {
    let long = [UInt8](repeating: 0x61, count: RecordLines.longest + 77)
    let (lines, tail) = try read(long + Array("\nb\n".utf8) + long)
    #expect(lines.map(\.length) == [long.count, 1])
    #expect(lines.map(\.bytes.count) == [RecordLines.longest, 1])
    #expect(lines[1].offset == long.count + 1)
    #expect((tail.length, tail.bytes.count) == (long.count, RecordLines.longest))
  }
}
