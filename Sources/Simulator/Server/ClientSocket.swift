internal import FlyingSocks

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// One end of a connection: bytes in, bytes out, and whether the other end is still there.
final class ClientSocket {
  #if canImport(Darwin)
    typealias Pool = SocketPool<kQueue>
    static func makePool() -> Pool { .kQueue(maxEvents: 64) }
  #else
    typealias Pool = SocketPool<ePoll>
    static func makePool() -> Pool { .ePoll(maxEvents: 64) }
  #endif

  /// The other end closed the connection, or broke it.
  struct Gone: Error {}

  /// Most bytes read at once: few system calls for a body of megabytes.
  private static let readSize = 128 * 1024

  private let socket: AsyncSocket
  private let pool: Pool
  /// Read from the network and not yet taken.
  private(set) var buffer: ArraySlice<UInt8> = []

  init(_ socket: AsyncSocket, pool: Pool) {
    self.socket = socket
    self.pool = pool
  }

  /// Waits for bytes and appends them to the buffer.
  /// - Throws: `Gone` at the end of the stream.
  func fill() async throws {
    while try !readAvailable() {
      do {
        try await pool.suspendSocket(socket.socket, untilReadyFor: .read)
      } catch SocketError.disconnected {
        throw Gone()
      }
    }
  }

  /// Appends what has come already to the buffer; false where nothing has.
  private func readAvailable() throws -> Bool {
    do {
      let bytes = try socket.socket.read(atMost: Self.readSize)
      if buffer.isEmpty { buffer = bytes[...] } else { buffer += bytes }
      return true
    } catch SocketError.blocked {
      return false
    } catch {
      throw Gone()
    }
  }

  /// Takes at most `count` bytes from the buffer, which must not be empty.
  func take(atMost count: Int) -> ArraySlice<UInt8> {
    let piece = buffer.prefix(count)
    buffer = buffer.dropFirst(piece.count)
    return piece
  }

  /// - Throws: `Gone` where the client no longer takes bytes.
  func write(_ bytes: [UInt8]) async throws {
    do { try await socket.write(Data(bytes)) } catch { throw Gone() }
  }

  /// Waits, but no longer than the client does.
  /// - Throws: `Gone` as soon as the client has closed the connection.
  func pause(for time: Duration) async throws {
    let due = ContinuousClock.now + time
    while due > .now, try await isReadable(before: due) {
      // The end of the stream, a false alarm, or bytes of a next request: with those the client is there, and the wait
      // goes on unwatched.
      if try readAvailable() { return try await Task.sleep(until: due, clock: .continuous) }
    }
  }

  /// Waits until the client leaves.
  func waitForEnd() async throws -> Never {
    while true {
      try await fill()
      buffer = []
    }
  }

  /// Closes the connection once the pool has let go of it.
  ///
  /// The pool wakes a waiting task before it forgets the socket. Closed in between, the descriptor stays in the pool's
  /// books, and a later connection with the same number would never be woken.
  func close() async {
    await Self.settle(pool)
    try? socket.close()
  }

  /// Returns when the pool has ended the job that it is at.
  private static func settle(_ pool: isolated Pool) {}

  private func isReadable(before due: ContinuousClock.Instant) async throws -> Bool {
    let (socket, pool) = (socket.socket, pool)
    return try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await Task.sleep(until: due, clock: .continuous)
        return false
      }
      group.addTask {
        try await pool.suspendSocket(socket, untilReadyFor: .read)
        return true
      }
      defer { group.cancelAll() }
      return try await group.next() ?? false
    }
  }
}
