internal import FlyingSocks
internal import Synchronization

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A small HTTP/1.1 server for pages that are only looked at.
///
/// It stands on FlyingFox's sockets and not on its server: that one neither bounds a request's head nor the time it
/// may take, nor how many connections are open, and an open dashboard must stand all three.
final class WebServer: Sendable {
  /// More at once are turned away; a browser opens six.
  static let mostConnections = 512

  /// The port that it listens on.
  let port: UInt16
  private let task: Task<Void, any Error>

  /// Starts to listen and returns.
  /// - Throws: `SocketError` where the address is not to be had.
  static func start(address: ListenAddress, port: UInt16, site: @Sendable (_ port: UInt16) -> any Site) async throws
    -> WebServer
  {
    let (socket, port) = try listen(on: address, port)
    let pool = ClientConnection.makePool()
    try await pool.prepare()
    return WebServer(port: port, site: site(port), listener: try AsyncSocket(socket: socket, pool: pool), pool: pool)
  }

  private static func listen(on address: ListenAddress, _ port: UInt16) throws -> (socket: Socket, port: UInt16) {
    let socket = try Socket(domain: Int32(address.isIP6 ? sockaddr_in6.family : sockaddr_in.family), type: .stream)
    do {
      try socket.setValue(true, for: .localAddressReuse)
      #if canImport(Darwin)
        try socket.setValue(true, for: .noSIGPIPE)
      #endif
      if address.isIP6 {
        try socket.bind(to: .inet6(ip6: address.text, port: port))
      } else {
        try socket.bind(to: .inet(ip4: address.text, port: port))
      }
      try socket.listen()
      switch try socket.sockname() {
      case .ip4(_, let port), .ip6(_, let port): return (socket, port)
      default: throw SocketError.unsupportedAddress
      }
    } catch {
      try? socket.close()
      throw error
    }
  }

  private init(port: UInt16, site: any Site, listener: AsyncSocket, pool: ClientConnection.Pool) {
    self.port = port
    task = Task {
      defer { try? listener.close() }
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await pool.run() }
        group.addTask { try await Self.serve(listener, pool: pool, site: site) }
        defer { group.cancelAll() }
        try await group.next()
      }
    }
  }

  private static func serve(_ listener: AsyncSocket, pool: ClientConnection.Pool, site: any Site) async throws {
    let open = Gauge()
    try await withThrowingDiscardingTaskGroup { group in
      while true {
        try Task.checkCancellation()
        guard let socket = try? await listener.accept() else {
          // Out of file descriptors, or the client left before it was served: neither may end the service.
          try await Task.sleep(for: .milliseconds(20))
          continue
        }
        guard open.value < mostConnections else {
          await turnAway(ClientConnection(socket, pool: pool))
          continue
        }
        open.add(1)
        group.addTask {
          await Conversation(client: ClientConnection(socket, pool: pool), site: site).run()
          open.add(-1)
        }
      }
    }
  }

  private static func turnAway(_ client: ClientConnection) async {
    let answer = Answer.refusal(503, "Too many connections are open.")
    try? await client.write(answer.head(length: 0, keepsAlive: false))
    await client.close()
  }

  /// Ends all connections and gives the port back. Until then the server lives on, even where nobody holds it.
  func stop() async {
    task.cancel()
    _ = await task.result
  }
}

/// How many connections are open.
private final class Gauge: Sendable {
  private let count = Mutex(0)

  var value: Int { count.withLock { $0 } }

  func add(_ step: Int) { count.withLock { $0 += step } }
}
