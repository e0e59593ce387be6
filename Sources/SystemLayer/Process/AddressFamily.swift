#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What kind of numeric address it is.
public enum AddressFamily: Sendable {
  case ip4
  case ip6

  /// Nil for anything but an IPv4 or IPv6 address in digits.
  public init?(of text: String) {
    var storage = in6_addr()
    if unsafe inet_pton(AF_INET, text, &storage) == 1 {
      self = .ip4
    } else if unsafe inet_pton(AF_INET6, text, &storage) == 1 {
      self = .ip6
    } else {
      return nil
    }
  }

  /// As socket(2) takes it.
  public var domain: Int32 { self == .ip6 ? AF_INET6 : AF_INET }
}

extension ProcessInformation {
  /// The machine's own name; nil where it has none.
  public static let hostName: String? = {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return nil }
    let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }()
}
