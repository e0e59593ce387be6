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

  /// Hands each row of CSV text to `body`.
  /// - Returns: whether every quote has its end.
  static func forEachRow(ofCSV text: [UInt8], _ body: ([String]) throws -> Void) rethrows -> Bool {
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var position = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func endCell() {
      row.append(String(decoding: cell, as: UTF8.self))
      cell.removeAll(keepingCapacity: true)
    }
    while position < text.count {
      let byte = text[position]
      position += 1
      switch (byte, isQuoted) {
      case (UInt8(ascii: "\""), true) where position < text.count && text[position] == byte:
        position += 1
        cell.append(byte)
      case (UInt8(ascii: "\""), _): isQuoted.toggle()
      case (UInt8(ascii: ","), false): endCell()
      case (UInt8(ascii: "\n"), false):
        endCell()
        try body(row)
        row.removeAll(keepingCapacity: true)
      case (UInt8(ascii: "\r"), false): break
      default: cell.append(byte)
      }
    }
    if isQuoted { return false }
    if !cell.isEmpty || !row.isEmpty {
      endCell()
      try body(row)
    }
    return true
  }
}
