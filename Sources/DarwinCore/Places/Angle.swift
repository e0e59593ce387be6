/// A latitude or a longitude as labels write it.
struct Angle: Equatable {
  /// Which half of the globe a letter names.
  enum Hemisphere: Equatable {
    case north, south, east, west
    /// `O`: East in German and Italian, West in French and Spanish.
    case eastOrWest

    var isLatitude: Bool { self == .north || self == .south }
  }

  /// Signed, where the text has a sign or a letter that gives one.
  var degrees: Double
  var hemisphere: Hemisphere?
  /// Whether minutes are given, too.
  var hasMinutes: Bool

  /// One angle and nothing else: `[N|-] degrees [minutes [seconds]] [N]`, only the last number with decimals.
  init?(_ tokens: ArraySlice<AngleToken>) {
    var tokens = tokens
    let start = tokens.startIndex
    var letter: Hemisphere?
    if case .hemisphere(let first)? = tokens.first {
      letter = first
      tokens.removeFirst()
    }
    if case .hemisphere(let last)? = tokens.last {
      guard letter == nil else { return nil }
      letter = last
      tokens.removeLast()
    }
    let isLetterFirst = tokens.startIndex > start
    guard let (parts, isNegative) = Self.parts(tokens), let value = Self.value(parts) else { return nil }
    let isPositiveLetter = letter == .north || letter == .east
    if isNegative, isPositiveLetter { return nil }
    // A dash before the whole angle may join it to the other one, or be its minus: only a letter behind it can tell.
    if parts[0].isBehindDash, letter == nil || (isPositiveLetter && isLetterFirst) { return nil }
    hemisphere = letter
    degrees = isNegative || letter == .south || letter == .west ? -value : value
    hasMinutes = parts.count > 1
  }

  private static func parts(_ tokens: ArraySlice<AngleToken>) -> ([AngleToken.Number], isNegative: Bool)? {
    var parts: [AngleToken.Number] = []
    var unit = 0
    var isNegative = false
    for token in tokens {
      switch token {
      case .number(let number):
        guard parts.count < 3, !number.isNegative || parts.isEmpty, parts.last?.hasDecimals != true else { return nil }
        isNegative = isNegative || number.isNegative
        parts.append(number)
      case .unit(let next):
        // Each mark stands behind its number, and none twice.
        guard next == parts.count, next > unit else { return nil }
        unit = next
      case .hemisphere, .separator: return nil
      }
    }
    return parts.isEmpty ? nil : (parts, isNegative)
  }

  private static func value(_ parts: [AngleToken.Number]) -> Double? {
    guard parts[0].value <= 180, parts.dropFirst().allSatisfy({ $0.value < 60 }) else { return nil }
    let scales = [1.0, 60, 3600]
    return zip(parts, scales).reduce(0) { $0 + $1.0.value / $1.1 }
  }
}

/// A piece of a coordinate.
enum AngleToken: Equatable {
  struct Number: Equatable {
    let value: Double
    let isNegative: Bool
    /// `53°-21'`, `45°30'N - 73°20'W`: a dash that joins this number to what stands before it, or may do so.
    let isBehindDash: Bool
    let hasDecimals: Bool
  }

  case number(Number)
  /// The mark of degrees (1), minutes (2), seconds (3).
  case unit(Int)
  case hemisphere(Angle.Hemisphere)
  /// A comma, semicolon or slash between two angles.
  case separator
}

/// Cuts a text into tokens of coordinates.
struct AngleScanner {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var tokens: [AngleToken] = []

  /// Nil where the text holds anything else.
  static func scan(_ text: String) -> [AngleToken]? {
    guard text.utf8.count <= 200 else { return nil }
    var scanner = AngleScanner(scalars: Array(text.unicodeScalars))
    while scanner.position < scanner.scalars.count { guard scanner.step() else { return nil } }
    return scanner.tokens
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private func scalar(_ offset: Int = 0) -> Unicode.Scalar? {
    scalars.indices.contains(position + offset) ? scalars[position + offset] : nil
  }

  private static func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { ("0"..."9").contains($0) } ?? false }

  private mutating func step() -> Bool {
    let scalar = scalars[position]
    switch scalar {
    case " ", "\t", "\n", "\r", "\u{A0}", "\u{2009}", "\u{202F}", "(", ")", "[", "]", "|": position += 1
    case "0"..."9": return number()
    case "-", "−", "–": return dash()
    case "+": position += 1
    case "°", "º", "˚", "*", "⁰": add(.unit(1))
    case "'", "’", "′", "´", "`", "‘", "ʹ": quote()
    case "\"", "”", "″", "“", "ʺ", "„": add(.unit(3))
    case ",", ";", "/", "×": add(.separator)
    case ".", ":": position += 1
    default: return word()
    }
    return true
  }

  private mutating func add(_ token: AngleToken) {
    position += 1
    tokens.append(token)
  }

