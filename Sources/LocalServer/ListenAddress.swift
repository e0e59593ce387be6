internal import SystemLayer

/// A numeric address to listen on.
public struct ListenAddress: Sendable, Equatable {
  public let text: String
  public let isIP6: Bool

  public static let loopback = ListenAddress(text: "127.0.0.1", isIP6: false)

  /// Nil for anything but an IPv4 or IPv6 address in digits.
  public init?(_ text: String) {
    guard let family = AddressFamily(of: text) else { return nil }
    self.init(text: text, isIP6: family == .ip6)
  }

  private init(text: String, isIP6: Bool) {
    self.text = text
    self.isIP6 = isIP6
  }

  public var isLoopback: Bool { text.hasPrefix("127.") || text == "::1" }

  /// As it stands in an address that a person opens; where it means every address of the machine, its name does.
  public var inLink: String {
    if text == "0.0.0.0" || text == "::" { return Self.machineName ?? "localhost" }
    return isIP6 ? "[\(text)]" : text
  }

  /// The machine's own name; nil where it has none.
  static var machineName: String? {
    let name = MachineInformation.current().host
    return name.isEmpty ? nil : name
  }
}
