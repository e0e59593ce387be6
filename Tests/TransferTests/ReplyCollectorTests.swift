import Testing

@testable import Transfer

struct ReplyCollectorTests {
  @Test func onlyTheLastHeaderBlockCounts() {
    let collector = Collector(cap: 10)
    for line in [
      "HTTP/1.1 103 Hints\r\n", "Link: x\r\n", "\r\n", "HTTP/2 200\r\n", "a: b:c \r\n", "Empty:\r\n", "\r\n",
    ] {
      #expect(collector.take(line))
    }
    #expect(collector.headers == [HeaderField("a", "b:c"), HeaderField("Empty", "")])
  }

  @Test func trailersAfterTheBodyReplaceNothing() {
    let collector = Collector(cap: 10)
    _ = collector.take("HTTP/1.1 200 OK\r\n")
    _ = collector.take("A: first\r\n")
    _ = collector.take(body: [1])
    #expect(collector.take("A: trailer\r\n"))
    #expect(collector.headers == [HeaderField("A", "first")])
  }

  @Test func theCapIsTheLastLengthTaken() {
    let collector = Collector(cap: 4)
    #expect(collector.take(body: [1, 2, 3, 4]))
    #expect(!collector.isTooLarge)
    #expect(!collector.take(body: [5]))
    #expect(collector.isTooLarge)
    #expect(collector.body == [1, 2, 3, 4])
  }

  @Test func whereItCutsTheBeginningIsKeptAndTheRestNotTaken() {
    let collector = Collector(cap: 4, cuts: true)
    #expect(collector.take(body: [1, 2, 3]))
    #expect(!collector.take(body: [4, 5, 6]))
    #expect(collector.isCut && !collector.isTooLarge)
    #expect(collector.body == [1, 2, 3, 4])
  }

  @Test func endlessHeadersAreRefused() {
    let collector = Collector(cap: 4)
    let line = "X: " + String(repeating: "x", count: 60_000) + "\r\n"
    #expect((1...4).allSatisfy { _ in collector.take(line) })
    #expect(!collector.take(line))
    #expect(collector.isTooLarge)
  }

  @Test(arguments: [("", "x"), ("a b", "x"), ("a:b", "x"), ("a\r\nb", "x"), ("a", "x\r\nb: c"), ("a", "x\u{0}")])
  func headersThatWouldSmuggleAnotherAreRefused(name: String, value: String) {
    let error = #expect(throws: TransferError.self) { try HeaderLines.check([HeaderField(name, value)]) }
    #expect(error?.kind == .address)
  }

  @Test func theRefusalNamesTheHeaderButNotItsValue() {
    let error = #expect(throws: TransferError.self) {
      try HeaderLines.check([HeaderField("Authorization", "Bearer sesame\n")])
    }
    #expect(error?.message.contains("`Authorization`") == true)
    #expect(error?.message.contains("sesame") == false)
  }
}

/// A collector that an expectation can change while it looks at the outcome.
private final class Collector {
  private var collector: ReplyCollector

  init(cap: Int, cuts: Bool = false) {
    collector = ReplyCollector(cap: cap, cuts: cuts)
  }

  var headers: [HeaderField] { collector.headers }
  var body: [UInt8] { collector.body }
  var isCut: Bool { collector.isCut }
  var isTooLarge: Bool { collector.isTooLarge }

  func take(_ line: String) -> Bool {
    unsafe Array(line.utf8).withUnsafeBytes { unsafe collector.take(headerLine: $0) }
  }

  func take(body: [UInt8]) -> Bool {
    unsafe body.withUnsafeBytes { unsafe collector.take(body: $0) }
  }
}
