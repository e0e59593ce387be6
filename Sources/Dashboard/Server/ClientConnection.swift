internal import FlyingSocks

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// One connection: bytes in and out, none of them waited for without end.
final class ClientConnection {
  #if canImport(Darwin)
    typealias Pool = SocketPool<kQueue>
    static func makePool() -> Pool { .kQueue(maxEvents: 64) }
  #else
    typealias Pool = SocketPool<ePoll>
    static func makePool() -> Pool { .ePoll(maxEvents: 64) }
  #endif

  /// The other end closed the connection, broke it, or takes no more bytes.
  struct Gone: Error {}

  /// How long a client may take nothing of what is sent.
  private static let patience = Duration.seconds(20)

  private let socket: AsyncSocket
  private let pool: Pool
  /// Read from the network and not yet taken.
  private(set) var buffer: [UInt8] = []

  init(_ socket: AsyncSocket, pool: Pool) {
    self.socket = socket
    self.pool = pool
  }

  /// Waits for bytes and appends them to the buffer; false where none came in time.
  /// - Throws: `Gone` at the end of the stream.
  func fill(before due: ContinuousClock.Instant) async throws -> Bool {
    while try !readAvailable() {
      guard try await isReady(.read, before: due) else { return false }
    }
    return true
  }

  private func readAvailable() throws -> Bool {
    do {
      buffer += try socket.socket.read(atMost: 4096)
      return true
    } catch SocketError.blocked {
      return false
    } catch {
      throw Gone()
    }
  }

  /// Takes the first bytes out of the buffer.
  func take(_ count: Int) -> [UInt8] {
    let piece = Array(buffer.prefix(count))
    buffer.removeFirst(piece.count)
    return piece
  }

  /// - Throws: `Gone` where the client no longer takes bytes.
  func write(_ bytes: [UInt8]) async throws {
    let data = Data(bytes)
    var sent = data.startIndex
    while sent < data.endIndex {
      do { sent = try socket.socket.write(data, from: sent) } catch SocketError.blocked {
        guard try await isReady(.write, before: .now + Self.patience) else { throw Gone() }
      } catch {
        throw Gone()
      }
    }
  }

  /// Waits, but no longer than the client does. Bytes that it sends meanwhile are thrown away.
  /// - Throws: `Gone` as soon as the client has closed the connection.
  func pause(for time: Duration) async throws {
    let due = ContinuousClock.now + time
    while try await fill(before: due) { buffer = [] }
  }

  /// Lets a client that still sends read the answer before the connection goes: a close with unread bytes is a reset.
  func drain(_ time: Duration) async {
    let due = ContinuousClock.now + time
    while let isFilled = try? await fill(before: due), isFilled { buffer = [] }
  }

  /// Closes the connection once the pool has let go of it: a descriptor closed before that would stay in its books.
  func close() async {
    await Self.settle(pool)
    try? socket.close()
  }

  /// Returns when the pool has ended the job that it is at.
  private static func settle(_ pool: isolated Pool) {}

  private func isReady(_ events: Socket.Events, before due: ContinuousClock.Instant) async throws -> Bool {
    let (socket, pool) = (socket.socket, pool)
    return try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await Task.sleep(until: due, clock: .continuous)
        return false
      }
      group.addTask {
        try await pool.suspendSocket(socket, untilReadyFor: events)
        return true
      }
      defer { group.cancelAll() }
      do { return try await group.next() ?? false } catch SocketError.disconnected { throw Gone() }
    }
  }
}
