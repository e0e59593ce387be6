#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A numeric address to listen on.
public struct ListenAddress: Sendable, Equatable {
  public let text: String
  public let isIP6: Bool

  public static let loopback = ListenAddress(text: "127.0.0.1", isIP6: false)

  /// Nil for anything but an IPv4 or IPv6 address in digits.
  public init?(_ text: String) {
    var storage = in6_addr()
    if unsafe inet_pton(AF_INET, text, &storage) == 1 {
      self.init(text: text, isIP6: false)
    } else if unsafe inet_pton(AF_INET6, text, &storage) == 1 {
      self.init(text: text, isIP6: true)
    } else {
      return nil
    }
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

  /// The machine's own name.
  public static let machineName: String? = {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return nil }
    let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }()
}
