/// Why a body could not be read; its text is shown to people.
struct BodyFault: Error {
  let reason: String
}

/// What all bodies of one engine share, on its thread: the encoder, and one buffer for what is read from a source.
/// A fill reads and encodes in one go, so no body keeps bytes of its own and one buffer serves all.
@safe
final class BodyWorkshop {
  /// A multiple of three, so that base64 goes on without a seam: 144 KiB, which fill an upload buffer of 192 KiB. A
  /// usual image then goes out in one piece, at one look at the connections; each request in flight holds one buffer.
  static let chunk = 9 << 14

  let encoder = Base64Encoder()
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 16)

  deinit {
    unsafe buffer.deallocate()
  }
}

/// A request's body as it is handed out, from its first byte to its last, in pieces of any size.
struct BodyReader {
  /// Bytes of the whole body, base64 included.
  let length: Int
  /// Bytes handed out up to now.
  private(set) var handedOut = 0

  private let segments: [BodySegment]
  private let workshop: BodyWorkshop
  private var index = 0
  /// How much of the present segment (bytes before encoding) has been used.
  private var offset = 0
  /// Letters of a group of four that did not fit into the last piece, the first in the lowest byte.
  private var spare: UInt32 = 0
  private var spareCount = 0

  init(_ segments: [BodySegment], workshop: BodyWorkshop) {
    self.segments = segments
    self.workshop = workshop
    length = segments.reduce(0) { $0 + $1.encodedCount }
  }

  /// Fills `target`; gives less only where the body ends.
  mutating func fill(_ target: UnsafeMutableRawBufferPointer) throws(BodyFault) -> Int {
    var filled = 0
    while filled < target.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: target[filled...])
      if spareCount > 0 {
        filled += unsafe takeSpare(rest)
      } else if index < segments.count {
        filled += unsafe try fillFromSegment(rest)
      } else {
        break
      }
    }
    handedOut += filled
    return filled
  }

  /// A step within the present segment; 0 where it has come to its end.
  private mutating func fillFromSegment(_ target: UnsafeMutableRawBufferPointer) throws(BodyFault) -> Int {
    switch segments[index] {
    case .bytes(let bytes):
      let count = min(bytes.count - offset, target.count)
      unsafe bytes.withUnsafeBytes { all in
        unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[offset..<offset + count]))
      }
      advance(by: count, of: bytes.count)
      return count
    case .base64(let source):
      guard target.count >= 4 else {
        try encodeSpare(source)
        return 0
      }
      let count = min(source.count - offset, target.count / 4 * 3, BodyWorkshop.chunk)
      let letters = unsafe try encode(count, of: source, into: target)
      advance(by: count, of: source.count)
      return letters
    }
  }

  private mutating func advance(by count: Int, of total: Int) {
    offset += count
    guard offset == total else { return }
    index += 1
    offset = 0
  }

  private func encode(
    _ count: Int, of source: any ByteSource, into target: UnsafeMutableRawBufferPointer
  ) throws(BodyFault) -> Int {
    let chunk = unsafe UnsafeMutableRawBufferPointer(rebasing: workshop.buffer[..<count])
    var filled = 0
    while filled < count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: chunk[filled...])
      let read: Int
      do {
        unsafe read = try source.read(at: offset + filled, into: rest)
      } catch {
        throw BodyFault(reason: "\(error)")
      }
      guard read > 0, read <= rest.count else {
        throw BodyFault(reason: "it ended at byte \(offset + filled) of \(source.count)")
      }
      filled += read
    }
    unsafe workshop.encoder.encode(UnsafeRawBufferPointer(chunk), into: target)
    return Base64Encoder.encodedCount(of: count)
  }

  /// Encodes one group of four letters for a piece that has no room for all of them.
  private mutating func encodeSpare(_ source: any ByteSource) throws(BodyFault) {
    let count = min(source.count - offset, 3)
    var letters: UInt32 = 0
    let reader = self
    let result: Result<Int, BodyFault> = unsafe withUnsafeMutableBytes(of: &letters) { group in
      do throws(BodyFault) {
        return .success(unsafe try reader.encode(count, of: source, into: group))
      } catch {
        return .failure(error)
      }
    }
    spareCount = try result.get()
    spare = UInt32(littleEndian: letters)
    advance(by: count, of: source.count)
  }

  private mutating func takeSpare(_ target: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(spareCount, target.count)
    for index in 0..<count {
      unsafe target[index] = UInt8(truncatingIfNeeded: spare)
      spare >>= 8
    }
    spareCount -= count
    return count
  }
}

extension BodySegment {
  /// Bytes as they are sent.
  var encodedCount: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .base64(let source): Base64Encoder.encodedCount(of: source.count)
    }
  }
}
