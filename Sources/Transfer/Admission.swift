/// What a host speaks. It decides how many connections its requests need.
enum Generation: Sendable {
  /// HTTP/1.x: one request at a time on each connection.
  case one
  /// HTTP/2 or later: many requests on one connection.
  case two
}

/// Decides which exchanges may start, and how many connections to one host the transfer library may make.
///
/// The library knows one limit for all hosts, and a request that has to wait for it burns its deadline. So the first
/// request to an unknown `https` host goes ahead alone, the others wait here until the TLS handshake has shown what
/// the host speaks (a fraction of a second); then all start, under the limit that fits.
struct Admission {
  /// The most requests that can be in flight, hence the most connections.
  static let everyRequest = 512

  /// The limit for hosts that multiplex.
  let bounded: Int
  private var hosts: [String: Host] = [:]

  private struct Host {
    var generation: Generation?
    var probe: UInt64?
    var waiting: [UInt64] = []
    var running = 0
  }

  init(bounded: Int) {
    self.bounded = bounded
  }

  /// The connections to allow for each host, as things stand.
  var limit: Int {
    hosts.values.contains { $0.running > 0 && $0.generation == .one } ? Self.everyRequest : bounded
  }

  /// What the host at `origin` is known to speak.
  func generation(of origin: String) -> Generation? { hosts[origin]?.generation }

  /// A new exchange; true where it may start now. Plain `http` is known to be HTTP/1.1.
  mutating func arrived(_ id: UInt64, at origin: String, isSecure: Bool) -> Bool {
    var host = hosts[origin] ?? Host(generation: isSecure ? nil : .one)
    defer { hosts[origin] = host }
    guard host.generation == nil, host.probe != nil else {
      if host.generation == nil { host.probe = id }
      host.running += 1
      return true
    }
    host.waiting.append(id)
    return false
  }

  /// The host at `origin` was seen to speak `generation`. Returns those who may start now.
  mutating func learned(_ generation: Generation, of origin: String) -> [UInt64] {
    guard hosts[origin]?.generation != generation else { return [] }
    hosts[origin]?.generation = generation
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
