internal import FlyingSocks

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// One connection: bytes in and out, none of them waited for without end.
public final class HTTPConnection {
  #if canImport(Darwin)
    typealias Pool = SocketPool<kQueue>
    static func makePool() -> Pool { .kQueue(maxEvents: 64) }
  #else
    typealias Pool = SocketPool<ePoll>
    static func makePool() -> Pool { .ePoll(maxEvents: 64) }
  #endif

  /// The other end closed the connection, broke it, or takes no more bytes.
  public struct Closed: Error {
    public init() {}
  }

  /// Most bytes read at once: few system calls for a body of megabytes.
  private static let readSize = 128 * 1024
  /// Most bytes kept of a client that sends while its response is still being made.
  private static let longestBuffer = 1 << 20

  private let socket: AsyncSocket
  private let pool: Pool
  private let writeTime: Duration
  /// Read from the network and not yet taken.
  private(set) var buffer: ArraySlice<UInt8> = []

  init(_ socket: AsyncSocket, pool: Pool, writeTime: Duration) {
    self.socket = socket
    self.pool = pool
    self.writeTime = writeTime
  }

  /// Waits for bytes and appends them to the buffer; false where none came in time.
  /// - Throws: `Closed` at the end of the stream.
  func fill(before due: ContinuousClock.Instant) async throws -> Bool {
    while try !readAvailable() {
      guard try await isReady(.read, before: due) else { return false }
    }
    return true
  }

  private func readAvailable() throws -> Bool {
    do {
      let bytes = try socket.socket.read(atMost: Self.readSize)
      if buffer.isEmpty { buffer = bytes[...] } else { buffer += bytes }
      return true
    } catch SocketError.blocked {
      return false
    } catch {
      throw Closed()
    }
  }

  /// Takes at most `count` bytes out of the buffer.
  func take(atMost count: Int) -> ArraySlice<UInt8> {
    let piece = buffer.prefix(count)
    buffer = buffer.dropFirst(piece.count)
    return piece
  }

  /// - Throws: `Closed` where the client no longer takes bytes.
  public func write(_ bytes: [UInt8]) async throws {
    let data = Data(bytes)
    var sent = data.startIndex
    while sent < data.endIndex {
      do { sent = try socket.socket.write(data, from: sent) } catch SocketError.blocked {
        guard try await isReady(.write, before: .now + writeTime) else { throw Closed() }
      } catch {
        throw Closed()
      }
    }
  }

  /// Waits, but no longer than the client does.
  /// - Throws: `Closed` as soon as the client has closed the connection.
  public func pause(for time: Duration) async throws {
    let due = ContinuousClock.now + time
    while due > .now, try await isReady(.read, before: due) {
      guard buffer.count <= Self.longestBuffer else { throw Closed() }
      // Bytes of a next request: with those the client is there, and the wait goes on unwatched. Nothing: a false alarm.
      if try readAvailable() { return try await Task.sleep(until: due, clock: .continuous) }
    }
  }

  /// Waits until the client leaves. Bytes that it sends meanwhile are thrown away.
  public func waitForEnd() async throws -> Never {
    while true {
      _ = try await fill(before: .now + .seconds(3600))
      buffer = []
    }
  }

  /// Lets a client that still sends read the response before the connection goes: a close with unread bytes is a reset.
  func drain(for time: Duration) async {
    let due = ContinuousClock.now + time
    while .now < due, let isFilled = try? await fill(before: due), isFilled { buffer = [] }
  }

  /// Closes the connection once the pool has let go of it.
  ///
  /// The pool wakes a waiting task before it forgets the socket. Closed in between, the descriptor stays in the pool's
  /// tables, and a later connection with the same number would never be woken.
  func close() async {
    await Self.waitUntilIdle(pool)
    try? socket.close()
  }

  /// Returns when the pool has ended the job that it is at.
  private static func waitUntilIdle(_ pool: isolated Pool) {}

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
      do { return try await group.next() ?? false } catch SocketError.disconnected { throw Closed() }
    }
  }
}
