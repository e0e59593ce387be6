internal import Extraction
internal import SystemLayer

/// Single lines of `raw.jsonl`, by where they stand.
final class RecordFile: Sendable {
  private let file: OpenFile

  /// Nil where the file cannot be opened.
  init?(path: String) {
    guard let file = try? OpenFile(reading: FilePath(path)) else { return nil }
    self.file = file
  }

  /// The record at `offset`; nil where it is no longer there.
  func record(at offset: Int, length: Int) -> RecordView? {
    (try? file.read(at: offset, count: length)).flatMap { RecordView(line: $0) }
  }
}
