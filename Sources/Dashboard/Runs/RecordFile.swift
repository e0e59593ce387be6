internal import Extraction
internal import SystemLayer

/// Single lines of `raw.jsonl`, by where they stand.
final class RecordFile: Sendable {
  /// One file, or those of the run's shards by number.
  private let paths: [Int: FilePath]

  /// Nil where there is no such file.
  init?(path: String) {
    let shards = RecordPlace.files(of: path)
    if shards.isEmpty, !FilePath(path).exists { return nil }
    paths =
      FilePath(path).exists
      ? [0: FilePath(path)] : Dictionary(shards.map { ($0.number, FilePath($0.path)) }) { first, _ in first }
  }

  /// The record at `offset`; nil where it is no longer there.
  func record(at offset: Int, length: Int) -> RecordView? {
    let place = RecordPlace(position: offset)
    guard let path = paths[place.shard], let file = try? OpenFile(reading: path) else { return nil }
    return (try? file.read(at: place.offset, count: length)).flatMap { RecordView(line: $0) }
  }
}
