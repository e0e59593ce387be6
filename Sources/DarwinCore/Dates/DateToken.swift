/// A piece of a date as labels write it.
enum DateToken: Equatable {
  /// A number, with how many digits it was written.
  case number(Int, digits: Int)
  case month(Int)
  /// What stands for a part that is not known: `XX`, `**`, `00`, `1[?]`, `early`.
  case unknown
  /// Spring to winter; says nothing of the month.
  case season
  /// A number whose century is missing: `'94`.
  case shortYear
  /// The years of a decade or century: `1980s`, `193-`, `19??`.
  case span(from: Int, to: Int)
  /// `-`, `to`, `and`: may join two dates, or the parts of one.
  case dash
  case slash
  case comma
  case dot
  /// A word such as `to` that does nothing but join two dates.
  case joint

  var isSeparator: Bool {
    switch self {
    case .dash, .slash, .comma, .dot, .joint: true
    default: false
    }
  }
}

/// Cuts a verbatim date into tokens. Nil where a word is none that dates are made of.
struct DateScanner {
  private let bytes: [UInt8]
  private var position = 0
  private var tokens: [DateToken] = []
  /// Whether the text doubts itself: `1840?`, `ca. 1840`.
  private(set) var isUncertain = false

  /// Longer than any date.
  static let longest = 120

  static func scan(_ text: String) -> (tokens: [DateToken], isUncertain: Bool)? {
    guard text.utf8.count <= longest else { return nil }
    var scanner = DateScanner(text)
    guard scanner.run() else { return nil }
    return (scanner.tokens, scanner.isUncertain)
  }

  private init(_ text: String) { bytes = Array(Self.plain(text).utf8) }

