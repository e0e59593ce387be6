/// Rows of a table as bytes.
struct RowBytes: Sendable {
  private(set) var bytes: [UInt8] = []
  private let text: DelimitedText

  init(_ text: DelimitedText) { self.text = text }

  mutating func append(row cells: [String]) {
    var isFirst = true
    for cell in cells {
      if !isFirst { bytes.append(separator) }
      isFirst = false
      append(cell)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// One cell, without what parts it from others.
  mutating func append(_ cell: String) {
    switch text {
    case .tsv: bytes.append(contentsOf: cell.utf8)
    case .csv:
      let isPlain = cell.utf8.allSatisfy { ($0 > 0x20 && $0 != 0x22 && $0 != UInt8(ascii: ",")) }
      bytes.append(contentsOf: (isPlain ? cell : DelimitedText.quoted(cell)).utf8)
    }
  }

  mutating func append(raw piece: [UInt8]) { bytes.append(contentsOf: piece) }

  private var separator: UInt8 {
    switch text {
    case .csv: UInt8(ascii: ",")
    case .tsv: UInt8(ascii: "\t")
    }
  }
}
