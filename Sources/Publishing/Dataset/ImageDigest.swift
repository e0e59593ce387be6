/// An image's SHA-256 as four words: a hundred thousand of them take little memory.
struct ImageDigest: Hashable, Sendable {
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// Nil where `hex` is no SHA-256 in hexadecimal digits.
  init?(hex: String) {
    var words: [UInt64] = []
    var bytes = Array(hex.utf8)[...]
    guard bytes.count == 64 else { return nil }
    while !bytes.isEmpty {
      guard let word = UInt64(String(decoding: bytes.prefix(16), as: UTF8.self), radix: 16) else { return nil }
      words.append(word)
      bytes = bytes.dropFirst(16)
    }
    self.words = (words[0], words[1], words[2], words[3])
  }

  var hex: String {
    [words.0, words.1, words.2, words.3].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  static func == (left: ImageDigest, right: ImageDigest) -> Bool { left.words == right.words }

  func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }
}
