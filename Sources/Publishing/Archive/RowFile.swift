internal import SystemLayer

/// A table's file, written row by row in large pieces.
final class RowFile {
  private var file: ReplacementFile?
  private var waiting: [UInt8] = []
  private let text: DelimitedText
  private(set) var rowCount = 0

  /// Makes the file anew; the first row is its head.
  init(_ path: FilePath, _ text: DelimitedText, head: [String]) throws(PublishingError) {
    self.text = text
    do { file = try ReplacementFile(replacing: path) } catch { throw PublishingError(error) }
    waiting.reserveCapacity(1 << 20)
    try write(head)
    rowCount = 0
  }

  func write(_ cells: [String]) throws(PublishingError) {
    var isFirst = true
    for cell in cells {
      if !isFirst { waiting.append(separator) }
      isFirst = false
      append(cell)
    }
    waiting.append(UInt8(ascii: "\n"))
    rowCount += 1
    if waiting.count > 1 << 20 { try flush() }
  }

  private var separator: UInt8 {
    switch text {
    case .csv: UInt8(ascii: ",")
    case .tsv: UInt8(ascii: "\t")
    }
  }

  private func append(_ cell: String) {
    switch text {
    case .tsv: waiting.append(contentsOf: cell.utf8)
    case .csv:
      let isPlain = cell.utf8.allSatisfy { $0 > 0x22 && $0 != UInt8(ascii: ",") || $0 == 0x21 }
      waiting.append(contentsOf: (isPlain ? cell : DelimitedText.quoted(cell)).utf8)
    }
  }

  private func flush() throws(PublishingError) {
    do { try file?.write(.rows(ofCleanCells: waiting)) } catch { throw PublishingError(error) }
    waiting.removeAll(keepingCapacity: true)
  }

  func end() throws(PublishingError) {
    try flush()
    do { try file.take()?.commit() } catch { throw PublishingError(error) }
  }
}
