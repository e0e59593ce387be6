internal import LocalServer

/// A stand-in for OpenRouter on a port of the loopback interface (127.0.0.1), over plain HTTP/1.1.
public final class SimulatorServer: Sendable {
  private let server: HTTPServer
  private let state: SimulatorState

  /// Starts to listen and returns.
  /// - Throws: `SimulatorError` where the port is not to be had.
  public static func start(_ options: SimulatorOptions = SimulatorOptions()) async throws -> SimulatorServer {
    let state = SimulatorState(options)
    do throws(PortUnavailable) {
      let server = try await HTTPServer.start(port: options.port, limits: SimulatorHandler.limits) { _ in
        SimulatorHandler(state: state)
      }
      return SimulatorServer(server, state)
    } catch {
      throw SimulatorError(port: error.port, cause: error.cause)
    }
  }

  private init(_ server: HTTPServer, _ state: SimulatorState) {
    self.server = server
    self.state = state
  }

  /// The port that it listens on.
  public var port: UInt16 { server.port }

  /// Where the service begins: `http://127.0.0.1:PORT/api/v1`.
  public var baseURL: String { "http://127.0.0.1:\(port)/api/v1" }

  /// Where the report is to be had over HTTP.
  public var reportURL: String { "http://127.0.0.1:\(port)/simulator/report" }

  /// The secrets of the keys that existed from the start.
  public var keys: [String] { state.initialKeys }

  /// The first of `keys`; empty where there is none.
  public var firstKey: String { keys.first ?? "" }

  public var managementKey: String { state.managementKey }

  /// What the service has seen so far.
  public func report() async -> SimulatorReport { state.report }

  /// Ends all connections and gives the port back. Until then the server lives on, even where nobody holds it.
  public func stop() async { await server.stop() }
}

/// Why the simulator cannot listen.
public struct SimulatorError: Error, Sendable, CustomStringConvertible {
  /// Fixed short word for what kind of error this is.
  public let kind = "port_unavailable"
  public let port: UInt16
  public let cause: String
  public let hint = "name another port with `--port`, or 0 for any free one"

  public var description: String { "cannot listen on 127.0.0.1 port `\(port)`: \(cause)" }
}