  /// Folded, with the marks of typesetters as typewriters have them.
  private static func plain(_ text: String) -> String {
    let folded = Folding.fold(text)
    if folded.utf8.allSatisfy({ $0 < 0x80 }) { return folded }
    var plain = ""
    for scalar in folded.unicodeScalars {
      switch scalar {
      case "\u{2010}"..."\u{2015}", "\u{2212}", "\u{FF0D}", "~", "〜", "～": plain += "-"
      case "’", "‘", "´", "ʼ", "′", "‛": plain += "'"
      case "”", "“", "″", "„": plain += "\""
      case "º", "°", "ª", "\u{A0}", "\u{2009}", "\u{202F}", "\u{3000}", "\u{FEFF}": plain += " "
      case "．", "·", "•": plain += "."
      case "\u{FF10}"..."\u{FF19}": plain += String(scalar.value - 0xFF10)
      case "\u{2170}"..."\u{217B}": plain += romans[Int(scalar.value - 0x2170)]
      case "／": plain += "/"
      case "…": plain += "..."
      case "\u{FFFD}": plain += "[?]"
      case "年", "년": plain += " "
      case "月", "월": plain += " {m} "
      case "日", "일", "г": plain += scalar == "г" ? "г" : " "
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }

  /// Of the signs U+2170 to U+217B.
  private static let romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]

  private mutating func run() -> Bool {
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): if !number() { return false }
      case UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: if !word() { return false }
      case UInt8(ascii: "'"): apostrophe()
      case UInt8(ascii: "-"): add(.dash)
      case UInt8(ascii: "/"): add(.slash)
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"): add(.comma)
      case UInt8(ascii: "."): add(.dot)
      case UInt8(ascii: "&"), UInt8(ascii: "+"): add(.joint)
      case UInt8(ascii: "*"):
        while position < bytes.count, bytes[position] == byte { position += 1 }
        tokens.append(.unknown)
      case UInt8(ascii: "?"): question()
      case UInt8(ascii: "[") where bytes[position...].starts(with: "[?]".utf8): unreadable()
      case UInt8(ascii: "{"):  // The sign for a month behind its number.
        position += 3
        guard case .number(let month, _)? = tokens.last, (1...12).contains(month) else { return false }
        tokens[tokens.count - 1] = .month(month)
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""),
        UInt8(ascii: "_"), UInt8(ascii: "|"), UInt8(ascii: "="), 0...0x20, 0x7F:
        position += 1
      default: return false
      }
    }
    return true
  }

  private mutating func add(_ token: DateToken) {
    position += 1
    tokens.append(token)
  }

  private func byte(at offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte >= 0x80
  }
  private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// `1840?` doubts itself. `12.?.1932` and `12 ? 1932` lack a part, `?2 May` and `1? May` lack a digit.
  private mutating func question() {
    let isBehindPart = position > 0 && (isDigit(bytes[position - 1]) || isLetter(bytes[position - 1]))
    let next = bytes[(position + 1)...].first {
      !Self.isBlank($0) && $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "/")
    }
    let isDigitNext = byte(at: position + 1).map(isDigit) == true
    let isLoneDigitNext = isDigitNext && byte(at: position + 2).map(isDigit) != true
    var isBehindLoneDigit = false
    if isBehindPart, case .number(_, 1)? = tokens.last { isBehindLoneDigit = true }
    let isPart = !isBehindPart && !tokens.isEmpty && !isDigitNext && next.map { isDigit($0) || isLetter($0) } == true
    if isPart || isLoneDigitNext || isBehindLoneDigit { return unreadable() }
    isUncertain = true
    position += 1
  }

  /// `[?]` and what stands close to it are one part that nobody knows.
  private mutating func unreadable() {
    isUncertain = true
    if position > 0, isDigit(bytes[position - 1]) || isLetter(bytes[position - 1]), tokens.last?.isSeparator == false {
      tokens.removeLast()
    }
    position += bytes[position] == UInt8(ascii: "[") ? 3 : 1
    while let next = byte(at: position), isDigit(next) || isLetter(next) { position += 1 }
    tokens.append(.unknown)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }

  /// `'94` is a year without century; other apostrophes are a printer's ordinal (`23'`) or noise.
  private mutating func apostrophe() {
    position += 1
    guard let first = byte(at: position), let second = byte(at: position + 1), isDigit(first), isDigit(second),
      byte(at: position + 2).map(isDigit) != true
    else { return }
    position += 2
    tokens.append(.shortYear)
  }

  private mutating func number() -> Bool {
    let start = position
    var value = 0
    while let digit = byte(at: position), isDigit(digit) {
      value = position - start < 10 ? value * 10 + Int(digit - UInt8(ascii: "0")) : value
      position += 1
    }
    let digits = position - start
    guard digits <= 8 else { return false }
    if digits <= 2, value <= 24, skipTime() { return true }
    if let span = span(value, digits) {
      tokens.append(span)
      return true
    }
    if oldMonth(value) { return true }
    if digits == 8 { return eightDigits(value) }
    skipOrdinal()
    tokens.append(value == 0 && digits <= 2 ? .unknown : .number(value, digits: digits))
    return true
  }

  /// Moves on behind a time of the day, whose hour has been read: `10:30`, `10:30:15`. `12:06:1899` is none.
  private mutating func skipTime() -> Bool {
    func isPart(at start: Int) -> Bool {
      byte(at: start) == UInt8(ascii: ":") && byte(at: start + 1).map(isDigit) == true
        && byte(at: start + 2).map(isDigit) == true && byte(at: start + 3).map(isDigit) != true
    }
    guard isPart(at: position) else { return false }
    let end = isPart(at: position + 3) ? position + 6 : position + 3
    guard byte(at: end) != UInt8(ascii: ":") else { return false }
    position = end
    return true
  }

  /// What stands before `Uhr` or `pm` is a time: `10 Uhr`, `10.30 Uhr`.
  private mutating func dropHour() {
    func isPart(_ token: DateToken?) -> Bool { if case .number(_, 1...2)? = token { true } else { false } }
    guard isPart(tokens.last) else { return }
    tokens.removeLast()
    if tokens.last == .dot, isPart(tokens.dropLast().last) { tokens.removeLast(2) }
  }

  /// `1980s`, `1980's`, `193-`, `193?`, `18--`, `18??`; moves on behind it.
  private mutating func span(_ value: Int, _ digits: Int) -> DateToken? {
    if digits == 4, value % 10 == 0 {
      var next = position
      if byte(at: next) == UInt8(ascii: "'") { next += 1 }
      guard byte(at: next) == UInt8(ascii: "s"), byte(at: next + 1).map(isLetter) != true else { return nil }
      position = next + 1
      return .span(from: value, to: value + (value % 100 == 0 ? 99 : 9))
    }
    guard digits == 3 || digits == 2 else { return nil }
    let missing = 4 - digits
    let marks = bytes[position...].prefix(missing)
    guard marks.count == missing, let mark = marks.first, marks.allSatisfy({ $0 == mark }),
      mark == UInt8(ascii: "?") || mark == UInt8(ascii: "-") || mark == UInt8(ascii: "_"),
      digits == 2 ? (15...20).contains(value) : (150...209).contains(value)
    else { return nil }
    let end = position + missing
    guard byte(at: end).map({ $0 != mark && !isDigit($0) && !isLetter($0) }) != false else { return nil }
    if digits == 3, mark == UInt8(ascii: "-"), bytes[end...].contains(where: { isDigit($0) || isLetter($0) }) {
      return nil
    }
    position = end
    let scale = missing == 1 ? 10 : 100
    return .span(from: value * scale, to: value * scale + scale - 1)
  }

  /// `7ber`, `8bre`, `9bris`, `10br`: September to December.
  private mutating func oldMonth(_ value: Int) -> Bool {
    guard (7...10).contains(value) else { return false }
    for ending in ["bris", "bre", "ber", "br"] where bytes[position...].starts(with: ending.utf8) {
      guard byte(at: position + ending.utf8.count).map(isLetter) != true else { continue }
      position += ending.utf8.count
      tokens.append(.month(value + 2))
      return true
    }
    return false
  }

  private mutating func eightDigits(_ value: Int) -> Bool {
    let (year, month, day) = (value / 10000, value / 100 % 100, value % 100)
    guard DateReading.years.contains(year), month <= 12, day <= 31, month > 0 || day == 0 else { return false }
    tokens.append(.number(year, digits: 4))
    guard month > 0 else { return true }
    tokens.append(.month(month))
    if day > 0 { tokens.append(.number(day, digits: 2)) }
    return true
  }

  private mutating func skipOrdinal() {
    for ending in ["st", "nd", "rd", "th", "er", "d", "eme", "nda", "ten", "te"]
    where bytes[position...].starts(with: ending.utf8) {
      guard byte(at: position + ending.utf8.count).map(isLetter) != true else { continue }
      position += ending.utf8.count
      return
    }
  }

  private mutating func word() -> Bool {
    let start = position
    while let letter = byte(at: position), isLetter(letter) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)[...]
    if let month = MonthNames.roman(word) ?? MonthNames.month(word) {
      tokens.append(.month(month))
      return true
    }
    if DateWords.joints.contains(word) {
      // `bis 12. Mai` is a bound.
      if tokens.isEmpty, DateWords.bounds.contains(word) { return false }
      tokens.append(.joint)
      return true
    }
    if DateWords.hours.contains(word) {
      dropHour()
      return true
    }
    if DateWords.doubts.contains(word) {
      isUncertain = true
      return true
    }
    if word.utf8.allSatisfy({ $0 == UInt8(ascii: "x") }) || DateWords.parts.contains(word) {
      tokens.append(.unknown)
      return true
    }
    if DateWords.seasons.contains(word) {
      tokens.append(.season)
      return true
    }
    return DateWords.fillers.contains(word)
  }
}
