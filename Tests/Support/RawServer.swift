import Dispatch
import Foundation
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A server on a loopback port that speaks whatever bytes a test wants: half an answer, none at all, rude endings.
///
/// Each connection is served on a thread of its own by one closure; when that returns the connection is closed.
public final class RawServer: Sendable {
  public let port: UInt16
  private let listener: Int32
  private let state = Mutex(State())
  private let closed = DispatchSemaphore(value: 0)

  private struct State {
    var connections: [RawConnection] = []
    var isStopped = false
  }

  /// Listens on 127.0.0.1, at a port the system chooses, until `stop()`.
  public init(_ serve: @escaping @Sendable (RawConnection) -> Void) throws {
    listener = socket(AF_INET, streamSocket, 0)
    port = try Self.open(listener)
    Thread.detachNewThread { [self] in serveAll(serve) }
  }

  public var address: String { "http://127.0.0.1:\(port)" }

  /// How many connections were accepted.
  public var connectionCount: Int { state.withLock { $0.connections.count } }

  /// Every request read whole, on any connection, in order of arrival on each.
  public var requests: [RawRequest] { state.withLock { $0.connections }.flatMap(\.requests) }

  /// Stops listening and breaks all connections, so that every serving closure comes to its end.
  public func stop() {
    let open = state.withLock { state in
      defer { state.isStopped = true }
      return state.isStopped ? [] : state.connections
    }
    shutdown(listener, Int32(SHUT_RDWR))
    for connection in open { connection.breakOff() }
  }

  /// Waits, after `stop()`, until the port refuses connections. To be called once.
  public func waitUntilClosed() {
    closed.wait()
  }

  private func serveAll(_ serve: @escaping @Sendable (RawConnection) -> Void) {
    while true {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else { break }
      let connection = state.withLock { state -> RawConnection? in
        guard !state.isStopped else { return nil }
        let connection = RawConnection(descriptor, number: state.connections.count + 1)
        state.connections.append(connection)
        return connection
      }
      guard let connection else {
        close(descriptor)
        break
      }
      Thread.detachNewThread {
        serve(connection)
        connection.finish()
      }
    }
    close(listener)
    closed.signal()
  }

  private static func open(_ listener: Int32) throws -> UInt16 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(listener, pointer, size) == 0 && listen(listener, 512) == 0
          && getsockname(listener, pointer, &size) == 0
      }
    }
    guard isListening else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    return UInt16(bigEndian: address.sin_port)
  }
}

#if canImport(Darwin)
  private let streamSocket = SOCK_STREAM
#else
  private let streamSocket = Int32(SOCK_STREAM.rawValue)
#endif
