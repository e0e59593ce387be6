/// How one value stands to another that it should be. Each case but the last implies that the two do not differ as the
/// cases before it would have it.
public enum ValueMatch: Sendable, Equatable, CaseIterable {
  /// The same bytes, blanks at the ends aside.
  case exact
  /// The same but for capitals, full stops and runs of blanks (`NormalisedText`).
  case normalised
  /// Another text that says the same, by the rule of the term's kind (`FactKind`).
  case sameFact
  /// True, and less than what the other says: a year in place of a day, a genus in place of a species.
  case lessPrecise
  /// Another fact.
  case different

  /// Compares two values that say something.
  /// - Parameters:
  ///   - answer: what was read.
  ///   - truth: what it should be.
  public init(_ answer: String, _ truth: String, kind: FactKind) {
    if answer.utf8.elementsEqual(truth.utf8) {
      self = .exact
      return
    }
    let (answer, truth) = (answer.trimmed, truth.trimmed)
    if answer.utf8.elementsEqual(truth.utf8) {
      self = .exact
    } else if NormalisedText.of(answer) == NormalisedText.of(truth) {
      self = .normalised
    } else {
      self = Self.ofFacts(answer, truth, kind)
    }
  }

  /// Whether the two say the same.
  public var isSame: Bool { self == .exact || self == .normalised || self == .sameFact }

  private static func ofFacts(_ answer: String, _ truth: String, _ kind: FactKind) -> ValueMatch {
    switch kind {
    case .date: ofDates(answer, truth)
    case .number:
      Numeral.integer(answer).map { Numeral.integer(truth) == $0 } == true ? .sameFact : .different
    case .degrees: ofDegrees(answer, truth)
    case .point: ofPoints(answer, truth)
    case .metres: ofMetres(answer, truth)
    case .name: ofNames(answer, truth)
    case .people: PersonName.match(answer, truth)
    case .text, .freeText: .different
    }
  }
}

extension ValueMatch {
  /// The same where both name the same days in the same precision; a span that holds the other is less precise.
  private static func ofDates(_ answer: String, _ truth: String) -> ValueMatch {
    guard case .date(let read) = DateReading(verbatim: answer), case .date(let expected) = DateReading(verbatim: truth)
    else { return .different }
    if read == expected { return .sameFact }
    return read.contains(expected) ? .lessPrecise : .different
  }

  /// 0.01°, about a kilometre: what two readings of degrees and minutes may differ by.
  private static let nearDegrees = 0.01 + 1e-9

  private static func ofDegrees(_ answer: String, _ truth: String) -> ValueMatch {
    guard let read = CoordinateReading.degrees(answer), let expected = CoordinateReading.degrees(truth) else {
      return .different
    }
    let distance = abs(read - expected)
    if distance <= nearDegrees { return .sameFact }
    let (few, many) = (decimals(answer), decimals(truth))
    return few < many && distance <= 0.5 * power(of: few) ? .lessPrecise : .different
  }

  private static func decimals(_ text: String) -> Int {
    text.utf8.firstIndex(of: UInt8(ascii: ".")).map { point in
      text.utf8[point...].dropFirst().prefix { ISODate.isDigit($0) }.count
    } ?? 0
  }

  /// 10 to the power of minus `decimals`.
  private static func power(of decimals: Int) -> Double { (0..<min(decimals, 20)).reduce(1.0) { unit, _ in unit / 10 } }

  private static func ofPoints(_ answer: String, _ truth: String) -> ValueMatch {
    guard let read = CoordinateReading(verbatim: answer).coordinates,
      let expected = CoordinateReading(verbatim: truth).coordinates
    else { return .different }
    let isNear =
      abs(read.latitude - expected.latitude) <= nearDegrees && abs(read.longitude - expected.longitude) <= nearDegrees
    return isNear ? .sameFact : .different
  }

  /// The same within a metre; a range that holds the other's is less precise.
  private static func ofMetres(_ answer: String, _ truth: String) -> ValueMatch {
    guard let read = metres(answer), let expected = metres(truth), read.hasUnit == expected.hasUnit else {
      return .different
    }
    let (low, high) = (expected.range.minimum - read.range.minimum, read.range.maximum - expected.range.maximum)
    if abs(low) <= 1, abs(high) <= 1 { return .sameFact }
    return low >= 0 && high >= 0 ? .lessPrecise : .different
  }

  /// A bare number is of the same unit as another bare one.
  private static func metres(_ text: String) -> (range: MetreRange, hasUnit: Bool)? {
    if let range = MetreRange(verbatim: text) { return (range, true) }
    return MetreRange(verbatim: text + " m").map { ($0, false) }
  }

  /// By their parts; who wrote the name first is no part of it.
  private static func ofNames(_ answer: String, _ truth: String) -> ValueMatch {
    guard let read = ScientificName(answer), let expected = ScientificName(truth) else { return .different }
    let (one, other) = (parts(read, answer, beside: expected), parts(expected, truth, beside: read))
    if one == other { return .sameFact }
    return one.isLessPrecise(than: other) ? .lessPrecise : .different
  }

  /// What one name shows to be an epithet is one in the other, too: `Carex Davalliana Sm.`, `Carex davalliana`.
  private static func parts(_ name: ScientificName, _ text: String, beside other: ScientificName) -> NameParts {
    let lacksEpithet =
      (name.specificEpithet == nil && other.specificEpithet != nil)
      || (name.infraspecificEpithet == nil && other.infraspecificEpithet != nil)
    guard lacksEpithet else { return NameParts(name) }
    let epithets = [other.specificEpithet, other.infraspecificEpithet].compactMap(\.self)
    return NameParts(ScientificName(text, epithets: epithets) ?? name)
  }
}

/// What makes a name that name.
private struct NameParts: Equatable {
  let genus: String?
  let species: String?
  /// Epithet and rank below the species.
  let below: [String?]
  let cultivar: String?
  let isHybrid: Bool
  let isDoubtful: Bool
  /// Of a hybrid formula, and of a name whose parts are not clear: all of it.
  let formula: String?

  init(_ name: ScientificName) {
    genus = (name.genus ?? name.uninomial).map(Folding.fold)
    species = name.specificEpithet.map(Folding.fold)
    below = name.infraspecificEpithet.map { [Folding.fold($0), name.rank] } ?? []
    cultivar = name.cultivarEpithet.map(Folding.fold)
    isHybrid = name.isHybrid
    isDoubtful = name.qualifier != nil
    formula = name.isHybridFormula || name.isUndecided ? NormalisedText.of(name.fullName) : nil
  }

  /// A genus in place of a species of it, a species in place of a variety.
  func isLessPrecise(than other: NameParts) -> Bool {
    guard genus == other.genus, isDoubtful == other.isDoubtful, formula == nil, other.formula == nil, below.isEmpty,
      cultivar == nil
    else { return false }
    if species == nil { return other.species != nil }
    return species == other.species && (!other.below.isEmpty || other.cultivar != nil)
  }
}
