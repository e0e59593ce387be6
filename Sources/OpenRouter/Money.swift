#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// An amount in US dollars, exact to the last digit that the service wrote (decimal, 38 digits).
public struct Money: Sendable, Hashable, Comparable {
  public let amount: Decimal

  public static let zero = Money(amount: 0)

  public init(amount: Decimal) { self.amount = amount }

  /// Whole dollars.
  public init(dollars: Int) { amount = Decimal(dollars) }

  /// From digits as they stand in JSON or a flag: `0.0036125`, `3.6e-3`. Nil for anything else, below zero, and from
  /// 10^30 up; what is less than 10^-30 is nothing. So no sum, product with a count, or share leaves what `Decimal` holds.
  public init?(digits: String) {
    if let plain = Self.plain(digits) {
      guard plain < Self.tooMuch else { return nil }
      amount = plain
      return
    }
    guard digits.utf8.first.map({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) == true,
      digits.utf8.count <= 64, digits.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }), Double(digits) != nil,
      let amount = Decimal(string: digits), amount.isFinite, amount < Self.tooMuch
    else { return nil }
    self.amount = amount < Self.nothing ? 0 : amount
  }

  private static let tooMuch = Decimal(sign: .plus, exponent: 30, significand: 1)
  private static let nothing = Decimal(sign: .plus, exponent: -30, significand: 1)

  /// `0.0036125` and the like, of up to 18 letters, read as they stand: 200,000 records have a cost each.
  private static func plain(_ digits: String) -> Decimal? {
    var (significand, decimals) = (0, 0)
    var hasPoint = false
    guard (1...18).contains(digits.utf8.count), digits.utf8.first != UInt8(ascii: ".") else { return nil }
    for byte in digits.utf8 {
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
        continue
      }
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      significand = significand * 10 + Int(digit)
      decimals += hasPoint ? 1 : 0
    }
    guard decimals > 0 || !hasPoint else { return nil }
    while decimals > 0, significand % 10 == 0 { (significand, decimals) = (significand / 10, decimals - 1) }
    return Decimal(sign: .plus, exponent: -decimals, significand: Decimal(significand))
  }

  /// All digits, without an exponent: `0.0036125`.
  public var digits: String { amount.description }

  /// The amount rounded to `places` decimals (at least 1), half up, with trailing zeros: `10.39`.
  public func rounded(to places: Int) -> String {
    let unit = Decimal(sign: .plus, exponent: -places, significand: 1)
    let (whole, fraction) = Self.parts(of: amount)
    let isUp = fraction.dropFirst(places).first.map { $0 >= "5" } == true
    let cut = Decimal(string: "\(whole).\(fraction.prefix(places))0") ?? amount
    let (roundedWhole, roundedFraction) = Self.parts(of: isUp ? cut + unit : cut)
    return "\(roundedWhole)." + roundedFraction + String(repeating: "0", count: places - roundedFraction.count)
  }

  /// The same, up where anything is cut off: an amount that is enough.
  public func roundedUp(to places: Int) -> String {
    let text = rounded(to: places)
    guard let rounded = Money(digits: text), rounded < self else { return text }
    return Money(amount: rounded.amount + Decimal(sign: .plus, exponent: -places, significand: 1)).rounded(to: places)
  }

  private static func parts(of amount: Decimal) -> (whole: Substring, fraction: Substring) {
    let parts = amount.description.split(separator: ".", maxSplits: 1)
    return (parts[0], parts.count > 1 ? parts[1] : "")
  }

  /// The amount for each of `count`.
  public func divided(by count: Int) -> Money { Money(amount: amount / Decimal(count)) }

  /// How many times `unit`, which is more than nothing, fits in; `Int.max` where that is more.
  public func dividedDown(by unit: Money) -> Int {
    let digits = (amount / unit.amount).description
    return Int(digits.split(separator: ".", omittingEmptySubsequences: false)[0]) ?? .max
  }

  /// How many of `unit` it takes to pay this.
  public func dividedUp(by unit: Money) -> Int {
    let whole = dividedDown(by: unit)
    return whole < .max && unit * whole < self ? whole + 1 : whole
  }

  public static func < (left: Money, right: Money) -> Bool { left.amount < right.amount }
  public static func + (left: Money, right: Money) -> Money { Money(amount: left.amount + right.amount) }
  public static func - (left: Money, right: Money) -> Money { Money(amount: left.amount - right.amount) }
  public static func += (left: inout Money, right: Money) { left = left + right }
  public static func * (left: Money, count: Int) -> Money { Money(amount: left.amount * Decimal(count)) }
}

extension Money: CustomStringConvertible {
  public var description: String { "\(digits) USD" }
}

extension JSONValue {
  /// The amount in a member such as `usage.cost`: a number, or a string of digits as the catalogue writes prices.
  public var money: Money? { (digits ?? string).flatMap(Money.init(digits:)) }
}
