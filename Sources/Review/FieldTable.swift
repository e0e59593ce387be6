internal import DarwinCore
public import Extraction

/// The filled fields of many records, packed: some bytes for each field beside its text, so that one term over all
/// records is gone through in milliseconds.
public struct FieldTable: Sendable {
  public struct Field: Sendable, Equatable {
    public let term: String
    public let text: String
    /// In percent; nil where the model gave none.
    public let confidence: Int?
  }

  private struct Cell: Sendable {
    var start: UInt32
    var length: UInt32
    var term: UInt16
    /// In percent; 255 for none.
    var confidence: UInt8
  }

  private struct Row: Sendable {
    var cells: Range<Int32> = 0..<0
    var recordSHA256 = ""
    var isSuccess = false
  }

  private var bytes: [UInt8] = []
  private var cells: [Cell] = []
  private var rows: [Row] = []
  public private(set) var names: [SpecimenName] = []
  private var numbers: [SpecimenName: Int] = [:]
  public private(set) var terms: [String] = []
  private var termNumbers: [String: UInt16] = [:]
  private static let noConfidence: UInt8 = 255

  public init() {}

  public var count: Int { rows.count }

  /// Takes the last record of its image so far; its number is that of the image's first record.
  /// - Parameter recordSHA256: of the bytes of `dwc`; empty for a failure.
  public mutating func set(image: SpecimenName, isSuccess: Bool, recordSHA256: String, fields: [RecordField]) {
    let number = numbers[image] ?? rows.count
    if number == rows.count {
      numbers[image] = number
      names.append(image)
      rows.append(Row())
    }
    for term in terms(of: number) { filled[term, default: 1] -= 1 }
    let start = Int32(clamping: cells.count)
    for field in fields { append(field) }
    rows[number] = Row(cells: start..<Int32(clamping: cells.count), recordSHA256: recordSHA256, isSuccess: isSuccess)
    for term in terms(of: number) { filled[term, default: 0] += 1 }
  }

  private mutating func append(_ field: RecordField) {
    let text = Array((field.text ?? "").utf8)
    // Beyond four gigabytes of text nothing can be pointed at.
    guard bytes.count + text.count <= Int(UInt32.max), terms.count < Int(UInt16.max) else { return }
    let percent = field.confidence.map { UInt8(clamping: Int(($0.fraction * 100 + 1e-9).rounded(.down))) }
    cells.append(
      Cell(
        start: UInt32(bytes.count), length: UInt32(text.count), term: number(of: field.term),
        confidence: percent ?? Self.noConfidence))
    bytes += text
  }

  private mutating func number(of term: String) -> UInt16 {
    if let number = termNumbers[term] { return number }
    let number = UInt16(terms.count)
    terms.append(term)
    termNumbers[term] = number
    return number
  }

  public func number(of image: SpecimenName) -> Int? { numbers[image] }

  public func isSuccess(_ row: Int) -> Bool { rows[row].isSuccess }

  public func recordSHA256(_ row: Int) -> String { rows[row].recordSHA256 }

  /// How many rows have each term now.
  public private(set) var filled: [String: Int] = [:]

  /// The terms of a row's fields, without building their texts.
  public func terms(of row: Int) -> [String] { rows[row].cells.map { terms[Int(cells[Int($0)].term)] } }

  public func fields(_ row: Int) -> [Field] { rows[row].cells.map { field(cells[Int($0)]) } }

  /// The row's field of that term; nil where it has none.
  public func field(_ row: Int, term: String) -> Field? {
    guard let number = termNumbers[term] else { return nil }
    for index in rows[row].cells where cells[Int(index)].term == number { return field(cells[Int(index)]) }
    return nil
  }

  /// The lowest confidence of the row's fields but for those of `terms`, in percent; nil where none has one.
  public func lowestConfidence(_ row: Int, except decided: (String) -> Bool = { _ in false }) -> Int? {
    rows[row].cells.compactMap { index -> UInt8? in
      let cell = cells[Int(index)]
      return cell.confidence == Self.noConfidence || decided(terms[Int(cell.term)]) ? nil : cell.confidence
    }.min().map(Int.init)
  }

  private func field(_ cell: Cell) -> Field {
    Field(
      term: terms[Int(cell.term)],
      text: String(decoding: bytes[Int(cell.start)..<Int(cell.start) + Int(cell.length)], as: UTF8.self),
      confidence: cell.confidence == Self.noConfidence ? nil : Int(cell.confidence))
  }
}
