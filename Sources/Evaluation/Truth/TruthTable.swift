internal import DarwinCore
public import Extraction
public import OpenRouter
internal import Review
internal import SystemLayer

/// A table of truth: CSV in UTF-8, one row for each specimen, one column for each term, in any order. The bytes stay as they
/// are, and a row is read when its specimen is asked for.
public struct TruthTable: TruthSource {
  public let terms: [String]
  public let filledTerms: Set<String>
  public let key: TruthKey
  /// Columns that are neither the key nor a term.
  public let ignored: [String]
  private let bytes: [UInt8]
  private let columns: [Int]
  private let rows: [SpecimenName: Int]

  public var count: Int { rows.count }

  /// - Parameter key: nil for `image` where there is such a column, else `catalogNumber`.
  /// - Throws: `TruthError`.
  public init(path: String, by key: TruthKey?) throws(TruthError) {
    let bytes: [UInt8]
    do { bytes = try OpenFile(reading: FilePath(path)).readAll() } catch {
      throw TruthError(.missing, "\(error)", hint: "name a CSV file with `--truth`, or `reviewed`")
    }
    try self.init(bytes, name: path, by: key)
  }

  /// - Parameter name: for messages.
  public init(_ text: [UInt8], name: String, by key: TruthKey?) throws(TruthError) {
    bytes = text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw TruthError(.malformed, "`\(name)` is no UTF-8", hint: "save it as CSV in UTF-8")
    }
    var reader = CSV.Reader(bytes)
    let head = try Self.row(&reader, name)?.map { Cell.clean($0) } ?? []
    self.key = key ?? (head.contains(TruthKey.image.rawValue) ? .image : .catalogNumber)
    let keyName = self.key.rawValue
    guard let keyColumn = head.firstIndex(of: keyName) else {
      throw TruthError(
        .malformed, "`\(name)` has no column `\(keyName)`",
        hint: "its first line names the columns: `image` or `catalogNumber`, and the terms")
    }
    let isTerm = head.indices.map { $0 != keyColumn && Self.isTerm(head[$0]) }
    columns = head.indices.filter { isTerm[$0] }
    terms = columns.map { head[$0] }
    ignored = head.indices.filter { !isTerm[$0] && $0 != keyColumn }.map { head[$0] }
    guard !terms.isEmpty, Set(terms).count == terms.count else {
      throw TruthError(
        .malformed, "`\(name)` has no column that is a Darwin Core term, or has one twice",
        hint: "call the columns by the terms: `recordedBy`, `eventDate`, …")
    }
    (rows, filledTerms) = try Self.index(&reader, name, key: keyColumn, columns: columns, head: head)
  }

  /// Terms of the standard, and verbatim ones that are none yet, such as `verbatimDateIdentified`.
  private static func isTerm(_ name: String) -> Bool {
    name != TruthKey.image.rawValue && (TermName.isStandard(name) || name.hasPrefix("verbatim"))
  }

  private static func row(_ reader: inout CSV.Reader, _ name: String) throws(TruthError) -> [String]? {
    do throws(CSV.Malformed) { return try reader.next()?.fields } catch {
      throw TruthError(.malformed, "`\(name)`, line \(error.line): \(error.reason)", hint: "mend this line")
    }
  }

  /// Where each specimen's row begins, and which terms have a value at all.
  private static func index(
    _ reader: inout CSV.Reader, _ name: String, key: Int, columns: [Int], head: [String]
  ) throws(TruthError) -> ([SpecimenName: Int], Set<String>) {
    var rows: [SpecimenName: Int] = [:]
    var filled: Set<String> = []
    while true {
      let (start, line) = (reader.position, reader.line)
      guard let fields = try row(&reader, name) else { return (rows, filled) }
      guard fields.count == head.count else {
        throw TruthError(
          .malformed, "`\(name)`, line \(line): \(fields.count) columns in place of \(head.count)",
          hint: "put cells that hold a comma in quotes")
      }
      let specimen = SpecimenName(fields[key].trimmedBlanks)
      if specimen.isEmpty { continue }
      guard rows.updateValue(start, forKey: specimen) == nil else {
        throw TruthError(
          .malformed, "`\(name)`, line \(line): `\(specimen)` stands there twice", hint: "leave one of its rows")
      }
      for column in columns where TruthValue(text: fields[column]) != .none { filled.insert(head[column]) }
    }
  }

  public func values(of record: RecordView) throws -> [TruthValue]? {
    guard let name = specimen(record), let start = rows[name] else { return nil }
    var reader = CSV.Reader(bytes, from: start)
    guard let fields = try Self.row(&reader, "truth") else { return nil }
    return columns.map { TruthValue(text: fields[$0]) }
  }

  private func specimen(_ record: RecordView) -> SpecimenName? {
    guard key == .catalogNumber else { return record.image }
    guard let field = record[.dwc]?[key.rawValue] else { return nil }
    return RecordField(term: key.rawValue, field.value).text.map { SpecimenName($0.trimmedBlanks) }
  }
}

extension String {
  /// Without ASCII blanks at its ends.
  var trimmedBlanks: String {
    guard utf8.first.map({ $0 <= 0x20 }) == true || utf8.last.map({ $0 <= 0x20 }) == true else { return self }
    return String(decoding: utf8.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed(), as: UTF8.self)
  }
}

/// A truth that cannot be used.
public struct TruthError: ExplainedError, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case missing = "truth_missing"
    case malformed = "truth_malformed"
    case unmatched = "truth_unmatched"
  }

  public let kind: Kind
  public let message: String
  public let hint: String?

  public init(_ kind: Kind, _ message: String, hint: String? = nil) {
    (self.kind, self.message, self.hint) = (kind, message, hint)
  }

  public var kindName: String { kind.rawValue }
}
