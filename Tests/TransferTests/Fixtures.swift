import Synchronization
import TestSupport
import Transfer

extension TransferRequest {
  /// A request whose deadlines are beyond what a busy machine needs.
  static func make(
    _ method: Method, _ url: String, headers: [HeaderField] = [], body: String = "",
    deadline: Duration = .seconds(600), connectDeadline: Duration = .seconds(300), stallLimit: Duration? = nil,
    largestReply: Int = 1 << 20
  ) -> TransferRequest {
    TransferRequest(
      method: method, url: url, headers: headers, body: body.isEmpty ? [] : [.bytes(Array(body.utf8))],
      deadline: deadline, connectDeadline: connectDeadline, stallLimit: stallLimit, largestReply: largestReply)
  }
}

extension TransferRequest {
  /// A GET.
  static func make(
    _ url: String, headers: [HeaderField] = [], deadline: Duration = .seconds(600),
    connectDeadline: Duration = .seconds(300), stallLimit: Duration? = nil, largestReply: Int = 1 << 20
  ) -> TransferRequest {
    make(
      .get, url, headers: headers, deadline: deadline, connectDeadline: connectDeadline, stallLimit: stallLimit,
      largestReply: largestReply)
  }
}

extension TransferEngine {
  /// The error of an exchange that must not succeed; nil where it did.
  func failure(of request: TransferRequest) async -> TransferError? {
    do {
      _ = try await send(request)
      return nil
    } catch {
      return error
    }
  }
}

/// Bytes in memory that are read in pieces of at most `piece`, and remember how they were read.
final class MemorySource: ByteSource {
  struct Failure: Error {}
  struct Reading: Equatable {
    let offset: Int
    let count: Int
  }

  let count: Int
  private let bytes: [UInt8]
  private let piece: Int
  private let failsAt: Int?
  private let buffers: BufferPool?
  private let log = Mutex<[Reading]>([])

  /// - Parameters:
  ///   - count: what the source says of itself; more than `bytes` has for one that became shorter.
  ///   - failsAt: the offset from which on reading throws.
  ///   - buffers: whence a buffer with all the bytes comes; nil for a source that has to be read.
  init(
    _ bytes: [UInt8], count: Int? = nil, piece: Int = .max, failsAt: Int? = nil, heldIn buffers: BufferPool? = nil
  ) {
    self.buffers = buffers
    self.bytes = bytes
    self.count = count ?? bytes.count
    self.piece = piece
    self.failsAt = failsAt
  }

  var readings: [Reading] { log.withLock { $0 } }

  func takeBuffer() -> BufferPool.Buffer? {
    guard let buffer = buffers?.take() else { return nil }
    unsafe buffer.fill { target in
      unsafe target.copyBytes(from: bytes)
      return bytes.count
    }
    return buffer
  }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if let failsAt, offset >= failsAt { throw Failure() }
    let count = max(0, min(buffer.count, piece, bytes.count - offset))
    unsafe buffer.copyBytes(from: bytes.dropFirst(offset).prefix(count))
    log.withLock { $0.append(Reading(offset: offset, count: count)) }
    return count
  }
}

extension SplitMix {
  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}
