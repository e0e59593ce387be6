internal import CZlib

/// Unpacks an answer's body by its `Content-Encoding` (RFC 9110, 8.4).
///
/// libcurl is kept from it: what it cannot unpack it throws away, and an answer may have been paid for. What comes in an
/// encoding that was not asked for stays as it came.
enum ContentEncoding {
  /// The one that is asked for: for two kilobytes of answer no other gains anything, and this one takes the least memory.
  static let accepted = "gzip"

  /// Nil where the unpacked bytes are more than `cap`, and are not to be cut there. Bytes that are not packed as `encoding` says stay as they are.
  static func unpacked(_ body: [UInt8], _ encoding: String?, cap: Int, cuts: Bool = false) -> [UInt8]? {
    switch encoding?.lowercased() {
    case "gzip", "x-gzip": inflated(body, isRaw: false, cap, cuts)
    // Some send it with zlib's head, as they should, and some without.
    case "deflate": inflated(body, isRaw: body.first.map { $0 & 0x0F != 8 } ?? true, cap, cuts)
    // Some do not say that they have packed it; no text begins so (RFC 1952, 2.3.1).
    default: body.starts(with: [0x1F, 0x8B, 0x08]) ? inflated(body, isRaw: false, cap, cuts) : body
    }
  }

  private static func inflated(_ body: [UInt8], isRaw: Bool, _ cap: Int, _ cuts: Bool) -> [UInt8]? {
    var room = min(cap + 1, max(1 << 16, body.count * 4))
    while true {
      var isFull = false
      let unpacked = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, count in
        unsafe body.withUnsafeBufferPointer { source in
          guard let from = source.baseAddress, let base = target.baseAddress else { return }
          unsafe count = czlib_inflate(from, source.count, isRaw, base, room, &isFull)
        }
      }
      if unpacked.count > cap { return cuts ? Array(unpacked.prefix(cap)) : nil }
      if !isFull { return unpacked.isEmpty ? body : unpacked }
      room = min(cap + 1, room * 4)
    }
  }
}
