import Foundation
import SystemLayer
import TestSupport
import Testing

@Suite("no secret passes the mask, whatever form it comes in")
struct SecretMaskTests {
  struct Secret: CustomTestStringConvertible {
    let prefix: String
    let body: String
    var key: String { prefix + body }
    var shown: Int { min(12, body.count / 3) }
    var testDescription: String { String(key.prefix(12)) }

    var mask: SecretMask {
      var mask = SecretMask()
      mask.add(body, shown: shown)
      return mask
    }
  }

  static let secrets = [
    Secret(prefix: "sk-or-v1-", body: "d41ba543056c9e8710fe24ac6b7d3852c1d0e9f8a7b6453423120bfa7c6d5e4f"),
    Secret(prefix: "", body: "gw-live-0123456789abcdefSECRETSECRET"),
    Secret(prefix: "", body: "AIzaSyD-9tSrke72PouQMnMX_a7eZSW0jkFMBWY"),
    Secret(prefix: "", body: "hvs.CAESIJ1234567890"),
  ]

  struct Encoding: CustomTestStringConvertible {
    let name: String
    let encode: @Sendable (Secret) -> String
    var testDescription: String { name }
  }

  private static func each(_ secret: Secret, _ separator: String = "", _ form: (UInt8) -> String) -> String {
    secret.key.utf8.map(form).joined(separator: separator)
  }

  private static func hex(_ byte: UInt8) -> String { String(byte, radix: 16) }

  private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  private static func wrapped(_ text: String, every length: Int, _ break: String) -> String {
    text.enumerated().map { ($0 % length == length - 1 ? "\($1)\(`break`)" : "\($1)") }.joined()
  }

  static let encodings: [Encoding] = [
    Encoding(name: "as it is") { $0.key },
    Encoding(name: "without its prefix") { $0.body },
    Encoding(name: "upper case") { $0.key.uppercased() },
    Encoding(name: "mixed case") { $0.key.enumerated().map { $0 % 3 == 0 ? $1.uppercased() : "\($1)" }.joined() },
    Encoding(name: "base64") { base64($0.key) },
    Encoding(name: "base64 of the header") { base64("Bearer " + $0.key) },
    Encoding(name: "base64, one byte further") { base64("x" + $0.body + "yz") },
    Encoding(name: "base64, two bytes further") { base64("xy" + $0.body + "z") },
    Encoding(name: "base64 for addresses") {
      base64("~~?" + $0.key).replacing("+", with: "-").replacing("/", with: "_")
    },
    Encoding(name: "base64 in lines") { wrapped(base64("Authorization: Bearer " + $0.key), every: 19, "\r\n") },
    Encoding(name: "percent") { secret in each(secret) { "%" + hex($0) } },
    Encoding(name: "percent twice") { secret in each(secret) { "%25" + hex($0) } },
    Encoding(name: "decimal entities") { secret in each(secret) { "&#\($0);" } },
    Encoding(name: "hexadecimal entities") { secret in each(secret) { "&#x\(hex($0));" } },
    Encoding(name: "hex") { secret in each(secret, "", hex) },
    Encoding(name: "hex with colons, upper case") { secret in each(secret, ":") { hex($0).uppercased() } },
    Encoding(name: "hex as in C") { secret in each(secret, ", ") { "0x" + hex($0) } },
    Encoding(name: "\\x escapes") { secret in each(secret) { "\\x" + hex($0) } },
    Encoding(name: "\\u escapes") { secret in each(secret) { "\\u00" + hex($0) } },
    Encoding(name: "\\u escapes twice") { secret in each(secret) { "\\\\u00" + hex($0) } },
    Encoding(name: "numbers") { secret in each(secret, ",") { "\($0)" } },
    Encoding(name: "split by blanks") { wrapped($0.key, every: 4, " ") },
    Encoding(name: "folded") { wrapped($0.key, every: 25, "\r\n ") },
    Encoding(name: "split by JSON's line breaks") { wrapped($0.key, every: 9, "\\n\\t") },
    Encoding(name: "split by what is not seen") { wrapped($0.key, every: 1, "\u{200B}") },
    Encoding(name: "its last part cut off") { String($0.key.dropLast(2)) },
    Encoding(name: "its first part cut off") { String($0.body.suffix(max(17, $0.body.count / 2))) },
  ]

