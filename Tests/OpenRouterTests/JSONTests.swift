import Foundation
import OpenRouter
import Testing

@Suite("JSON that keeps what was written")
struct JSONTests {
  @Test(
    "order, digits, repeated names and escapes survive reading and writing",
    arguments: [
      #"{"b":1.50,"a":0.930,"b":1e-3}"#, #"[1,-0.0,12345678901234567890.123]"#,
      #"{"a":"line\nand \"quotes\" \\ / ü 🌿"}"#,
      #""""#, "null", #"[true,false,null,{},[]]"#,
    ])
  func roundTrip(text: String) throws {
    #expect(try JSONParser.parse(Array(text.utf8)).text == text)
  }

  @Test(
    "what is no JSON is refused",
    arguments: [
      "", "{", "[1,]", "{\"a\":}", "NaN", "{\"a\":NaN}", "01", "1.", "-", "1e", "\"\u{01}\"", "\"\\x\"", "\"abc", "tru",
      "{} {}", "{'a':1}", "{\"a\" 1}", "[1 2]", "\"\\u12\"", "+1", ".5", "\"\\u+123\"",
    ])
  func refused(text: String) {
    #expect(throws: JSONError.self) { try JSONParser.parse(Array(text.utf8)) }
  }

  @Test("nesting 200,000 deep is refused, not followed")
  func deepNesting() {
    for opener in ["[", "{\"a\":"] {
      let text = String(repeating: opener, count: 200_000)
      #expect(throws: JSONError.self) { try JSONParser.parse(Array(text.utf8)) }
    }
  }

  @Test("surrogate pairs become one character, lone surrogates a replacement character")
  func surrogates() throws {
    #expect(try JSONParser.parse(Array(#""\ud83c\udf3f""#.utf8)) == .string("🌿"))
    #expect(try JSONParser.parse(Array(#""\ud83cx""#.utf8)) == .string("\u{FFFD}x"))
    #expect(try JSONParser.parse(Array(#""\ud83cA""#.utf8)) == .string("\u{FFFD}A"))
    #expect(try JSONParser.parse(Array(#""\ud83c\u0041""#.utf8)) == .string("\u{FFFD}A"))
    #expect(try JSONParser.parse(Array(#""\ud83c\ud83c\udf3f\udf3f""#.utf8)) == .string("\u{FFFD}🌿\u{FFFD}"))
  }

  @Test(
    "no control character leaves the writer, so that no line of a file steers a terminal or is two lines to anybody")
  func controls() {
    let text = "\u{0}\u{1B}[31m\u{7F}\u{9B}\r\n\t\u{2028}\u{2029}\u{202E}\u{2066}"
    let written = JSONValue.string(text).utf8
    #expect(written.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    #expect((try? JSONParser.parse(written)) == .string(text))
  }

  @Test("what is asked of a text is what its value says: members by name and in order, the last of two, escaped names")
  func raw() throws {
    let text = Array(#" {"image":"a.jpg","dwc":{"x":[1,{"y":"}"}]},"n": -1.5e3 , "t":true,"\u006e":2,"z":null}"#.utf8)
    let (raw, parsed) = (try RawJSON(text), try JSONParser.parse(text))
    #expect(raw.value == parsed)
    #expect(raw.members.map { JSONValue.Member($0.name, $0.value.value) } == parsed.members)
    for name in ["image", "dwc", "n", "t", "z", "y", ""] { #expect(raw[name]?.value == parsed[name]) }
    #expect(raw["n"]?.int == 2)
    #expect(raw["dwc"].map { String(decoding: $0.text, as: UTF8.self) } == #"{"x":[1,{"y":"}"}]}"#)
    #expect(raw["dwc"]?.isObject == true && raw["t"]?.isObject == false)
    #expect(raw["image"]?["x"] == nil && raw["image"]?.members.isEmpty == true)
  }

  @Test("numbers become values: counts, amounts, shares cut to their places; what JSON cannot hold is null")
  func numbers() {
    #expect(JSONValue(Int.min) == .number("-9223372036854775808"))
    #expect(JSONValue(Money(digits: "0.0036125")) == .number("0.0036125"))
    for (number, text) in [
      (0.9375, "0.9375"), (-0.05, "-0.0500"), (12, "12.0000"), (1e14, "100000000000000.0000"), (.nan, "null"),
      (.infinity, "null"), (1e300, "null"),
    ] { #expect(JSONValue(number, places: 4).text == text) }
  }

  @Test(
    "money is exact to the last digit", arguments: [("0.0036125", 2885, "10.4220625"), ("3.6e-3", 3, "0.0108")])
  func money(digits: String, count: Int, sum: String) throws {
    let one = try #require(Money(digits: digits))
    let total = (0..<count).reduce(Money.zero) { total, _ in total + one }
    #expect(total.digits == sum)
    #expect(one * count == total)
  }

  @Test(
    "an amount is the same number in whatever form it is written",
    arguments: [
      "0", "0.0", "7", "007", "0.50", "0.5", "10.00", "123456789012345678", "1234567890123456789012",
      "0.0000000000000001",
      "0.00000000000000000001", "15.000000000000000", "3.6e-3", "1E2",
    ])
  func forms(digits: String) throws {
    let money = try #require(Money(digits: digits))
    #expect(money.amount == Decimal(string: digits))
    #expect(money.digits == Decimal(string: digits)?.description)
  }

  @Test(
    "money rounds half up",
    arguments: [("10.386", "10.39"), ("0.005", "0.01"), ("72.125", "72.13"), ("9.999", "10.00"), ("3", "3.00")])
  func rounding(digits: String, shown: String) {
    #expect(Money(digits: digits)?.rounded(to: 2) == shown)
  }

  @Test("what is no amount is refused", arguments: ["", "-1", "abc", "1,5", "nan", "inf", "0x10"])
  func noMoney(digits: String) {
    #expect(Money(digits: digits) == nil)
  }
}
