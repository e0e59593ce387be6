import Testing

@testable import Keys

struct KeyFileTextTests {
  typealias Row = (text: String, value: String?)

  @Test(
    "a line that assigns is understood as a shell would",
    arguments: [
      (#"export K="a-b_c""#, "a-b_c"), (#"K="x""#, "x"), ("K='x'", "x"), ("K=x", "x"), ("  export \t K=x", "x"),
      ("\tK=x", "x"), ("K=x # a comment", "x"), (#"K="x" # a comment"#, "x"), ("K='x'   ", "x"), ("K=x\r", "x"),
      (#"K="a\"b\\c\$d""#, #"a"b\c$d"#), (#"K='a"b$c'"#, #"a"b$c"#), ("K=", ""), ("K= # none", ""), (#"K="""#, ""),
      ("K=a#b", "a#b"), ("K=a=b", "a=b"), ("K=one\nK=two", "two"), ("K=one\n# K=two", "one"),
      ("\u{FEFF}K=x", "x"), ("if true; then\nK=x\nfi", "x"), ("K=x\nexport K", "x"), ("OTHER=\"unclosed\nK=x", "x"),
    ] as [Row])
  func wellFormed(_ row: Row) {
    let last = KeyFileText(Array(row.text.utf8)).assignments(of: "K").last
    #expect(last?.value == row.value)
    #expect(last?.fault == nil)
  }

  @Test(
    "a line that assigns nothing to the name is passed over",
    arguments: [
      "", "# K=x", "export K", "export K # later", "KK=x", "K_OLD=x", "export KX=\"x\"", "source other.env", "echo K=x",
      "exportK=x", "unset K", "\u{0}\u{1}",
    ])
  func passedOver(_ text: String) {
    #expect(KeyFileText(Array(text.utf8)).assignments(of: "K").isEmpty)
  }

  @Test(
    "a line that needs a shell, or is cut off, is malformed",
    arguments: [
      #"K="x"#, "K='x", "K =x", "K = x", "K x", "export K \"x\"", "K= x", #"K="$OTHER""#, "K=$OTHER",
      "K=$(pass show k)",
      "K=`pass`", #"K="`pass`""#, #"K="x"y"#, "K='x'y", "K=x y", "K=x;L=y", "K=x&", #"K=a"b""#, #"K=a\ b"#,
      #"K="x" "y""#,
    ])
  func malformed(_ text: String) {
    let lines = KeyFileText(Array("# first\n\(text)".utf8)).assignments(of: "K")
    #expect(lines.count == 1)
    #expect(lines.first?.fault != nil)
    #expect(lines.first?.value == nil)
    #expect(lines.first?.line == 2)
  }

  @Test func linesThatAreNoTextHarmNothing() {
    let bytes: [UInt8] = [0xFF, 0xFE, 0x0A, 0x80, 0x3D, 0x0A] + Array("K=x\n".utf8) + [0xC3]
    #expect(KeyFileText(bytes).assignments(of: "K").map(\.value) == ["x"])
  }

  @Test func onlyBlanksAndCommentsAreBlank() {
    #expect(KeyFileText(Array("\n  \n# a\n\t# b\r\n".utf8)).isBlank)
    #expect(!KeyFileText(Array("# a\nx".utf8)).isBlank)
  }
}
