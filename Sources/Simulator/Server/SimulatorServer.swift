internal import FlyingSocks
internal import Synchronization

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A stand-in for OpenRouter on a port of the loopback interface (127.0.0.1).
///
/// It speaks plain HTTP/1.1 over FlyingFox's sockets, not through its server: connections must be cut in the middle of
/// an answer, a client that gives up must be noticed while its answer is still being made, and bodies of megabytes must
/// not be read in pieces of four kilobytes.
public final class SimulatorServer: Sendable {
  /// The port that it listens on.
  public let port: UInt16
  private let desk: ServiceDesk
  private let task: Task<Void, any Error>

  /// Starts to listen and returns.
  /// - Throws: `SimulatorError` where the port is not to be had.
  public static func start(_ options: SimulatorOptions = SimulatorOptions()) async throws -> SimulatorServer {
    do {
      let (socket, port) = try listen(on: options.port)
      let pool = ClientSocket.makePool()
      try await pool.prepare()
      return SimulatorServer(
        port: port, desk: ServiceDesk(options), listener: try AsyncSocket(socket: socket, pool: pool), pool: pool)
    } catch SocketError.failed(_, _, let message) {
      throw SimulatorError(port: options.port, cause: message.lowercased())
    } catch {
      throw SimulatorError(port: options.port, cause: String(describing: error))
    }
  }

  private static func listen(on port: UInt16) throws -> (socket: Socket, port: UInt16) {
    let socket = try Socket(domain: Int32(sockaddr_in.family), type: .stream)
    do {
      try socket.setValue(true, for: .localAddressReuse)
      #if canImport(Darwin)
        try socket.setValue(true, for: .noSIGPIPE)
      #endif
      try socket.bind(to: .inet(ip4: "127.0.0.1", port: port))
      try socket.listen()
      guard case .ip4(_, let port) = try socket.sockname() else { throw SocketError.unsupportedAddress }
      return (socket, port)
    } catch {
      try? socket.close()
      throw error
    }
  }

  private init(port: UInt16, desk: ServiceDesk, listener: AsyncSocket, pool: ClientSocket.Pool) {
    self.port = port
    self.desk = desk
    task = Task {
      defer { try? listener.close() }
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await pool.run() }
        group.addTask { try await Self.serve(listener, pool: pool, desk: desk) }
        defer { group.cancelAll() }
        try await group.next()
      }
    }
  }

  private static func serve(_ listener: AsyncSocket, pool: ClientSocket.Pool, desk: ServiceDesk) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      while true {
        try Task.checkCancellation()
        guard let socket = try? await listener.accept() else {
          // Out of file descriptors, or the client left before it was served: neither may end the service.
          try await Task.sleep(for: .milliseconds(20))
          continue
        }
        group.addTask { await Conversation(client: ClientSocket(socket, pool: pool), desk: desk).run() }
      }
    }
  }

  /// Where the service begins: `http://127.0.0.1:PORT/api/v1`.
  public var baseURL: String { "http://127.0.0.1:\(port)/api/v1" }

  /// Where the report is to be had over HTTP.
  public var reportURL: String { "http://127.0.0.1:\(port)/simulator/report" }

  /// The secrets of the keys that existed from the start.
  public var keys: [String] { desk.initialKeys }

  /// The first of `keys`; empty where there is none.
  public var firstKey: String { keys.first ?? "" }

  public var managementKey: String { desk.managementKey }

  /// What the service has seen so far.
  public func report() async -> SimulatorReport { desk.report }

  /// Ends all connections and gives the port back. Until then the server lives on, even where nobody holds it.
  public func stop() async {
    task.cancel()
    _ = await task.result
  }
}

/// Why the simulator cannot listen.
public struct SimulatorError: Error, Sendable, CustomStringConvertible {
  /// Fixed short word for what kind of error this is.
  public let kind = "port_unavailable"
  public let port: UInt16
  public let cause: String
  public let hint = "name another with `--port`, or 0 for any free one"

  public var description: String { "cannot listen on 127.0.0.1 port `\(port)`: \(cause); \(hint)" }
}