  /// A minus where it stands close before its number and apart from what is before it: `45.5 -73.5`, `lon:-73.5`.
  private mutating func dash() -> Bool {
    let isAttached: Bool
    switch tokens.last {
    case .number?: isAttached = Self.isDigit(scalar(-1))
    case .unit?, .hemisphere?:
      isAttached = scalar(-1).map { !$0.properties.isWhitespace && $0 != ":" && $0 != "." } ?? false
    case .separator?, nil: isAttached = false
    }
    let mayJoin = tokens.last != nil && tokens.last != .separator
    position += 1
    let isClose = Self.isDigit(scalar())
    while let next = scalar(), next.properties.isWhitespace { position += 1 }
    guard Self.isDigit(scalar()) else { return false }
    let isJoint = mayJoin && (isAttached || !isClose)
    return number(isNegative: !isJoint, isBehindDash: isJoint)
  }

  private mutating func quote() {
    let next = scalar(1)
    let isDouble = next == "'" || next == "’" || next == "′" || next == "´" || next == "`"
    if isDouble { position += 1 }
    add(.unit(isDouble ? 3 : 2))
  }

  private mutating func number(isNegative: Bool = false, isBehindDash: Bool = false) -> Bool {
    var digits = ""
    while let next = scalar(), Self.isDigit(next) {
      digits.unicodeScalars.append(next)
      position += 1
    }
    var hasDecimals = false
    if let mark = scalar(), mark == "." || mark == ",", Self.isDigit(scalar(1)) {
      hasDecimals = true
      position += 1
      digits += "."
      while let next = scalar(), Self.isDigit(next) {
        digits.unicodeScalars.append(next)
        position += 1
      }
    }
    guard digits.utf8.count <= 24, let value = Double(digits) else { return false }
    tokens.append(
      .number(.init(value: value, isNegative: isNegative, isBehindDash: isBehindDash, hasDecimals: hasDecimals)))
    return true
  }

  /// Letters that mark units (`39g30m`, `61o50'`) or name a half of the globe.
  private mutating func word() -> Bool {
    let start = position
    while let next = scalar(), next.properties.isAlphabetic { position += 1 }
    guard position > start else { return false }
    var word = String(String.UnicodeScalarView(scalars[start..<position]))
    // `50.00sS`, `30mS`: a mark, and behind it a letter of the globe.
    if case .number? = tokens.last, word.unicodeScalars.count == 2, let unit = Self.unit(String(word.prefix(1))) {
      tokens.append(.unit(unit))
      word = String(word.suffix(1))
    } else if case .number? = tokens.last, let unit = Self.unit(word), !isLastLetter(word, start) {
      tokens.append(.unit(unit))
      return true
    }
    let small = word.lowercased()
    if small == "x" {
      tokens.append(.separator)
      return true
    }
    if Self.ignored.contains(small) { return true }
    guard let hemisphere = Self.hemispheres[small] else { return false }
    tokens.append(.hemisphere(hemisphere))
    return true
  }

  /// An `S` behind a number is South, an `s` the mark of seconds.
  private func isLastLetter(_ word: String, _ start: Int) -> Bool { word == "S" || word == "O" }

  private static func unit(_ word: String) -> Int? {
    switch word {
    case "d", "D", "g", "o", "deg", "Deg", "degrees", "degree", "grad", "grados", "degres": 1
    case "m", "min", "Min", "minutes", "mn": 2
    case "s", "sec", "Sec", "seconds": 3
    default: nil
    }
  }

  private static let ignored: Set<String> = [
    "lat", "latitude", "long", "lon", "lng", "longitude", "latitud", "longitud", "breite", "länge", "br", "l",
    "approx", "ca", "c", "gr", "greenwich", "coordinates", "coord", "coords", "gps", "and", "und", "et", "y", "de",
    "of",
    "ш", "д",
  ]

  private static let hemispheres: [String: Angle.Hemisphere] = [
    "n": .north, "north": .north, "nord": .north, "norte": .north, "nördl": .north, "nördlich": .north, "nb": .north,
    "sš": .north, "с": .north, "сш": .north, "s": .south, "south": .south, "sud": .south, "süd": .south, "sul": .south,
    "sur": .south, "südl": .south, "zb": .south, "ю": .south, "юш": .south, "e": .east, "east": .east, "est": .east,
    "este": .east, "ost": .east, "östl": .east, "östlich": .east, "ö": .east, "leste": .east, "ol": .east,
    "в": .east, "вд": .east, "w": .west, "west": .west, "ouest": .west, "oeste": .west, "ovest": .west, "westl": .west,
    "noord": .north, "bor": .north, "borealis": .north, "syd": .south, "zuid": .south, "austr": .south,
    "australis": .south, "oost": .east, "øst": .east, "öst": .east, "orient": .east, "orientalis": .east, "vest": .west,
    "väst": .west, "occ": .west, "occid": .west, "occidentalis": .west, "wl": .west, "з": .west, "зд": .west,
    "o": .eastOrWest,
  ]
}
