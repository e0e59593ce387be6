/// Heights and depths as labels write them, in metres.
public struct MetreRange: Sendable, Equatable {
  public let minimum: Double
  public let maximum: Double
  /// Whether the text said feet, so that the metres are reckoned.
  public let isConverted: Bool

  /// Metres, with no more digits than the text had: whole ones where it was converted.
  /// Without rounding: 100 feet are 30.48 m.
  public var exactTexts: (minimum: String, maximum: String) {
    (DecimalText.text(minimum, decimals: 4), DecimalText.text(maximum, decimals: 4))
  }

  public var minimumText: String { DecimalText.text(minimum, decimals: isConverted ? 0 : 3) }
  public var maximumText: String { DecimalText.text(maximum, decimals: isConverted ? 0 : 3) }

  /// Reads one height or a range, in metres or feet. Nil where the unit is missing, where several heights stand there,
  /// or where the text doubts (`above 500 m`).
  ///
  /// A foot is 0.3048 m (international foot, exact). Source of the forms: the notes of
  /// AMENDMENT_MINELEVATIONMAXELEVATION_FROM_VERBATIM (TDWG BDQ, 2d638c8b-4c62-44a0-a14d-fa147bf9823d).
  /// - Parameter ofDepth: whether it is a depth, which is none the less one `below sea level`.
  public init?(verbatim text: String, ofDepth: Bool = false) {
    guard text.utf8.count <= 120, let tokens = Self.scan(text) else { return nil }
    let words = Folding.words(text)
    if !ofDepth, [["sea", "level"], ["at", "sea", "level"]].contains(words) {
      self.init(0, 0, isConverted: false)
      return
    }
    if !ofDepth, words.contains(where: Self.depths.contains) { return nil }
    let isBelow = !ofDepth && Self.isBelowSea(words)
    var numbers: [Double] = []
    var units: [Double] = []
    for token in tokens {
      switch token {
      case .number(let value): numbers.append(value)
      case .unit(let scale): units.append(scale)
      }
    }
    guard let scale = units.first, numbers.count >= 1,
      units.allSatisfy({ $0 == scale }) || units.count == numbers.count || (units.count, numbers.count) == (2, 4)
    else { return nil }
    // `500 m (550 m)` says two things of one height.
    if text.utf8.contains(UInt8(ascii: "(")), numbers.count == 2, units.count == 2, units[0] == units[1] { return nil }
    // `max. 500 m` is a bound, as `to 500 m` is.
    if numbers.count == 1, words.contains(where: Self.bounds.contains) { return nil }
    guard let range = Self(numbers: numbers, units: units) else { return nil }
    if !isBelow {
      self = range
    } else if range.minimum >= 0 {
      self.init(-range.maximum, -range.minimum, isConverted: range.isConverted)
    } else {
      return nil
    }
  }

  /// `Minimum Elevation 100m` is 100 m by the data of that test.
  private static let bounds: Set<Substring> = ["min", "max", "maximum"]

  private static let depths: Set<Substring> = ["depth", "deep", "tief", "tiefe", "prof", "profundidad", "water"]

  private static func isBelowSea(_ words: [Substring]) -> Bool {
    ["below", "under", "unter"].contains { words.contains($0) }
      && ["sea", "level", "nn", "meer"].contains { words.contains($0) }
  }

  private init?(numbers: [Double], units: [Double]) {
    guard let scale = units.first else { return nil }
    if units.allSatisfy({ $0 == scale }) {
      guard numbers.count <= 2, numbers[0] <= (numbers.last ?? numbers[0]), !Self.isElliptic(numbers) else {
        return nil
      }
      self.init(numbers[0] * scale, (numbers.last ?? numbers[0]) * scale, isConverted: scale != 1)
      return
    }
    // The same range twice: `1500-1600 m (4900-5250 ft)`.
    if numbers.count == 4, units.count == 2 {
      let (first, second) = (Array(numbers[..<2]), Array(numbers[2...]))
      let (metres, feet) = scale == 1 ? (first, second) : (second, first)
      guard units.contains(1), metres[0] <= metres[1],
        zip(metres, feet).allSatisfy({ abs($1 * 0.3048 - $0) <= max(15, $0 / 20) })
      else { return nil }
      self.init(metres[0], metres[1], isConverted: false)
      return
    }
    // The same height twice, in both units: `1500 ft (457 m)`. The metres of the label count.
    guard numbers.count == 2, units.count == 2, let metres = zip(numbers, units).first(where: { $0.1 == 1 })?.0,
      let feet = zip(numbers, units).first(where: { $0.1 != 1 })?.0, abs(feet * 0.3048 - metres) <= max(15, metres / 20)
    else { return nil }
    self.init(metres, metres, isConverted: false)
  }

  /// `3-400 m` and `15-1600 m` are most likely 300 to 400 and 1500 to 1600 m.
  private static func isElliptic(_ numbers: [Double]) -> Bool {
    guard numbers.count == 2, numbers[0] > 0, numbers[1] > 0, numbers[1] < 1e5, numbers[1] == numbers[1].rounded()
    else {
      return false
    }
    let digits = Array(String(Int(numbers[1])).utf8)
    let leading = digits.prefix(digits.lastIndex { $0 != UInt8(ascii: "0") }.map { $0 + 1 } ?? 0)
    guard leading.count < digits.count, let head = Int(String(decoding: leading, as: UTF8.self)) else { return false }
    return numbers[0] < Double(head) && String(Int(numbers[0])).utf8.count == leading.count
  }

