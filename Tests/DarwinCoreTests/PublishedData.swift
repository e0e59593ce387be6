import Foundation
import Testing

/// The published test data beside the package (`../shared/data`); tests that need it are skipped where it is absent.
enum PublishedData {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data")

  static func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: name).path) }

  static func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  /// The cells of a tab-separated file, without its head.
  static func rows(_ name: String) throws -> [[String]] {
    try text(name).split(separator: "\n", omittingEmptySubsequences: false).dropFirst().filter { !$0.isEmpty }.map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }
}

/// Comma-separated values with quotes (RFC 4180), by the names in the head.
struct CommaSeparated {
  let rows: [[String: String]]

  init(_ text: String) {
    var records: [[String]] = []
    var record: [String] = []
    var cell = String.UnicodeScalarView()
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch (scalar, isQuoted) {
      case ("\"", true) where scalars.first == "\"":
        scalars.removeFirst()
        cell.append("\"")
      case ("\"", _): isQuoted.toggle()
      case (",", false):
        record.append(String(cell))
        cell = .init()
      case ("\n", false):
        record.append(String(cell))
        records.append(record)
        record = []
        cell = .init()
      case ("\r", false): break
      default: cell.append(scalar)
      }
    }
    if !record.isEmpty || !cell.isEmpty { records.append(record + [String(cell)]) }
    let head = records.first ?? []
    rows = records.dropFirst().map { Dictionary(zip(head, $0)) { first, _ in first } }
  }
}
