/// Why a body could not be read; its text is shown to people.
struct BodyFault: Error {
  let reason: String
}

/// A request's body as it is handed out, from its first byte to its last, in pieces of any size. It never waits for a
/// file: what is not in memory is asked for in pieces, read and encoded elsewhere, and given back.
struct BodyReader {
  /// Bytes of a source that are read at once: a multiple of three, so that base64 goes on without a seam. A usual image is one
  /// piece.
  static let piece = 9 << 14

  /// Bytes of the whole body, base64 included.
  let length: Int
  /// Bytes handed out up to now.
  private(set) var handedOut = 0

  private let segments: [BodySegment]
  private let encoder: Base64Encoder
  private let gate: Gate?
  /// For each source that is in memory its bytes, until they have been handed out.
  private var buffers: [Int: BufferPool.Buffer]
  private var index = 0
  /// How much of the present segment has been handed out, or asked for where it is a source.
  private var offset = 0
  /// What is left of the piece that was read last.
  private var letters: ArraySlice<UInt8> = []
  private var isReading = false

  /// - Parameter gate: as long as it is shut the last byte is not handed out.
  init(_ segments: [BodySegment], _ encoder: Base64Encoder, heldBackBy gate: Gate? = nil) {
    (self.segments, self.encoder, self.gate) = (segments, encoder, gate)
    length = segments.reduce(0) { $0 + $1.encodedCount }
    buffers = segments.enumerated().reduce(into: [:]) { buffers, segment in
      if case .base64(let source) = segment.element { buffers[segment.offset] = source.takeBuffer() }
    }
  }

  /// A piece of a source that has to be read before the body can go on.
  struct Need: Sendable {
    let source: any ByteSource
    let offset: Int
    let count: Int

    /// Reads and encodes the piece. May wait for a file.
    func read(_ encoder: Base64Encoder) -> Result<[UInt8], BodyFault> {
      let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
      defer { unsafe chunk.deallocate() }
      var filled = 0
      while filled < count {
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: chunk[filled...])
        let read: Int
        do { unsafe read = try source.read(at: offset + filled, into: rest) } catch {
          return .failure(BodyFault(reason: "\(error)"))
        }
        guard read > 0, read <= rest.count else {
          return .failure(BodyFault(reason: "it ended at byte \(offset + filled) of \(source.count)"))
        }
        filled += read
      }
      return unsafe .success(encoder.encoded(UnsafeRawBufferPointer(chunk)))
    }
  }

  /// Whether a piece has to be read before the body can go on, and is not being read.
  var needsPiece: Bool {
    var copy = self
    return copy.nextNeed() != nil
  }

  /// The piece that is needed next; nil where there is none, or it is being read already. Whoever asks has it read.
  mutating func nextNeed() -> Need? {
    skipFinished()
    guard !isReading, letters.isEmpty, index < segments.count, case .base64(let source) = segments[index],
      buffers[index] == nil
    else { return nil }
    isReading = true
    return Need(source: source, offset: offset, count: min(source.count - offset, Self.piece))
  }

  /// What the end of the body has waited for, where all else has been handed out. It may be open by now.
  var obstacle: Gate? { handedOut == length - 1 ? gate : nil }

  /// Takes the piece that was asked for.
  mutating func take(_ piece: [UInt8], of need: Need) {
    isReading = false
    letters = piece[...]
    offset += need.count
  }

  /// Fills `target` with what is there.
  /// - Returns: 0 at the body's end; nil where a piece has to come first.
  mutating func fill(_ target: UnsafeMutableRawBufferPointer) -> Int? {
    let most = gate.map { $0.isOpen ? target.count : min(target.count, length - 1 - handedOut) } ?? target.count
    var filled = 0
    while filled < most {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: target[filled..<most])
      let count = unsafe fillStep(rest)
      if count == 0 { break }
      filled += count
    }
    handedOut += filled
    return unsafe filled == 0 && handedOut < length && !target.isEmpty ? nil : filled
  }

  private mutating func fillStep(_ target: UnsafeMutableRawBufferPointer) -> Int {
    if !letters.isEmpty {
      let count = min(letters.count, target.count)
      unsafe target.copyBytes(from: letters.prefix(count))
      letters = letters.dropFirst(count)
      if letters.isEmpty { letters = [] }
      return count
    }
    skipFinished()
    guard index < segments.count else { return 0 }
    guard case .bytes(let bytes) = segments[index] else { return unsafe encode(into: target) }
    let count = min(bytes.count - offset, target.count)
    unsafe target.copyBytes(from: bytes[offset..<offset + count])
    offset += count
    return count
  }

  /// Encodes what is in memory straight into `target`; 0 where it has to be read first.
  private mutating func encode(into target: UnsafeMutableRawBufferPointer) -> Int {
    guard let buffer = buffers[index] else { return 0 }
    // Less than a group of letters has to be handed out one by one.
    let isNarrow = target.count < 4
    let count = min(isNarrow ? 3 : target.count / 4 * 3, buffer.count - offset)
    let plain = unsafe UnsafeRawBufferPointer(rebasing: buffer.bytes[offset..<offset + count])
    offset += count
    if offset == buffer.count { buffers[index] = nil }
    if isNarrow {
      letters = unsafe encoder.encoded(plain)[...]
      return unsafe fillStep(target)
    }
    unsafe encoder.encode(plain, into: target)
    return Base64Encoder.encodedCount(of: count)
  }

  private mutating func skipFinished() {
    while letters.isEmpty, !isReading, index < segments.count, offset == segments[index].plainCount {
      (index, offset) = (index + 1, 0)
    }
  }
}

extension BodySegment {
  /// Bytes before encoding.
  fileprivate var plainCount: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .base64(let source): source.count
    }
  }

  /// Bytes as they are sent.
  var encodedCount: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .base64(let source): Base64Encoder.encodedCount(of: source.count)
    }
  }
}