  private init?(_ minimum: Double, _ maximum: Double, isConverted: Bool) {
    guard minimum >= -11_000, maximum <= 9_000 else { return nil }
    self.minimum = minimum
    self.maximum = maximum
    self.isConverted = isConverted
  }

  private enum Token { case number(Double), unit(Double) }

  private static func scan(_ text: String) -> [Token]? {
    var tokens: [Token] = []
    let bytes = Array(
      Folding.fold(
        text.map { "–—−".contains($0) ? "-" : "′’´".contains($0) ? "'" : $0 }.reduce(into: "") { $0.append($1) }
      ).utf8)
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if ISODate.isDigit(byte) {
        let start = position
        guard let number = number(bytes, &position) else { return nil }
        var value = number
        if tokens.isEmpty, bytes[..<(position)].first(where: { $0 != 0x20 }) == UInt8(ascii: "-") {
          value = -value
        } else if tokens.isEmpty, isMinus(bytes, before: start) {
          // `alt. -5 m` may be below the sea or above.
          return nil
        }
        tokens.append(.number(value))
      } else if bytes[position...].starts(with: "±".utf8) {
        // `1200 ± 50 m` says how far it is off; elsewhere the sign is `about`.
        guard tokens.isEmpty || !bytes[position...].contains(where: ISODate.isDigit) else { return nil }
        position += "±".utf8.count
      } else if isLetter(byte) {
        let start = position
        while position < bytes.count, isLetter(bytes[position]) { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        if let scale = scales[word] {
          guard case .number? = tokens.last else {
            // The unit may stand first: `ft. 1500`, `alt. m 200`.
            guard tokens.isEmpty else { continue }
            tokens.append(.unit(scale))
            continue
          }
          tokens.append(.unit(scale))
        } else if position < bytes.count, ISODate.isDigit(bytes[position]), word.utf8.count == 1 {
          // `l200` is most likely 1200.
          return nil
        } else if !fillers.contains(word) || (tokens.isEmpty && doubts.contains(word)) {
          return nil
        }
      } else if byte == UInt8(ascii: "'") {
        if case .number? = tokens.last { tokens.append(.unit(0.3048)) }
        position += 1
      } else if " .,-:;()[]/~=".utf8.contains(byte) || byte == 0x0A {
        position += 1
      } else {
        return nil
      }
    }
    return tokens
  }

  /// A dash close before the place, and a blank before that.
  private static func isMinus(_ bytes: [UInt8], before place: Int) -> Bool {
    place >= 2 && bytes[place - 1] == UInt8(ascii: "-") && bytes[place - 2] == 0x20
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte >= 0x80
  }

  /// `1500`, `1,500`, `1.500`, `1 500`, `457.2`, `457,2`.
  private static func number(_ bytes: [UInt8], _ position: inout Int) -> Double? {
    var digits = ""
    while position < bytes.count {
      let byte = bytes[position]
      if ISODate.isDigit(byte) {
        digits.unicodeScalars.append(Unicode.Scalar(byte))
        position += 1
        continue
      }
      guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") || byte == 0x20 || byte == UInt8(ascii: "'") else {
        break
      }
      let group = bytes[(position + 1)...].prefix { ISODate.isDigit($0) }.count
      let isGroup = group == 3 && digits.utf8.count <= 3 && !digits.contains(".") && digits.first != "0"
      if isGroup {
        position += 1
      } else if byte != 0x20, byte != UInt8(ascii: "'"), group > 0, !digits.contains(".") {
        digits += "."
        position += 1
      } else {
        break
      }
    }
    return digits.utf8.count <= 12 ? Double(digits) : nil
  }

  /// Metres to the unit. Old feet of other countries (`Fuss`, `pieds`, `pies`) were of other lengths and are not here.
  private static let scales: [String: Double] = [
    "m": 1, "metres": 1, "meters": 1, "metre": 1, "meter": 1, "metern": 1, "metros": 1, "metri": 1, "mts": 1, "mt": 1,
    "mtr": 1, "msnm": 1, "msm": 1, "masl": 1, "mnm": 1, "м": 1, "moh": 1, "mum": 1, "ft": 0.3048, "feet": 0.3048,
    "foot": 0.3048,
    "f": 0.3048,
  ]

  /// In front of the number they say that the height is another one: `above 500 m`, `to 500 m`.
  private static let doubts: Set<String> = [
    "above", "below", "over", "under", "uber", "ueber", "unter", "sobre", "to", "bis",
  ]

  private static let fillers: Set<String> = [
    "alt", "altitude", "altitud", "elev", "elevation", "height", "hohe", "minimum", "maximum", "min", "max", "level",
    "a", "s", "n", "l", "u", "d", "o", "asl",
    "above", "sea",
    "to", "bis", "between", "zwischen", "entre", "and", "et", "und", "y", "ca", "c", "circa", "approx", "about", "uber",
    "ueber", "nn", "der", "du",
    "sur",
    "mer", "sobre", "el", "nivel", "del", "mar", "slm", "snm", "sm", "nm", "hoh", "moh", "depth", "deep", "tief",
    "tiefe",
    "prof", "profundidad", "water", "in", "at", "the", "of", "below", "surface", "nad", "morem", "h", "npm", "p", "i",
    "р", "ур", "моря", "н", "над",
  ]
}
