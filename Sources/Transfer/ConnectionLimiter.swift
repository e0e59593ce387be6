/// What a host speaks. It decides how many connections its requests need.
enum HTTPVersion: Sendable {
  /// HTTP/1.x: one request at a time on each connection.
  case http1
  /// HTTP/2 or later: many requests on one connection.
  case http2
}

/// Decides which exchanges may start, and how many connections to one host the transfer library may make.
///
/// The library knows one limit for all hosts, and a request that has to wait for it burns its deadline. So the first
/// request to an unknown `https` host goes ahead alone, the others wait here until the TLS handshake has shown what
/// the host speaks (a fraction of a second); then all start, under the limit that fits.
struct ConnectionLimiter {
  /// The most requests that can be in flight, hence the most connections.
  static let everyRequest = 512

  /// The limit for hosts that multiplex.
  let bounded: Int
  private var hosts: [String: Host] = [:]

  private struct Host {
    var version: HTTPVersion?
    var probe: UInt64?
    var waiting: [UInt64] = []
    var running = 0
  }

  init(bounded: Int) {
    self.bounded = bounded
  }

  /// The connections to allow for each host, as things stand.
  var limit: Int {
    hosts.values.contains { $0.running > 0 && $0.version == .http1 } ? Self.everyRequest : bounded
  }

  /// What the host at `origin` is known to speak.
  func version(of origin: String) -> HTTPVersion? { hosts[origin]?.version }

  /// A new exchange; true where it may start now. Plain `http` is known to be HTTP/1.1.
  mutating func arrived(_ id: UInt64, at origin: String, isSecure: Bool) -> Bool {
    var host = hosts[origin] ?? Host(version: isSecure ? nil : .http1)
    defer { hosts[origin] = host }
    guard host.version == nil, host.probe != nil else {
      if host.version == nil { host.probe = id }
      host.running += 1
      return true
    }
    host.waiting.append(id)
    return false
  }

  /// The host at `origin` was seen to speak `version`. Returns those who may start now.
  mutating func learned(_ version: HTTPVersion, of origin: String) -> [UInt64] {
    guard hosts[origin]?.version != version else { return [] }
    hosts[origin]?.version = version
    return release(origin)
  }

  /// An exchange is over, started or not. Returns those who may start now: where the first one has ended and nothing
  /// was learned, all, for each must meet its own fate in its own time.
  mutating func ended(_ id: UInt64, at origin: String) -> [UInt64] {
    guard let host = hosts[origin] else { return [] }
    if let index = host.waiting.firstIndex(of: id) {
      hosts[origin]?.waiting.remove(at: index)
      return []
    }
    hosts[origin]?.running -= 1
    return host.probe == id ? release(origin) : []
  }

  private mutating func release(_ origin: String) -> [UInt64] {
    let released = hosts[origin]?.waiting ?? []
    hosts[origin]?.waiting = []
    hosts[origin]?.running += released.count
    hosts[origin]?.probe = nil
    return released
  }
}
