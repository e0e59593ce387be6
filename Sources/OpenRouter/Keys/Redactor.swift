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
    for key in known { bytes = key.withSecret { replace(Array($0.utf8), in: bytes, by: Array(key.masked.utf8)) } }
    return Self.maskShapes(in: bytes)
  }

  private func replace(_ needle: [UInt8], in bytes: [UInt8], by replacement: [UInt8]) -> [UInt8] {
    guard let first = needle.first, bytes.firstRange(of: needle) != nil else { return bytes }
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if bytes[position] == first, bytes[position...].starts(with: needle) {
        result += replacement
        position += needle.count
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return result
  }

  private static let marker = Array("sk-or-".utf8)
  private static let version = Array("v1-".utf8)

  private static func maskShapes(in bytes: [UInt8]) -> [UInt8] {
    guard bytes.firstRange(of: marker) != nil else { return bytes }
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      guard bytes[position] == marker[0], bytes[position...].starts(with: marker) else {
        result.append(bytes[position])
        position += 1
        continue
      }
      var start = position + marker.count
      if bytes[start...].starts(with: version) { start += version.count }
      let end = bytes[start...].firstIndex { !isKeyByte($0) } ?? bytes.count
      let shown = end - start > 12 ? 12 : end - start
      result += bytes[position..<(start + shown)]
      if end - start > shown { result += Array("...".utf8) }
      position = end
    }
    return result
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
