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