  /// Letters of the secret that stand together in a text, separators left out.
  private func longestPiece(of secret: Secret, in text: String) -> Int {
    let letters = Array(
      text.lowercased().unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) })
    let secret = Array(
      secret.body.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) })
    var longest = 0
    for start in letters.indices {
      for offset in secret.indices where letters[start] == secret[offset] {
        longest = max(longest, zip(letters[start...], secret[offset...]).prefix { $0 == $1 }.count)
      }
    }
    return longest
  }

  @Test("in every encoding, within every text", arguments: secrets, encodings)
  func everyEncoding(secret: Secret, encoding: Encoding) throws {
    let encoded = encoding.encode(secret)
    for (before, after) in [
      ("", ""), ("denied for ", " supplied"), ("x=", ";y"), (#"{"message":"denied: "#, #" ","n":1}"#),
    ] {
      let shown = secret.mask.redact(before + encoded + after)
      #expect(shown.hasPrefix(before) && shown.hasSuffix(after))
      #expect(!shown.contains(encoded))
      #expect(longestPiece(of: secret, in: shown) <= secret.shown, "\(shown)")
      #expect(secret.mask.redact(shown) == shown, "twice is as once")
      let ascii = { (text: String) in text.utf8.count { $0 < 0x80 } }
      #expect(ascii(shown) < ascii(before + after) + ascii(encoded) * 2 / 3)
      // Neither raw line breaks nor `\x` are JSON.
      guard before.first == "{", !encoded.contains("\r"), !encoded.contains("\\x") else { continue }
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(shown.utf8)) }
    }
  }

  @Test("what stands as it is shows its first letters and no more", arguments: secrets)
  func shownLetters(secret: Secret) {
    #expect(
      secret.mask.redact("key \(secret.key), bad") == "key \(secret.prefix)\(secret.body.prefix(secret.shown))..., bad")
  }

  @Test("a masked key and the words behind it stay as they are", arguments: secrets)
  func maskedKey(secret: Secret) {
    for word in ["because", "0 of 3", "abcdef", "d41b", ""] {
      let text = "🔑 \(secret.prefix)\(secret.body.prefix(secret.shown))... \(word)"
      #expect(secret.mask.redact(text) == text)
    }
  }

  @Test("numbers of a JSON array that spell a key stay numbers")
  func numbers() throws {
    let secret = Self.secrets[0]
    let json = #"{"codes":[\#(Self.each(secret, ",") { "\($0)" })],"n":0.5}"#
    let shown = secret.mask.redact(json)
    #expect(shown != json)
    let object = try JSONSerialization.jsonObject(with: Data(shown.utf8)) as? [String: Any]
    #expect((object?["codes"] as? [Int])?.count == secret.key.utf8.count)
    #expect(object?["n"] as? Double == 0.5)
  }

  @Test("text without a secret passes untouched, also where it holds words of one")
  func untouched() {
    var mask = SecretMask()
    for secret in Self.secrets { mask.formUnion(secret.mask) }
    mask.add("herbarium-gateway-key-0001-7f3a9c", shown: 11)
    for text in [
      "", "Setaria viridis (L.) Beauv. sk-or 1923", "the herbarium's gate, gateway key 1",
      String(repeating: "0123456", count: 20), String(repeating: "ab", count: 500), "%", "\\", "&#", "\\u12", "%2",
      "&#x;",
      "🌿 Müller, 4°30′N \u{200D}", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ] {
      #expect(mask.redact(text) == text)
    }
  }

  @Test("keys of the service's own shape are cut although nobody knows them")
  func unknown() {
    let key = "sk-or-v1-" + String(repeating: "7c", count: 32)
    #expect(SecretMask().redact("a \(key)b \(key)") == "a sk-or-v1-7c7c7c7c7c7c... sk-or-v1-7c7c7c7c7c7c...")
  }

  @Test("of any text with secrets in it, seeded, nothing but masked keys comes out, and nothing traps")
  func fuzz() {
    var generator = SplitMix(seed: 4)
    var mask = SecretMask()
    for secret in Self.secrets { mask.formUnion(secret.mask) }
    let pieces = [
      "{\"a\":\"", "\"}", "\\", "%", "&#", "\n", " ", "\u{1B}[31m", "ü", "\u{2028}", "0x", "\\u00", "sk-or-v1-",
      "Bearer ",
    ]
    for _ in 0..<Trial.rounds(1500, at: "fuzz", 100_000) {
      let secret = Self.secrets[Int.random(in: 0..<Self.secrets.count, using: &generator)]
      let encoded = Self.encodings[Int.random(in: 0..<22, using: &generator)].encode(secret)
      var text = ""
      for _ in 0..<Int.random(in: 0..<6, using: &generator) { text += pieces.randomElement(using: &generator) ?? "" }
      text += " " + encoded + " "
      for _ in 0..<Int.random(in: 0..<6, using: &generator) { text += pieces.randomElement(using: &generator) ?? "" }
      let shown = mask.redact(text)
      #expect(!shown.contains(encoded), "\(text.debugDescription)")
      #expect(longestPiece(of: secret, in: shown) <= max(12, secret.shown), "\(text.debugDescription)")
    }
    for _ in 0..<Trial.rounds(3000, at: "fuzz", 1_000_000) {
      let bytes = (0..<Int.random(in: 0..<60, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      _ = mask.redact(bytes)
      _ = mask.json(bytes)
      _ = mask.text(bytes)
    }
  }

  @Test("a short key is masked where it stands alone, and encoded; a short word or number is no secret")
  func short() {
    var mask = SecretMask()
    mask.add("sk-1234", shown: 2)
    let hex = "sk-1234".utf8.map(Self.hex).joined()
    for text in ["sk-1234", "no SK-1234!", #"{"message":"`sk-1234` is unknown"}"#, Self.base64("sk-1234"), "0x" + hex] {
      let masked = mask.redact(text)
      #expect(masked.contains("...") && !masked.lowercased().contains("sk-1234"), "\(masked)")
      #expect(!masked.contains(hex) && !masked.contains(Self.base64("sk-1234")), "\(masked)")
    }
    for text in ["task-1234", "sk-12345", "sk-123", "1234"] { #expect(mask.redact(text) == text) }
    for word in ["EMPTY", "none", "12345", "1.25e3", "k-1"] {
      var mask = SecretMask()
      mask.add(word, shown: 1)
      #expect(mask.redact("the value \(word) stays") == "the value \(word) stays")
    }
  }
}

@Suite("nothing that leaves the program steers a terminal or breaks a line")
struct SafeTextTests {
  private static let steering: [Unicode.Scalar] =
    ["\u{1B}", "\u{7}", "\u{8}", "\r", "\0", "\u{7F}", "\u{85}", "\u{9B}", "\u{61C}", "\u{200E}", "\u{200F}"]
    + ["\u{2028}", "\u{2029}", "\u{202A}", "\u{202E}", "\u{2066}", "\u{2069}"]

  @Test("each is a blank in a line and in text", arguments: steering)
  func blanked(scalar: Unicode.Scalar) {
    #expect(SecretMask().line("ä\(Character(scalar))€").string == "ä €")
    #expect(SecretMask().text("a\n\(Character(scalar))b").string == "a\n b")
    #expect(SecretMask().screen("a\(Character(scalar))b").string == "a b")
  }

  @Test("each is an escape in JSON, and means the same", arguments: steering.filter { $0.value >= 0x20 })
  func escaped(scalar: Unicode.Scalar) throws {
    let json = SecretMask().json(Array("[\"a\(Character(scalar))b\"]\n".utf8))
    #expect(!json.string.unicodeScalars.contains(scalar))
    #expect(try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String] == ["a\(Character(scalar))b"])
  }

  @Test("line breaks end no line early, and stay between lines")
  func newlines() {
    #expect(SecretMask().line("a\nb\r\nc").string == "a b  c")
    #expect(SecretMask().text("a\nb").string == "a\nb")
  }

  @Test(
    "letters of all scripts, emoji and joiners pass",
    arguments: ["Müller", "Линней", "石竹", "می\u{200C}خواهم", "👩🏽‍🌾", "é", "e\u{301}"])
  func letters(text: String) {
    #expect(SecretMask().line(text).string == text)
    #expect(SecretMask().json(Array(text.utf8)).string == text)
  }

  @Test("only colours of our own become a terminal's sequences")
  func colors() {
    let text = "\("on".colored(.green)) \u{1B}[31moff"
    #expect(SecretMask().screen(text).string == "\u{1B}[32mon\u{1B}[0m  [31moff")
    #expect("".colored(.red).isEmpty)
  }
}
