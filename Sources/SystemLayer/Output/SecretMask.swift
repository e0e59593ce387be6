/// Masks secrets in text that leaves the program, whatever form they come in.
///
/// A service may echo a key as it was sent, in another case, percent-encoded, as entities, escaped, in hex, in base64 (also
/// as part of a longer text), split by blanks or line breaks, without its prefix, or cut off. All of these are looked for
/// at once: the text is reduced to its letters and digits (`Skeleton`), which are searched for pieces of each secret in
/// each form (`SecretForms`). Keys of the service's own shape that were never seen here are cut as well (`KeyShapes`).
public struct SecretMask: Sendable {
  private var forms = SecretForms()

  public init() {}

  /// Adds a secret. One of fewer than eight letters and digits is found as it is and encoded, no other way; one that is a
  /// short word or number is left out, for it would be masked wherever it means something else.
  /// - Parameter shown: how many of its first characters may be seen where it stands as it is.
  public mutating func add(_ secret: String, shown: Int) {
    let text = Array(secret.utf8)
    if !forms.secrets.contains(where: { $0.text == text }) { forms.add(.init(text: text, shown: shown)) }
  }

  /// Adds all secrets that another mask knows.
  public mutating func formUnion(_ other: SecretMask) {
    for secret in other.forms.secrets { add(String(decoding: secret.text, as: UTF8.self), shown: secret.shown) }
  }

  /// `text` with every secret cut to what may be seen of it.
  public func redact(_ text: String) -> String { String(decoding: redact(Array(text.utf8)), as: UTF8.self) }

  /// The same for UTF-8. JSON stays JSON: within strings letters go, and a number keeps its length.
  public func redact(_ text: [UInt8]) -> [UInt8] {
    let mayHold = !forms.isEmpty && forms.occur(in: Skeleton(of: text).letters)
    let masked = mayHold ? maskKnown(text) : text
    return KeyShapes.mask(forms.short.reduce(masked) { Self.maskWhole($1, in: $0) })
  }

  /// Masks `secret` where it stands alone, in any case.
  private static func maskWhole(_ secret: [UInt8], in text: [UInt8]) -> [UInt8] {
    guard text.count >= secret.count else { return text }
    let wanted = secret.map(\.lowercase)
    var edits: [Edit] = []
    for start in 0...(text.count - secret.count) where text[start].lowercase == wanted[0] {
      let end = start + secret.count
      let isAlone = (start == 0 || !text[start - 1].isWord) && (end == text.count || !text[end].isWord)
      if isAlone, zip(text[start..<end], wanted).allSatisfy({ $0.lowercase == $1 }) {
        edits.append(Edit(start..<end, Edit.ellipsis))
      }
    }
    return edits.isEmpty ? text : Edit.apply(edits, to: text)
  }

  private func maskKnown(_ text: [UInt8]) -> [UInt8] {
    let skeleton = Skeleton(of: text, withPlaces: true)
    let matches = forms.matches(in: skeleton.letters).filter { isSecret($0, skeleton) }
    return Edit.apply(matches.flatMap { edits(for: $0, skeleton, text) }, to: text)
  }

  /// Some letters more than may be seen are a secret where they stand together; where anything stands between them, they
  /// may be a masked key and the word behind it.
  private func isSecret(_ match: SecretForms.Match, _ skeleton: Skeleton) -> Bool {
    if match.isWholeForm || match.range.count >= SecretForms.certainLength { return true }
    let places = skeleton.places[match.range]
    return zip(places, places.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound }
  }

  private func edits(for match: SecretForms.Match, _ skeleton: Skeleton, _ text: [UInt8]) -> [Edit] {
    let places = skeleton.places[match.range]
    guard let start = places.first?.lowerBound else { return [] }
    let secret = forms.secrets[match.secret]
    if match.isPlain, match.offset == 0, text[start...].starts(with: secret.text) {
      return [Edit(start..<(start + secret.text.count), secret.text.prefix(secret.shown) + Edit.ellipsis)]
    }
    // Outside of strings JSON has digits alone, in numbers.
    let quoted = JSONQuotes(text)
    return places.enumerated().map { number, place in
      if !quoted.contains(place.lowerBound) { return Edit(place, [UInt8(ascii: "1")]) }
      return Edit(place, number == 0 ? Edit.ellipsis : [])
    }
  }
}

/// A place of a text and what comes there instead.
struct Edit {
  static let ellipsis = Array("...".utf8)

  let range: Range<Int>
  let replacement: [UInt8]

  init(_ range: Range<Int>, _ replacement: some Sequence<UInt8>) {
    self.range = range
    self.replacement = Array(replacement)
  }

  /// - Parameter edits: in the order of their places.
  static func apply(_ edits: [Edit], to text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for edit in edits where edit.range.lowerBound >= position {
      result += text[position..<edit.range.lowerBound] + edit.replacement
      position = edit.range.upperBound
    }
    return result + text[position...]
  }
}

/// Which bytes of a text stand in JSON strings; all of them where the text is no JSON.
private struct JSONQuotes {
  private var outside: Set<Int> = []

  init(_ text: [UInt8]) {
    guard let first = text.first(where: { $0 != 0x20 && $0 != 0x0A }), first == 0x7B || first == 0x5B else { return }
    var isInside = false
    var isEscaped = false
    for (position, byte) in text.enumerated() {
      if isEscaped {
        isEscaped = false
      } else if isInside, byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInside.toggle()
      } else if !isInside, (0x30...0x39).contains(byte) {
        outside.insert(position)
      }
    }
  }

  func contains(_ position: Int) -> Bool { !outside.contains(position) }
}

extension UInt8 {
  var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }
  fileprivate var lowercase: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
  fileprivate var isWord: Bool { isASCIILetter || (0x30...0x39).contains(self) }
}
