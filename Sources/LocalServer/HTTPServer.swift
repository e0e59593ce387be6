internal import FlyingSocks
internal import Synchronization
public import SystemLayer

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What one server takes before it refuses.
public struct ServerLimits: Sendable {
  /// Longest request line and headers, in bytes.
  public var headBytes = 16 * 1024
  /// From the connection's first moment, or from the response before, to the end of the head.
  public var headTime = Duration.seconds(15)
  /// Longest body that `RequestBody.read` hands out, in bytes.
  public var bodyBytes = 1 << 20
  /// From the head to the end of the body.
  public var bodyTime = Duration.seconds(30)
  /// How long a client may take nothing of what is sent.
  public var writeTime = Duration.seconds(20)
  /// More connections at once are turned away; a browser opens six.
  public var connections = 512

  public init() {}
}

/// A small HTTP/1.1 server (RFC 9112) with a bound on everything that a client may make it hold or wait for.
///
/// It stands on FlyingFox's sockets and not on its server: that one bounds neither a request's head nor the time it
/// takes, nor how many connections are open; it cannot cut a response in the middle, nor notice a client that leaves
/// while its response is still being made.
///
/// The program should ignore SIGPIPE, as every program that writes to sockets should.
public final class HTTPServer: Sendable {
  /// The port that it listens on.
  public let port: UInt16
  private let task: Task<Void, any Error>

  /// Starts to listen and returns.
  /// - Parameters:
  ///   - port: 0 for any free one.
  ///   - secrets: what no response may show in its text.
  ///   - handler: made once the port is known.
  /// - Throws: `PortUnavailable` where the address is not to be had.
  public static func start(
    address: ListenAddress = .loopback, port: UInt16, limits: ServerLimits = ServerLimits(),
    secrets: SharedMask = SharedMask(), handler: @Sendable (_ port: UInt16) -> any RequestHandler
  ) async throws(PortUnavailable) -> HTTPServer {
    do {
      let (socket, port) = try listen(on: address, port: port)
      let pool = HTTPConnection.makePool()
      try await pool.prepare()
      let listener = Listener(
        socket: try AsyncSocket(socket: socket, pool: pool), pool: pool, limits: limits, secrets: secrets,
        handler: handler(port))
      return HTTPServer(port: port, listener: listener)
    } catch SocketError.failed(_, _, let message) {
      throw PortUnavailable(address: address.text, port: port, cause: message.lowercased())
    } catch {
      throw PortUnavailable(address: address.text, port: port, cause: String(describing: error))
    }
  }

  private static func listen(on address: ListenAddress, port: UInt16) throws -> (socket: Socket, port: UInt16) {
    let socket = try Socket(domain: (address.isIP6 ? AddressFamily.ip6 : .ip4).domain, type: .stream)
    do {
      try socket.setValue(true, for: .localAddressReuse)
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

  private init(port: UInt16, listener: Listener) {
    self.port = port
    task = Task { try await listener.run() }
  }

  /// Ends all connections and gives the port back. Until then the server lives on, even where nobody holds it.
  public func stop() async {
    task.cancel()
    _ = await task.result
  }
}

/// Accepts connections until its task is cancelled.
private struct Listener: Sendable {
  let socket: AsyncSocket
  let pool: HTTPConnection.Pool
  let limits: ServerLimits
  let secrets: SharedMask
  let handler: any RequestHandler

  func run() async throws {
    defer { try? socket.close() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pool.run() }
      group.addTask { try await accept() }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func accept() async throws {
    let open = Counter()
    try await withThrowingDiscardingTaskGroup { group in
      while true {
        try Task.checkCancellation()
        guard let accepted = try? await socket.accept() else {
          // Out of file descriptors, or the client left before it was served: neither may end the service.
          try await Task.sleep(for: .milliseconds(20))
          continue
        }
        guard open.value < limits.connections else {
          let client = HTTPConnection(accepted, pool: pool, writeTime: limits.writeTime)
          _ = try? await client.send(
            handler.refusal(of: .tooManyConnections), mask: secrets.current, isHead: false, keepsAlive: false)
          await client.close()
          continue
        }
        open.add(1)
        group.addTask {
          let client = HTTPConnection(accepted, pool: pool, writeTime: limits.writeTime)
          await ConnectionHandler(client: client, limits: limits, handler: handler, secrets: secrets).run()
          open.add(-1)
        }
      }
    }
  }
}

/// How many connections are open.
private final class Counter: Sendable {
  private let count = Mutex(0)

  var value: Int { count.withLock { $0 } }

  func add(_ step: Int) { count.withLock { $0 += step } }
}

/// Why a server cannot listen.
public struct PortUnavailable: Error, Equatable {
  public let address: String
  public let port: UInt16
  public let cause: String
}
