/// The secrets that are looked for, each in all the forms in which its letters may come, and where these occur.
struct SecretForms {
  struct Secret {
    let text: [UInt8]
    /// How many of its first characters may be seen.
    let shown: Int
  }

  /// A stretch of a skeleton that is a piece of a secret.
  struct Match: Equatable {
    let range: Range<Int>
    let secret: Int
    /// Where the piece begins in the form.
    let offset: Int
    /// Whether the letters are the secret's own.
    let isPlain: Bool
    let isWholeForm: Bool
  }

  private struct Form {
    let letters: [UInt8]
    let secret: Int
    /// The fewest letters that count.
    let shortest: Int
    let isPlain: Bool
  }

  private struct Place {
    let form: Int
    let offset: Int
  }

  /// A piece of so many letters is no accident, whatever stands between them.
  static let certainLength = 16
  /// What `places` is asked for: so many letters at once.
  private static let gramLength = 8

  private(set) var secrets: [Secret] = []
  /// Those of too few letters to be found but as they are, such as `sk-1234`; encoded, they are long enough.
  private(set) var short: [[UInt8]] = []
  private var forms: [Form] = []
  var isEmpty: Bool { forms.isEmpty }
  private var places: [UInt64: [Place]] = [:]
  /// One bit for each gram that may be in `places`: most are not, and this says so at once.
  private var filter = [UInt64](repeating: 0, count: 2048)
  /// Every piece that counts holds a gram that begins at a multiple of this.
  private var stride = Int.max

  mutating func add(_ secret: Secret) {
    let letters = Skeleton(of: secret.text.map { $0 == 0x25 || $0 == 0x26 || $0 == 0x5C ? 0x20 : $0 }).letters
    guard letters.count >= Self.gramLength || Self.isDistinct(secret.text) else { return }
    secrets.append(secret)
    if letters.count < Self.gramLength { short.append(secret.text) }
    // Of a short secret all letters are needed, or it would be found in ordinary words.
    let shortest = letters.count < 2 * Self.gramLength ? letters.count : max(Self.gramLength, secret.shown + 1)
    add(letters, shortest: shortest, isPlain: true)
    let bytes = secret.text
    add(bytes.flatMap(Self.hexDigits), shortest: 2 * shortest)
    add(bytes.flatMap { Array("0x".utf8) + Self.hexDigits($0) }, shortest: 4 * shortest)
    add(bytes.flatMap { Array(String($0).utf8) }, shortest: 2 * shortest)
    for alignment in 0..<3 {
      let encoded = Self.base64(bytes, alignment: alignment)
      add(encoded, shortest: min(encoded.count, (shortest * 4 + 2) / 3 + 2))
    }
  }

  private mutating func add(_ text: [UInt8], shortest: Int, isPlain: Bool = false) {
    let letters = Skeleton(of: text).letters
    guard letters.count >= Self.gramLength else { return }
    let shortest = min(letters.count, max(Self.gramLength, shortest))
    forms.append(Form(letters: letters, secret: secrets.count - 1, shortest: shortest, isPlain: isPlain))
    stride = min(stride, shortest - Self.gramLength + 1)
    for offset in 0...(letters.count - Self.gramLength) {
      let gram = Self.gram(letters.span, at: offset)
      places[gram, default: []].append(Place(form: forms.count - 1, offset: offset))
      let bit = Self.bit(gram)
      filter[bit >> 6] |= 1 << UInt64(bit & 63)
    }
  }

  /// Whether a piece of a secret may occur: false is certain.
  func occur(in letters: [UInt8]) -> Bool {
    guard !forms.isEmpty, letters.count >= Self.gramLength else { return false }
    let span = letters.span
    for start in Swift.stride(from: 0, through: letters.count - Self.gramLength, by: stride) {
      let gram = Self.gram(span, at: start)
      if isLikely(gram), places[gram] != nil { return true }
    }
    return false
  }

  /// The longest pieces of secrets, from left to right.
  func matches(in letters: [UInt8]) -> [Match] {
    var matches: [Match] = []
    var position = 0
    while position + Self.gramLength <= letters.count {
      let found = longest(at: position, in: letters)
      if let found { matches.append(found) }
      position = found?.range.upperBound ?? position + 1
    }
    return matches
  }

  private func longest(at position: Int, in letters: [UInt8]) -> Match? {
    let gram = Self.gram(letters.span, at: position)
    guard isLikely(gram), let places = places[gram] else { return nil }
    return places.compactMap { place -> Match? in
      let form = forms[place.form]
      let length = zip(form.letters[place.offset...], letters[position...]).prefix { $0 == $1 }.count
      guard length >= form.shortest else { return nil }
      let piece = form.letters[place.offset..<(place.offset + length)]
      let isMost = 2 * length >= form.letters.count
      guard isMost || !form.isPlain || Self.looksRandom(piece) else { return nil }
      return Match(
        range: position..<(position + length), secret: form.secret, offset: place.offset, isPlain: form.isPlain,
        isWholeForm: length == form.letters.count)
    }.max { $0.range.count < $1.range.count }
  }

  /// Whether so few letters are no word and no number of anything else.
  private static func isDistinct(_ text: [UInt8]) -> Bool {
    text.count >= 5 && text[0].isASCIILetter && !text.allSatisfy(\.isASCIILetter)
  }

  /// A key may hold words, such as the institution's name, which are no secret by themselves.
  private static func looksRandom(_ letters: ArraySlice<UInt8>) -> Bool {
    letters.count { $0 < UInt8(ascii: "a") } >= 2
  }

  private func isLikely(_ gram: UInt64) -> Bool {
    let bit = Self.bit(gram)
    return filter[bit >> 6] & (1 << UInt64(bit & 63)) != 0
  }

  private static func bit(_ gram: UInt64) -> Int { Int(truncatingIfNeeded: (gram &* 0x9E37_79B9_7F4A_7C15) >> 47) }

  private static func gram(_ letters: Span<UInt8>, at start: Int) -> UInt64 {
    unsafe letters.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
  }

  private static func hexDigits(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  /// The characters that depend on these bytes alone, where `alignment` others come before them in a group of three.
  /// What stands for punctuation differs between the alphabets, and is passed over anyway.
  private static func base64(_ bytes: [UInt8], alignment: Int) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789--".utf8)
    var encoded: [UInt8] = []
    var (bits, count) = (0, 0)
    for byte in [UInt8](repeating: 0, count: alignment) + bytes {
      (bits, count) = (bits << 8 & 0xFFFF | Int(byte), count + 8)
      while count >= 6 {
        count -= 6
        encoded.append(alphabet[bits >> count & 63])
      }
    }
    return Array(encoded.dropFirst((alignment * 8 + 5) / 6))
  }
}
