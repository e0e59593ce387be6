import Crypto

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
public struct ContentHash: Sendable {
  private var hash = SHA256()

  public init() {}

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    unsafe hash.update(bufferPointer: bytes)
  }

  /// The digest of all so far, as 64 lower-case hex digits.
  public var hex: String { Self.text(of: hash.finalize()) }

  /// The digest of `bytes`, as 64 lower-case hex digits.
  public static func hex(of bytes: [UInt8]) -> String { text(of: SHA256.hash(data: bytes)) }

  private static func text(of digest: SHA256Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * SHA256Digest.byteCount)
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
