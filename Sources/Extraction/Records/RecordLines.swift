#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Reads a file of lines forwards, piece by piece, also while it grows: memory holds one piece and one line.
public struct RecordLines {
  private let path: String
  /// Where the next unread line begins, in bytes.
  public private(set) var offset: Int

  public init(path: String, from offset: Int = 0) {
    self.path = path
    self.offset = offset
  }

  /// A last line without its newline.
  public struct Tail: Sendable, Equatable {
    public let offset: Int
    public let bytes: [UInt8]
  }

  private static let pieceLength = 1 << 20

  /// Hands each whole line that has not been read yet to `body`, without its newline, and returns what is left behind
  /// the last newline. A missing file has no lines.
  public mutating func forEach(_ body: (Span<UInt8>) -> Void) throws(ReadFailure) -> Tail {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return Tail(offset: offset, bytes: []) }
      throw ReadFailure(path: path, reason: SystemError())
    }
    defer { close(descriptor) }
    var rest: [UInt8] = []
    while true {
      let piece: [UInt8]
      do {
        piece = try FileReading.read(descriptor, at: offset + rest.count, count: max(Self.pieceLength, rest.count))
      } catch { throw ReadFailure(path: path, reason: error) }
      if piece.isEmpty { return Tail(offset: offset, bytes: rest) }
      rest = rest.isEmpty ? piece : rest + piece
      let used = Self.split(rest, body)
      offset += used
      rest.removeFirst(used)
    }
  }

  /// Hands over the whole lines in `bytes`; returns how many bytes they took.
  private static func split(_ bytes: [UInt8], _ body: (Span<UInt8>) -> Void) -> Int {
    var start = 0
    unsafe bytes.withUnsafeBytes { buffer in
      while start < buffer.count {
        let from = unsafe buffer.baseAddress.map { unsafe $0 + start }
        guard let from = unsafe from, let newline = unsafe memchr(from, 0x0A, buffer.count - start) else { return }
        let length = unsafe UnsafeRawPointer(newline) - from
        body(bytes.span.extracting(start..<(start + length)))
        start += length + 1
      }
    }
    return start
  }
}
