/// A JSON value that keeps what its writer wrote: members in their order, numbers in their digits (RFC 8259).
///
/// Foundation's decoders lose both, and a record must show a model's answer as it came.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// The digits as they stood in the text, for example `0.930` or `1e-3`.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One name and its value. A name that stands twice in an object is kept twice; look-ups give the last.
  public struct Member: Sendable, Equatable {
    public var name: String
    public var value: JSONValue

    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value of the last member called `name`; nil where this is no object, has no such member, or holds `null`.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self,
      let value = members.last(where: { $0.name == name })?.value, value != .null
    else { return nil }
    return value
  }

  /// The element at `index`; nil where this is no array or is shorter.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  public var string: String? { if case .string(let text) = self { text } else { nil } }
  public var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
  public var digits: String? { if case .number(let digits) = self { digits } else { nil } }
  public var double: Double? { digits.flatMap(Double.init) }
  public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  public var members: [Member]? { if case .object(let members) = self { members } else { nil } }

  /// The whole number; also from `4.0`, which some services write for a count. Nil beyond ±2^53, where JSON's readers no
  /// longer agree about a number (RFC 8259, section 6): what is less can be added and subtracted without a second thought.
  public var int: Int? {
    let number = digits.flatMap { Int($0) ?? Double($0).flatMap { Int(exactly: $0) } }
    return number.flatMap { (-Self.largest...Self.largest).contains($0) ? $0 : nil }
  }

  private static let largest = 1 << 53

  /// How many, held between 0 and a billion: counts from outside are added up.
  public var count: Int? {
    digits.flatMap(Double.init).map { $0.isNaN ? 0 : Int(min(max($0, 0), 1_000_000_000)) }
  }
}

extension JSONValue {
  /// A whole number; null without one. Likewise a text.
  public init(_ number: Int?) { self = number.map { .number(String($0)) } ?? .null }
  public init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }

  /// An amount in US dollars, with all its digits; null without one.
  public init(_ money: Money?) { self = money.map { .number($0.digits) } ?? .null }

  /// `0.9375` and the like, rounded to `places` decimals, without an exponent; null without a number, and for one that
  /// JSON cannot hold.
  public init(_ number: Double?, places: Int) {
    guard let number, number.isFinite, abs(number) < 1e15 else {
      self = .null
      return
    }
    let scale = (0..<places).reduce(1) { product, _ in product * 10 }
    guard let scaled = Int(exactly: (number * Double(scale)).rounded()) else {
      self = .null
      return
    }
    let fraction = String(scaled.magnitude % UInt(scale) + UInt(scale)).dropFirst()
    self = .number("\(scaled < 0 ? "-" : "")\(scaled.magnitude / UInt(scale)).\(fraction)")
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .number(String(value)) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements.map { Member($0, $1) }) }
  public init(nilLiteral: ()) { self = .null }
}
