/// The checksum of PNG chunks (ISO 3309, polynomial 0xEDB88320), sixteen bytes at a time ("slicing by 16").
struct CRC32 {
  private var state: UInt32 = 0xFFFF_FFFF

  var value: UInt32 { ~state }

  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 16 * 256)
    for byte in 0..<256 {
      tables[byte] = (0..<8).reduce(UInt32(byte)) { value, _ in
        value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
      }
    }
    for index in 256..<tables.count {
      let before = tables[index - 256]
      tables[index] = before >> 8 ^ tables[Int(before & 0xFF)]
    }
    return tables
  }()

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    let state = state
    self.state = unsafe Self.tables.withUnsafeBufferPointer { tables in
      unsafe Self.update(state, bytes, tables)
    }
  }

  private static func update(
    _ state: UInt32, _ bytes: UnsafeRawBufferPointer, _ tables: UnsafeBufferPointer<UInt32>
  ) -> UInt32 {
    var state = state
    var index = 0
    while index + 16 <= bytes.count {
      let low = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let high = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self))
      unsafe state = eight(low ^ UInt64(state), tables, from: 15) ^ eight(high, tables, from: 7)
      index += 16
    }
    while index < bytes.count {
      unsafe state = state >> 8 ^ tables[Int((state ^ UInt32(bytes[index])) & 0xFF)]
      index += 1
    }
    return state
  }

  /// What eight bytes add, the first of which is followed by `last` more. Written out, for the loop that a compiler does
  /// not unroll takes three times as long.
  @inline(__always)
  private static func eight(_ bytes: UInt64, _ tables: UnsafeBufferPointer<UInt32>, from last: Int) -> UInt32 {
    func one(_ place: Int) -> UInt32 {
      let byte = Int(truncatingIfNeeded: bytes >> (8 * UInt64(place)) & 0xFF)
      return unsafe tables[(last - place) * 256 + byte]
    }
    let first = one(0) ^ one(1) ^ one(2) ^ one(3)
    return first ^ one(4) ^ one(5) ^ one(6) ^ one(7)
  }
}
