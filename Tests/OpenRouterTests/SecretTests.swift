import OpenRouter
import Testing

@Suite("keys stay secret")
struct SecretTests {
  private static let secret = "sk-or-v1-d41ba543056c0123456789abcdef0123456789abcdef0123456789abcdef0123"

  @Test("whatever prints a key prints it masked")
  func masked() throws {
    let key = try #require(APIKey(Self.secret))
    var dumped = ""
    dump(key, to: &dumped)
    dump(KeyLease(key: key, generation: 1), to: &dumped)
    let shown = [
      "\(key)", String(describing: key), String(reflecting: key), "\([key])", "\(Optional(key) as Any)", dumped,
    ]
    for text in shown {
      #expect(!text.contains("0123456789abcdef"))
      #expect(text.contains("sk-or-v1-d41ba543056c..."))
    }
  }

  @Test("short and foreign keys show at most a third", arguments: ["secret", "sk-or-v1-abc", "hvs.CAESIJ1234567890"])
  func short(text: String) throws {
    let key = try #require(APIKey(text))
    let prefix = text.hasPrefix("sk-or-v1-") ? 9 : 0
    #expect(key.masked.count - prefix - 3 <= (text.count - prefix) / 3)
  }

  @Test("a text that would break a header is no key", arguments: ["", "a b", "a\nb", "ä", "\u{0}"])
  func noKey(text: String) {
    #expect(APIKey(text) == nil)
  }

  @Test("keys in foreign text are cut, known ones by their letters, others by their shape")
  func redactor() throws {
    var redactor = Redactor()
    redactor.add(try #require(APIKey("hvs.CAESIJ1234567890")))
    let text = #"{"message":"bad key \#(Self.secret), hvs.CAESIJ1234567890; sk-or-v1-short"}"#
    let shown = redactor.redact(text)
    #expect(!shown.contains("0123456789abcdef"))
    #expect(!shown.contains("J1234567890"))
    #expect(shown.contains("sk-or-v1-d41ba543056c..."))
    #expect((try? JSONParser.parse(Array(shown.utf8))) != nil)
  }

  @Test("text without a key stays as it is")
  func untouched() {
    #expect(Redactor().redact("Setaria viridis (L.) Beauv. sk-or") == "Setaria viridis (L.) Beauv. sk-or")
  }
}
