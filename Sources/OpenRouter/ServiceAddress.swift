internal import Transfer

/// Where the service answers, for example `https://openrouter.ai/api/v1`.
public struct ServiceAddress: Sendable, Equatable {
  public static let official = ServiceAddress(base: "https://openrouter.ai/api/v1")

  /// Without a slash at the end.
  public let base: String

  private init(base: String) { self.base = base }

  /// Takes `https`, and `http` for loopback hosts; the path must end in `/api/v1` or, for other OpenAI-compatible
  /// services, in `/v1`.
  /// - Throws: `AddressError` that names the address.
  public init(_ text: String) throws(AddressError) {
    var base = text
    while base.hasSuffix("/") { base.removeLast() }
    func refuse(_ reason: String) -> AddressError { AddressError(address: text, reason: reason) }
    guard base.hasPrefix("https://") || base.hasPrefix("http://") else { throw refuse("it begins with `https://`") }
    guard !base.contains("@") else { throw refuse("it holds no user") }
    guard !base.contains("?"), !base.contains("#") else { throw refuse("it has no query and no fragment") }
    guard base.hasSuffix("/v1") else { throw refuse("it ends in `/api/v1` or `/v1`") }
    do { try TransferRequest.checkAddress(base) } catch { throw refuse("`http` is for loopback only") }
    self.base = base
  }

  /// Where a person sees how the service and the account are.
  public var whereToLook: String {
    self == .official
      ? "the account and the payment method at https://openrouter.ai/dashboard and the service at \(statusPage)"
      : "the account and the state of `\(base)`"
  }

  /// Where a person sees whether the service is well: only OpenRouter's own has a page for that.
  public var statusPage: String { self == .official ? "https://status.openrouter.ai" : "`\(base)`" }

  /// Who is asked, for records: `openrouter` at an address of its form, and of another service the host with its port.
  public var provider: String {
    if base.hasSuffix("/api/v1") { return "openrouter" }
    let host = base.drop { $0 != ":" }.dropFirst("://".count).prefix { $0 != "/" }
    return String(host)
  }

  public func url(_ path: String) -> String { base + path }
}

/// An address that herbx does not take.
public struct AddressError: ExplainedError, Equatable {
  public let address: String
  /// What an address is like, where this one is not.
  public let reason: String

  public var kindName: String { "address" }
  public var message: String { "`\(address)` is no service address: \(reason)" }
  public var hint: String? { "give one like `https://openrouter.ai/api/v1`" }
}
