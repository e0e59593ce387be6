/// Gathers an answer as it comes in: the last header block and the body, under a cap.
struct ReplyCollector {
  /// Headers longer than this in all belong to no honest answer.
  private static let largestHeaders = 256 << 10

  private(set) var headers: [HeaderField] = []
  private(set) var body: [UInt8] = []
  /// Whether more came than may be kept. What is refused is not kept in memory.
  private(set) var isTooLarge = false
  /// Whether the header block has come to its end, and what follows is the body.
  private(set) var hasHeaders = false
  /// Whether the body was cut at the cap.
  private(set) var isCut = false
  private let cap: Int
  private let cuts: Bool
  private var headerBytes = 0

  /// - Parameter cuts: whether the beginning of a longer body is kept.
  init(cap: Int, cuts: Bool = false) {
    (self.cap, self.cuts) = (cap, cuts)
  }

  /// One line of a header, ending included; false refuses it.
  mutating func take(headerLine bytes: UnsafeRawBufferPointer) -> Bool {
    headerBytes += bytes.count
    isTooLarge = isTooLarge || headerBytes > Self.largestHeaders
    guard !isTooLarge, body.isEmpty else { return !isTooLarge }
    if unsafe bytes.starts(with: "HTTP/".utf8) {
      // An interim answer (1xx) came before this one.
      headers.removeAll(keepingCapacity: true)
      hasHeaders = false
    } else if unsafe bytes.allSatisfy({ $0 == 0x0d || $0 == 0x0a }) {
      hasHeaders = true
    } else if let colon = unsafe bytes.firstIndex(of: UInt8(ascii: ":")) {
      let name = unsafe Self.trimmed(bytes[..<colon])
      let value = unsafe Self.trimmed(bytes[(colon + 1)...])
      headers.append(HeaderField(name, value))
    }
    return true
  }

  /// A piece of the body, packed as it came; false refuses it.
  mutating func take(body bytes: UnsafeRawBufferPointer) -> Bool {
    guard body.count + bytes.count <= cap else {
      if cuts { unsafe body.append(contentsOf: bytes.prefix(cap - body.count)) }
      (isCut, isTooLarge) = (cuts, !cuts)
      return false
    }
    unsafe body.append(contentsOf: bytes)
    return true
  }

  private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0d || byte == 0x0a }
    guard let first = unsafe bytes.firstIndex(where: { !isBlank($0) }),
      let last = unsafe bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return unsafe String(decoding: bytes[first...last], as: UTF8.self)
  }
}
