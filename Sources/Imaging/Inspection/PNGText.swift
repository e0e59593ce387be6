internal import CZlib

/// The text in a PNG's chunk tEXt, zTXt or iTXt (PNG specification, 11.3.3).
struct PNGText {
  let keyword: String
  let content: ArraySlice<UInt8>

  /// - Parameters:
  ///   - kind: the chunk's name.
  ///   - bytes: its content, perhaps only the beginning of it.
  init?(_ kind: String, _ bytes: ArraySlice<UInt8>) {
    guard let end = bytes.firstIndex(of: 0) else { return nil }
    keyword = String(decoding: bytes[..<end], as: UTF8.self)
    let rest = bytes[(end + 1)...]
    switch kind {
    case "tEXt": content = rest
    case "zTXt": content = Self.inflated(rest.dropFirst())
    default:
      // Whether it is packed, by which method, two words on the language, each ended by a zero, and the text.
      let parts = rest.dropFirst(2).split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      content = rest.first == 1 ? Self.inflated(parts[2]) : parts[2]
    }
  }

  /// The first bytes of what zlib packed: tags stand in front.
  private static func inflated(_ packed: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let room = 1 << 16
    return unsafe [UInt8](unsafeUninitializedCapacity: room) { target, count in
      count = unsafe packed.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let into = target.baseAddress else { return 0 }
        var isFull = false
        return unsafe czlib_inflate(from, source.count, false, into, room, &isFull)
      }
    }[...]
  }
}
