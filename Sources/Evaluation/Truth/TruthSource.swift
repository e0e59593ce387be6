public import Extraction

/// What stands on sheets, by people who looked.
public protocol TruthSource: Sendable {
  /// The terms that it speaks of.
  var terms: [String] { get }
  /// Those of which it has a value for some specimen.
  var filledTerms: Set<String> { get }
  /// Specimens that it speaks of.
  var count: Int { get }

  /// What it says of a record's specimen, one for each of `terms`; nil where it knows nothing of the specimen.
  func values(of record: RecordView) throws -> [TruthValue]?
}

/// What stands in one field of a sheet.
public enum TruthValue: Sendable, Equatable {
  case value(String)
  /// The sheet has nothing.
  case none
  /// Nobody has said.
  case unknown

  /// An empty text is nothing.
  init(text: String) {
    let isEmpty = text.utf8.allSatisfy { $0 <= 0x20 }
    self = isEmpty ? .none : .value(text)
  }
}

/// Which column of a table says which specimen a row is about.
public enum TruthKey: String, Sendable, CaseIterable { case image, catalogNumber }
