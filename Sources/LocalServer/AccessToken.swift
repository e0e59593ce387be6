/// A secret that whoever looks must know. It stands in the address once, then in a cookie.
public struct AccessToken: Sendable {
  public let text: String

  /// 128 bits from the system's generator, as 32 hex digits.
  public static func random() -> AccessToken {
    var generator = SystemRandomNumberGenerator()
    let words = [generator.next(), generator.next()] as [UInt64]
    let hex = words.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return AccessToken(text: hex.joined())
  }

  /// Takes as long for a near miss as for a far one.
  func matches(_ other: String) -> Bool {
    let (mine, theirs) = (Array(text.utf8), Array(other.utf8))
    guard mine.count == theirs.count else { return false }
    return zip(mine, theirs).reduce(UInt8(0)) { $0 | $1.0 ^ $1.1 } == 0
  }

  enum AuthState: Equatable {
    /// The cookie is right.
    case known
    /// The address holds the token: time to set the cookie.
    case arriving
    case unknown
  }

  func state(of request: RequestHead, cookie: String) -> AuthState {
    let pairs = (request.headers["cookie"] ?? []).flatMap { $0.split(separator: ";") }
    for pair in pairs {
      let sides = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
      if sides.count == 2, sides[0] == cookie, matches(String(sides[1])) { return .known }
    }
    return request.query["token"].map(matches) == true ? .arriving : .unknown
  }
}
