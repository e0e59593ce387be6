#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Masks secrets in text that comes from outside: a server's message, a script's output, a command line.
///
/// Two nets: every text of the shape `sk-or-…` (any key of the service, also one never seen here), and the literal
/// keys that this process has loaded, whatever their shape.
public struct Redactor: Sendable {
  private var known: [APIKey]

  public init(known: [APIKey] = []) { self.known = known }

  /// Adds a key to the literal ones. Keys shorter than eight characters are left out: they would mask common words.
  public mutating func add(_ key: APIKey) {
    guard !known.contains(key), key.withSecret({ $0.utf8.count >= 8 }) else { return }
    known.append(key)
  }

  /// Adds all keys that another redactor knows.
  public mutating func formUnion(_ other: Redactor) { for key in other.known { add(key) } }

  /// `text` with every key cut to its masked form.
  public func redact(_ text: String) -> String { String(decoding: redact(Array(text.utf8)), as: UTF8.self) }

  /// The same for UTF-8; JSON stays JSON.
  public func redact(_ text: [UInt8]) -> [UInt8] {
    var bytes = text
    for key in known { bytes = mask(key, in: bytes) }
    return Self.maskShapes(in: bytes)
  }

  private func mask(_ key: APIKey, in bytes: [UInt8]) -> [UInt8] {
    let needle = key.withSecret { Array($0.utf8) }
    var found = Self.place(of: needle, in: bytes, from: 0)
    guard found != nil else { return bytes }
    let replacement = Array(key.masked.utf8)
    var result: [UInt8] = []
    var position = 0
    while let start = found {
      result += bytes[position..<start]
      result += replacement
      position = start + needle.count
      found = Self.place(of: needle, in: bytes, from: position)
    }
    return result + bytes[position...]
  }

  private static let marker = Array("sk-or-".utf8)
  private static let version = Array("v1-".utf8)

  private static func maskShapes(in bytes: [UInt8]) -> [UInt8] {
    var found = place(of: marker, in: bytes, from: 0)
    guard found != nil else { return bytes }
    var result: [UInt8] = []
    var position = 0
    while let marked = found {
      var start = marked + marker.count
      if bytes[start...].starts(with: version) { start += version.count }
      let end = bytes[start...].firstIndex { !isKeyByte($0) } ?? bytes.count
      let shown = end - start > 12 ? 12 : end - start
      result += bytes[position..<(start + shown)]
      if end - start > shown { result += Array("...".utf8) }
      position = end
      found = place(of: marker, in: bytes, from: position)
    }
    return result + bytes[position...]
  }

  /// Where `needle` first stands at or behind `start`. Every line that a run writes is searched, so this is done by the
  /// system's own search: the standard library's generic one took as much time as all else that a specimen costs.
  private static func place(of needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard let first = needle.first else { return nil }
    return unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return nil }
      var position = start
      while buffer.count - position >= needle.count {
        let rest = buffer.count - needle.count + 1 - position
        guard let hit = unsafe memchr(base + position, Int32(first), rest) else { return nil }
        position = unsafe UnsafeRawPointer(hit) - base
        if unsafe memcmp(hit, needle, needle.count) == 0 { return position }
        position += 1
      }
      return nil
    }
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
