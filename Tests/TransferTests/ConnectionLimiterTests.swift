import Testing

@testable import Transfer

struct ConnectionLimiterTests {
  @Test func plainHostsGetAsManyConnectionsAsRequests() {
    let admission = Gate()
    for id in 1...40 as ClosedRange<UInt64> {
      #expect(admission.arrived(id, at: "http://127.0.0.1:1", isSecure: false))
    }
    #expect(admission.limit == 512)
  }

  @Test func theFirstRequestToAnUnknownHostGoesAheadAlone() {
    let admission = Gate()
    #expect(admission.arrived(1, at: "https://a:443", isSecure: true))
    #expect(!admission.arrived(2, at: "https://a:443", isSecure: true))
    #expect(!admission.arrived(3, at: "https://a:443", isSecure: true))
    #expect(admission.arrived(4, at: "https://b:443", isSecure: true))
    #expect(admission.limit == 6)
  }

  @Test(arguments: [(HTTPVersion.http1, 512), (.http2, 6)])
  func onceTheHostIsKnownAllStartUnderTheFittingLimit(version: HTTPVersion, limit: Int) {
    let admission = Gate()
    for id in 1...3 as ClosedRange<UInt64> { _ = admission.arrived(id, at: "https://a:443", isSecure: true) }
    #expect(admission.learned(version, of: "https://a:443") == [2, 3])
    #expect(admission.limit == limit)
    #expect(admission.arrived(4, at: "https://a:443", isSecure: true))
    #expect(admission.learned(version, of: "https://a:443").isEmpty)
  }

  @Test func aFirstRequestThatFailsLeavesTheOthersToTheirOwnFate() {
    let admission = Gate()
    for id in 1...3 as ClosedRange<UInt64> { _ = admission.arrived(id, at: "https://a:443", isSecure: true) }
    #expect(admission.ended(1, at: "https://a:443") == [2, 3])
    #expect(admission.version(of: "https://a:443") == nil)
    #expect(admission.ended(2, at: "https://a:443").isEmpty)
  }

  @Test func oneWhoLeavesWhileWaitingIsNotStartedLater() {
    let admission = Gate()
    for id in 1...3 as ClosedRange<UInt64> { _ = admission.arrived(id, at: "https://a:443", isSecure: true) }
    #expect(admission.ended(2, at: "https://a:443").isEmpty)
    #expect(admission.learned(.http2, of: "https://a:443") == [3])
  }

  @Test func theLimitFallsBackWhenNothingToAPlainHostIsInFlight() {
    let admission = Gate()
    _ = admission.arrived(1, at: "http://localhost:1", isSecure: false)
    _ = admission.arrived(2, at: "https://a:443", isSecure: true)
    #expect(admission.limit == 512)
    _ = admission.ended(1, at: "http://localhost:1")
    #expect(admission.limit == 6)
  }

  @Test func aHostThatComesToSpeakSomethingElseIsLearnedAnew() {
    let admission = Gate()
    _ = admission.arrived(1, at: "https://a:443", isSecure: true)
    _ = admission.learned(.http2, of: "https://a:443")
    _ = admission.learned(.http1, of: "https://a:443")
    #expect(admission.limit == 512)
  }
}

/// An admission that an expectation can change while it looks at the outcome.
private final class Gate {
  private var admission = ConnectionLimiter(bounded: 6)

  var limit: Int { admission.limit }
  func version(of origin: String) -> HTTPVersion? { admission.version(of: origin) }
  func ended(_ id: UInt64, at origin: String) -> [UInt64] { admission.ended(id, at: origin) }
  func learned(_ version: HTTPVersion, of origin: String) -> [UInt64] { admission.learned(version, of: origin) }

  func arrived(_ id: UInt64, at origin: String, isSecure: Bool) -> Bool {
    admission.arrived(id, at: origin, isSecure: isSecure)
  }
}
