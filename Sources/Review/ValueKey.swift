internal import DarwinCore

/// By what values look alike.
enum ValueKey {
  /// The key of OpenRefine's fingerprint clustering: folded words, sorted, each once.
  static func key(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return asciiKey(text) }
    let words = Set(Folding.words(text)).sorted()
    return words.isEmpty ? text : words.joined(separator: " ")
  }

  /// The same for the common case, byte by byte: a term may have fifty thousand distinct values.
  private static func asciiKey(_ text: String) -> String {
    let folded = text.utf8.map { byte -> UInt8 in
      switch byte {
      case 0x30...0x39, 0x61...0x7A: byte
      case 0x41...0x5A: byte | 0x20
      default: 0x20
      }
    }
    let words = folded.split(separator: 0x20).sorted { $0.lexicographicallyPrecedes($1) }
    if words.isEmpty { return text }
    var key: [UInt8] = []
    for (place, word) in words.enumerated() where place == 0 || !word.elementsEqual(words[place - 1]) {
      if !key.isEmpty { key.append(0x20) }
      key += word
    }
    return String(decoding: key, as: UTF8.self)
  }
}
