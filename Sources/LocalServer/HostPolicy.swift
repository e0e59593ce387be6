/// Which `Host` headers are answered.
///
/// A page elsewhere can let its own name lead to 127.0.0.1 (DNS rebinding) and would then be of one origin with the
/// server. Its name still stands in the header. The port does not count: a tunnel may end on another one.
public struct HostPolicy: Sendable {
  /// Lower-case names and addresses that are this server's.
  private let names: Set<String>
  /// Whether an address in digits, which cannot be rebound, is taken too: the machine may have several.
  private let takesAnyAddress: Bool

  /// - Parameter isOpen: whether other machines are to reach the server.
  public init(address: ListenAddress, isOpen: Bool) {
    var names: Set<String> = ["localhost", "127.0.0.1", "::1", address.text.lowercased()]
    if isOpen, let name = ListenAddress.machineName { names.insert(name.lowercased()) }
    self.names = names
    takesAnyAddress = isOpen
  }

  public func allows(_ host: String) -> Bool {
    guard let name = Self.name(of: host) else { return false }
    return names.contains(name) || takesAnyAddress && ListenAddress(name) != nil
  }

  /// The lower-case host without its port and brackets; nil for anything that is no host (RFC 9110, 7.2).
  static func name(of host: String) -> String? {
    var name = host[...]
    var port = Substring()
    if name.first == "[" {
      guard let end = name.firstIndex(of: "]") else { return nil }
      let rest = name[name.index(after: end)...]
      guard rest.isEmpty || rest.first == ":" else { return nil }
      port = rest.dropFirst()
      name = name[name.index(after: name.startIndex)..<end]
    } else if let colon = name.firstIndex(of: ":") {
      port = name[name.index(after: colon)...]
      name = name[..<colon]
    }
    let isPort = port.utf8.allSatisfy { (0x30...0x39).contains($0) } && port.count <= 5
    return isPort && !name.isEmpty ? name.lowercased() : nil
  }
}
