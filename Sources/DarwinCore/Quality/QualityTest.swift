/// A test of the TDWG Biodiversity Data Quality standard (BDQ Core, draft of 2025-09-30, CC BY 4.0,
/// https://github.com/tdwg/bdq): a pure function from a record's values to a response.
public struct QualityTest: Sendable {
  public enum Kind: String, Sendable { case validation, amendment, measure }

  public let label: String
  public let guid: String
  public let kind: Kind
  private let evaluate: @Sendable (TermValues, QualityParameters) -> QualityResponse

  init(
    _ label: String, _ guid: String, _ evaluate: @escaping @Sendable (TermValues, QualityParameters) -> QualityResponse
  ) {
    self.label = label
    self.guid = guid
    kind = label.hasPrefix("VALIDATION") ? .validation : label.hasPrefix("AMENDMENT") ? .amendment : .measure
    self.evaluate = evaluate
  }

  public func response(to values: TermValues, _ parameters: QualityParameters = QualityParameters()) -> QualityResponse
  {
    evaluate(values, parameters)
  }

  /// The 67 that apply to labels and need no network.
  public static let all: [QualityTest] = presence + occurrence + place + time + eventDate + taxon
}

/// A record's values by the names of Darwin Core's terms, without prefix: `type` is `dc:type`.
public struct TermValues: Sendable, Equatable {
  public var values: [String: String]

  public init(_ values: [String: String] = [:]) { self.values = values }

  public subscript(_ term: String) -> String {
    get { values[term] ?? "" }
    set { values[term] = newValue }
  }

  /// `bdqval:Empty`: absent, or nothing but what nobody sees.
  public func isEmpty(_ term: String) -> Bool { values[term].map(Cell.isEmpty) ?? true }

  /// The value without blanks around it; nil where it is empty.
  func text(_ term: String) -> String? {
    guard let value = values[term], !Cell.isEmpty(value) else { return nil }
    return value.trimmed
  }

  func integer(_ term: String) -> Int? { text(term).flatMap { Numeral.integer($0) } }
  func number(_ term: String) -> Double? { text(term).flatMap { Numeral.number($0) } }
}

/// The parameters of the tests, with the standard's defaults.
public struct QualityParameters: Sendable {
  /// `bdqval:latestValidDate`: the default of the standard is the present year.
  public var latestYear: Int
  public var earliestDate = "1582-11-15"
  public var minimumElevation = -430.0
  public var maximumElevation = 8850.0
  public var defaultDatum = "EPSG:4326"
  public var defaultOccurrenceStatus = "present"
  /// Not of the standard: whether a collection's labels write the day or the month first.
  public var dateOrder: DateReading.Order?

  public init(latestYear: Int = 2026, dateOrder: DateReading.Order? = nil) {
    self.latestYear = latestYear
    self.dateOrder = dateOrder
  }
}

/// What a test says of a record (https://bdq.tdwg.org: `bdqffdq:Response`).
public struct QualityResponse: Sendable, Equatable {
  public enum Status: String, Sendable {
    case hasResult = "RUN_HAS_RESULT"
    case prerequisitesNotMet = "INTERNAL_PREREQUISITES_NOT_MET"
    case amended = "AMENDED"
    case filledIn = "FILLED_IN"
    case notAmended = "NOT_AMENDED"
  }

  /// A term's new value; the term with its prefix, `dwc:eventDate`.
  public struct Amendment: Sendable, Equatable {
    public let term: String
    public let value: String
  }

  public let status: Status
  /// `COMPLIANT`, `NOT_COMPLIANT`, or a measure.
  public let result: String?
  public let amendments: [Amendment]
  /// Why, in plain words.
  public let reason: String

  static func compliant(_ reason: String) -> QualityResponse {
    QualityResponse(status: .hasResult, result: "COMPLIANT", amendments: [], reason: reason)
  }

  static func notCompliant(_ reason: String) -> QualityResponse {
    QualityResponse(status: .hasResult, result: "NOT_COMPLIANT", amendments: [], reason: reason)
  }

  static func verdict(_ isCompliant: Bool, _ yes: @autoclosure () -> String, _ no: @autoclosure () -> String)
    -> QualityResponse
  {
    isCompliant ? compliant(yes()) : notCompliant(no())
  }

  static func measure(_ value: Int, _ reason: String) -> QualityResponse {
    QualityResponse(status: .hasResult, result: String(value), amendments: [], reason: reason)
  }

  static func unmet(_ reason: String) -> QualityResponse {
    QualityResponse(status: .prerequisitesNotMet, result: nil, amendments: [], reason: reason)
  }

  static func notAmended(_ reason: String) -> QualityResponse {
    QualityResponse(status: .notAmended, result: nil, amendments: [], reason: reason)
  }

  static func amended(_ term: String, _ value: String, _ reason: String) -> QualityResponse {
    QualityResponse(
      status: .amended, result: nil, amendments: [Amendment(term: QualifiedTerm.name(term), value: value)],
      reason: reason)
  }

  static func filledIn(_ values: [(String, String)], _ reason: String) -> QualityResponse {
    QualityResponse(
      status: .filledIn, result: nil, amendments: values.map { Amendment(term: QualifiedTerm.name($0.0), value: $0.1) },
      reason: reason)
  }

  public var isNotCompliant: Bool { result == "NOT_COMPLIANT" }
}

/// Terms with the prefixes that the BDQ standard writes.
enum QualifiedTerm {
  static func name(_ term: String) -> String {
    switch term {
    case "type": "dc:type"
    case "license": "dcterms:license"
    default: "dwc:\(term)"
    }
  }
}

/// Numbers as tables have them: digits, a sign, a point; no words such as `nan`, no hexadecimals.
enum Numeral {
  static func integer(_ text: String) -> Int? {
    guard text.utf8.count <= 15, text.utf8.dropFirst(text.first == "-" ? 1 : 0).allSatisfy(ISODate.isDigit) else {
      return nil
    }
    return Int(text)
  }

  static func number(_ text: String) -> Double? {
    guard text.utf8.count <= 40, text.utf8.allSatisfy({ ISODate.isDigit($0) || "+-.eE".utf8.contains($0) }),
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }
}

extension String {
  /// Without whitespace and unseen marks around it.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !Cell.isEmpty(String($0)) }),
      let last = scalars.lastIndex(where: { !Cell.isEmpty(String($0)) })
    else { return "" }
    return String(scalars[first...last])
  }
}
