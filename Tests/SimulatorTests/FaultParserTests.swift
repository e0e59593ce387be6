import Simulator
import Testing

@Suite("Fault specifications")
struct FaultParserTests {
  private func rule(
    _ name: String, _ value: FaultRule.Value? = nil, _ change: (inout FaultSelector) -> Void = { _ in }
  ) throws -> FaultRule {
    var selector = FaultSelector()
    change(&selector)
    return FaultRule(try #require(Fault.named(name)), value: value, selector: selector)
  }

  @Test("every form of the grammar is read")
  func forms() throws {
    let forms: [(String, FaultRule)] = [
      ("429", try rule("429")),
      ("429:5%", try rule("429") { $0.percent = 5 }),
      ("429=3@4", try rule("429", .time(.seconds(3))) { $0.numbers = 4...4 }),
      ("503=250ms@5-9", try rule("503", .time(.milliseconds(250))) { $0.numbers = 5...9 }),
      ("500@5-", try rule("500") { $0.numbers = 5...Int.max }),
      ("500:every=7", try rule("500") { $0.every = 7 }),
      ("500:@7", try rule("500") { $0.numbers = 7...7 }),
      ("cut=100:once", try rule("cut", .count(100)) { $0.isOncePerImage = true }),
      ("cut:image=3-4,key=2", try rule("cut") { ($0.images, $0.keys) = (3...4, 2...2) }),
      ("nan:sha=AB12", try rule("nan") { $0.imageHash = "ab12" }),
      ("401:on=key,0.5%", try rule("401") { ($0.endpoint, $0.percent) = (.key, 0.5) }),
      ("key-dies@20", try rule("key-dies") { $0.numbers = 20...20 }),
      ("key-dies@50:key=all", try rule("key-dies") { ($0.numbers, $0.keys) = (50...50, 1...Int.max) }),
      ("key-fresh=2", try rule("key-fresh", .count(2))),
      ("key-fresh=2s", try rule("key-fresh", .time(.seconds(2)))),
      ("slow=1.5", try rule("slow", .time(.seconds(1.5)))),
      ("in-flight=8", try rule("in-flight", .count(8))),
    ]
    for (text, expected) in forms { #expect(try FaultParser.parse(text) == expected, "\(text)") }
  }

  @Test(
    "an error names what is wrong and says what is right",
    arguments: [
      ("4029", "no fault is called `4029`", "did you mean `402`?"),
      ("key-die@3", "no fault is called `key-die`", "did you mean `key-dies`?"),
      ("", "no fault is called ``", "`herbx simulator --list-faults` names all"),
      ("earthquake", "no fault is called `earthquake`", "`herbx simulator --list-faults` names all"),
      ("slow", "`slow` needs a time", "`slow=2`"),
      ("in-flight", "`in-flight` needs a number", "`in-flight=8`"),
      ("fences=3", "`fences` takes no value, but got `3`", "write `fences`"),
      ("429=soon", "`soon` is no time", "seconds"),
      ("429=-1", "`-1` is no time", "seconds"),
      ("429=1e99", "`1e99` is no time", "seconds"),
      ("cut=half", "`half` is no whole number", "cut=8"),
      ("key-fresh=2x", "`2x` is neither", "key-fresh=500ms"),
      ("429@0", "`0` after `@` is no number from 1 on", "3"),
      ("429@9-5", "`9-5` after `@` runs backwards", "`5-9`"),
      ("429:120%", "`120%` is no share", "0% to 100%"),
      ("429:often", "`often` selects nothing", "once"),
      ("429:", "`` selects nothing", "once"),
      ("429:on=images", "no endpoint is called `images`", "`chat`"),
      ("fences:on=key", "not about `on=key`", "leave `on=` out"),
      ("in-flight=8:once", "`in-flight` holds for all requests", "`in-flight=N`"),
      ("key-dies:5%", "`key-dies` takes no such selector", "`key-dies@20:key=all`"),
      ("key-fresh=1@3", "`key-fresh` takes no such selector", "`key-fresh=500ms`"),
    ] as [(String, String, String)])
  func errors(text: String, reason: String, hint: String) throws {
    let error = try #require(throws: FaultSyntaxError.self) { try FaultParser.parse(text) }
    #expect(error.reason.contains(reason), "\(error)")
    #expect(error.hint.contains(hint), "\(error)")
  }

  @Test("every fault has a name that can be parsed and an explanation of its own")
  func help() throws {
    for (name, explanation) in FaultParser.help {
      #expect(!explanation.isEmpty && !explanation.hasSuffix("."))
      let needsValue = (try? FaultParser.parse(name)) == nil
      #expect(try FaultParser.parse(needsValue ? name + "=2" : name).fault.name == name)
    }
    #expect(Set(FaultParser.help.map(\.explanation)).count == Fault.all.count)
  }
}
