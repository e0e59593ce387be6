/// A secret key of the service. Whatever prints it prints it masked.
public struct APIKey: Sendable, Hashable {
  private let secret: String
  /// SHA-256 of the secret in lower-case hex: tells keys apart without showing them.
  public let sha256: String

  /// Nil for a text that cannot be a key: empty, or with whitespace, controls or non-ASCII characters, which would break
  /// the header that carries it, or with quotes, which some tools leave round a value.
  public init?(_ text: String) {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"'`".utf8.contains($0) }) else {
      return nil
    }
    secret = text
    sha256 = ContentHash.hex(of: Array(text.utf8))
  }

  /// The value of the `Authorization` header. The only way out of this type for the secret, besides `write`.
  public var bearer: String { "Bearer \(secret)" }

  /// Runs `body` with the secret, for the few places that must store or compare it.
  public func withSecret<Result>(_ body: (String) throws -> Result) rethrows -> Result { try body(secret) }

  /// With which the service's own keys begin.
  static let prefix = "sk-or-v1-"

  /// At most `sk-or-v1-` and twelve characters, as in the procedure's log lines; less of a short or foreign key.
  public var masked: String {
    let prefix = secret.hasPrefix(Self.prefix) ? Self.prefix : ""
    let body = String(secret.dropFirst(prefix.count))
    return prefix + body.prefix(Self.shownLength(of: body)) + "..."
  }

  /// How many characters may be seen of a key without its prefix.
  static func shownLength(of body: String) -> Int { min(12, body.count / 3) }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { masked }
  public var debugDescription: String { masked }
  public var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
}
