/// Rows of cells as text.
public enum DelimitedText: Sendable {
  /// Parted by commas, quoted where needed (RFC 4180), ended by CR LF no more than readers ask for: by LF.
  case csv
  /// Parted by tabs, without quotes: cells must be clean.
  case tsv

  public func row(_ cells: [String]) -> String {
    switch self {
    case .csv: cells.map(Self.quoted).joined(separator: ",") + "\n"
    case .tsv: cells.joined(separator: "\t") + "\n"
    }
  }

  static func quoted(_ cell: String) -> String {
    let needsQuotes =
      cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) } || cell.first == " " || cell.last == " "
    return needsQuotes ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
  }

  /// The rows of CSV text; nil where a quote has no end.
  static func rows(ofCSV text: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var bytes = Array(text.utf8)[...]
    func endCell() {
      row.append(String(decoding: cell, as: UTF8.self))
      cell = []
    }
    while let byte = bytes.popFirst() {
      switch (byte, isQuoted) {
      case (UInt8(ascii: "\""), true) where bytes.first == byte:
        bytes.removeFirst()
        cell.append(byte)
      case (UInt8(ascii: "\""), _): isQuoted.toggle()
      case (UInt8(ascii: ","), false): endCell()
      case (UInt8(ascii: "\n"), false):
        endCell()
        rows.append(row)
        row = []
      case (UInt8(ascii: "\r"), false): break
      default: cell.append(byte)
      }
    }
    if isQuoted { return nil }
    if !cell.isEmpty || !row.isEmpty {
      endCell()
      rows.append(row)
    }
    return rows
  }
}
