/// A place on the globe, in decimal degrees.
public struct Coordinates: Sendable, Equatable {
  public let latitude: Double
  public let longitude: Double

  /// Nil where it lies outside the globe. Rounded to six decimals, a tenth of a metre.
  public init?(latitude: Double, longitude: Double) {
    guard abs(latitude) <= 90, abs(longitude) <= 180 else { return nil }
    self.latitude = (latitude * 1e6).rounded() / 1e6
    self.longitude = (longitude * 1e6).rounded() / 1e6
  }

  public var isZero: Bool { latitude == 0 && longitude == 0 }

  /// Decimal digits without zeros behind the last that counts.
  public var latitudeText: String { DecimalText.text(latitude, decimals: 6) }
  public var longitudeText: String { DecimalText.text(longitude, decimals: 6) }
}

/// What a text about coordinates says.
///
/// Source: the behaviour of GBIF's parsers (`CoordinateParseUtils`), but that nothing is presumed: `O` is East or West,
/// a degree without a letter beside one with a letter is of no hemisphere, exchanged values stay as they are.
public enum CoordinateReading: Sendable, Equatable {
  case point(Coordinates)
  /// It could be two places: `O` for Ost or Ouest, or no letter at all.
  case ambiguous
  /// Not degrees: a UTM or military grid, a township, a national grid, another meridian.
  case otherSystem(String)
  case outOfRange
  case none

  public var coordinates: Coordinates? { if case .point(let point) = self { point } else { nil } }

  /// Reads latitude and longitude that stand in one text.
  public init(verbatim text: String) {
    if let system = CoordinateSystem.other(in: text) {
      self = .otherSystem(system)
      return
    }
    let plain = CoordinateSystem.withoutAccuracy(CoordinateSystem.withoutDatum(text))
    guard let tokens = AngleScanner.scan(plain), let pair = Self.pair(tokens) else {
      self = .none
      return
    }
    let isTurned = Self.namesLongitudeFirst(text)
    self = Self.reading(isTurned ? pair.1 : pair.0, isTurned ? pair.0 : pair.1, needsLetters: true)
  }

  /// `Long 16.37 Lat 47.50`.
  private static func namesLongitudeFirst(_ text: String) -> Bool {
    let words = Folding.words(text)
    guard let latitude = words.firstIndex(where: { $0.hasPrefix("lat") }),
      let longitude = words.firstIndex(where: { $0.hasPrefix("lon") || $0 == "lng" })
    else { return false }
    return longitude < latitude
  }

  /// Reads latitude and longitude that stand in texts of their own.
  public init(latitude: String, longitude: String) {
    guard let first = AngleScanner.scan(latitude), let second = AngleScanner.scan(longitude),
      let latitude = Angle(first[...]), let longitude = Angle(second[...])
    else {
      self = .none
      return
    }
    self = Self.reading(latitude, longitude, needsLetters: false)
  }

  private static func pair(_ tokens: [AngleToken]) -> (Angle, Angle)? {
    let end = tokens.lastIndex { $0 != .separator }.map { $0 + 1 } ?? 0
    let tokens = tokens.prefix(end).drop { $0 == .separator }
    let separators = tokens.indices.filter { tokens[$0] == .separator }
    for index in separators {
      if let first = Angle(tokens[..<index]), let second = Angle(tokens[(index + 1)...]) { return (first, second) }
    }
    guard separators.isEmpty else { return nil }
    let pairs = tokens.indices.dropFirst().compactMap { index in
      Angle(tokens[..<index]).flatMap { first in Angle(tokens[index...]).map { (first, $0) } }
    }
    let lettered = pairs.filter { $0.0.hemisphere != nil && $0.1.hemisphere != nil }
    if lettered.count == 1 { return lettered[0] }
    // Of several ways to cut the text none is better: but that a letter is missing holds for all.
    let isOneLetter = pairs.allSatisfy { ($0.0.hemisphere == nil) != ($0.1.hemisphere == nil) }
    return pairs.count == 1 || isOneLetter ? pairs.first : nil
  }

  private static func reading(_ first: Angle, _ second: Angle, needsLetters: Bool) -> CoordinateReading {
    if first.hemisphere == .eastOrWest || second.hemisphere == .eastOrWest { return .ambiguous }
    var (latitude, longitude) = (first, second)
    if first.hemisphere?.isLatitude == false || second.hemisphere?.isLatitude == true {
      (latitude, longitude) = (second, first)
    }
    guard latitude.hemisphere?.isLatitude != false, longitude.hemisphere?.isLatitude != true else { return .none }
    let letters = [latitude, longitude].count { $0.hemisphere != nil }
    let isDecimal = !latitude.hasMinutes && !longitude.hasMinutes
    if needsLetters, letters == 1 || (letters == 0 && !isDecimal) { return .ambiguous }
    // Of two bare numbers one can be but a longitude.
    if letters == 0, needsLetters, abs(latitude.degrees) > 90, abs(longitude.degrees) <= 90 {
      (latitude, longitude) = (longitude, latitude)
    }
    guard let point = Coordinates(latitude: latitude.degrees, longitude: longitude.degrees) else { return .outOfRange }
    return .point(point)
  }

  /// One latitude or longitude in decimal degrees; nil where the text is none.
  public static func degrees(_ text: String) -> Double? {
    guard let tokens = AngleScanner.scan(text), let angle = Angle(tokens[...]), angle.hemisphere != .eastOrWest else {
      return nil
    }
    return angle.degrees
  }
}

/// Numbers as text, without a formatter's locale.
public enum DecimalText {
  /// At most `decimals` digits behind the point, without zeros at the end.
  public static func text(_ number: Double, decimals: Int) -> String {
    guard number.isFinite, abs(number) < 1e12 else { return "" }
    let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int((abs(number) * Double(scale)).rounded())
    let sign = number < 0 && scaled != 0 ? "-" : ""
    guard scaled % scale != 0 else { return sign + String(scaled / scale) }
    var fraction = String(scale + scaled % scale).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    return sign + String(scaled / scale) + "." + fraction
  }
}
