internal import SystemLayer

/// A table's file, written in large pieces.
final class RowFile {
  private var file: ReplacementFile?
  private var waiting: [UInt8] = []

  /// Makes the file anew; the first row is its head.
  init(_ path: FilePath, _ text: DelimitedText, head: [String]) throws(PublishingError) {
    do { file = try ReplacementFile(replacing: path) } catch { throw PublishingError(error) }
    var rows = RowBytes(text)
    rows.append(row: head)
    try write(rows)
  }

  func write(_ rows: RowBytes) throws(PublishingError) {
    waiting += rows.bytes
    if waiting.count > 1 << 18 { try flush() }
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
