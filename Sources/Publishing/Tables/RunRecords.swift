public import Extraction
internal import OpenRouter
internal import SystemLayer

/// The last record of each specimen of a run, in the order of their names. Memory holds where each stands, not what it
/// says.
public struct RunRecords: Sendable {
  public struct Entry: Sendable {
    public let image: SpecimenName
    public let isSuccess: Bool
    public let imageSHA256: String?
    let file: Int
    let offset: Int
    let length: Int
  }

  public private(set) var entries: [Entry] = []
  /// Terms that some record has filled.
  public private(set) var terms: Set<String> = []
  /// Of the latest record, in ISO 8601; nil where none says it.
  public private(set) var lastTimestamp: String?
  private var files: [FilePath] = []

  /// Reads a run folder, or one of shards (`RUN/shards/*`).
  public init(run: String) throws(ReadFailure) {
    for path in Self.recordFiles(of: FilePath(run)) { try read(path) }
    entries.sort { $0.image < $1.image }
  }

  /// Its own records and those of its shards.
  static func recordFiles(of run: FilePath) -> [FilePath] {
    let shards = run.appending("shards")
    let names = (try? Folder(shards).entries().map(\.name)) ?? []
    let folders = [run] + names.sorted { $0.lexicographicallyPrecedes($1) }.map { shards.appending(bytes: $0) }
    return folders.map { $0.appending("raw.jsonl") }.filter(\.exists)
  }

  private mutating func read(_ path: FilePath) throws(ReadFailure) {
    var positions: [SpecimenName: Int] = [:]
    for (index, entry) in entries.enumerated() { positions[entry.image] = index }
    let file = files.count
    files.append(path)
    var lines = RecordLines(path: path.string)
    let tail = try lines.forEach { add($0.bytes, file, $0.offset, $0.length, &positions) }
    // A last record that lacks but its newline counts.
    add(tail.bytes, file, tail.offset, tail.length, &positions)
  }

  private mutating func add(
    _ line: [UInt8], _ file: Int, _ offset: Int, _ length: Int, _ positions: inout [SpecimenName: Int]
  ) {
    guard let record = RecordView(line: line) else { return }
    let entry = Entry(
      image: record.image, isSuccess: record.isSuccess, imageSHA256: record.imageSHA256, file: file, offset: offset,
      length: length)
    for field in record.fields { terms.insert(field.term) }
    if let time = record[.timestamp]?.string, time > lastTimestamp ?? "" { lastTimestamp = time }
    if let position = positions[record.image] {
      entries[position] = entry
    } else {
      positions[record.image] = entries.count
      entries.append(entry)
    }
  }

  /// The last record of one specimen; nil where the run has none that succeeded.
  func record(of image: SpecimenName) throws -> RecordView? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].image < image { low = middle + 1 } else { high = middle }
    }
    guard low < entries.count, entries[low].image == image, entries[low].isSuccess else { return nil }
    return RecordView(line: try FileBox(files[entries[low].file]).read(entries[low].offset, entries[low].length))
  }

  /// Hands each record to `body`, in the order of the specimens' names.
  public func forEach(_ body: (Entry, RecordView, [UInt8]) throws -> Void) throws {
    let open = try files.map { path in try FileBox(path) }
    for entry in entries {
      let bytes = try open[entry.file].read(entry.offset, entry.length)
      let line = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
      guard let record = RecordView(line: line) else { continue }
      try body(entry, record, line)
    }
  }
}

/// An open file that an array can hold.
private final class FileBox {
  private let file: OpenFile

  init(_ path: FilePath) throws(PublishingError) {
    do { file = try OpenFile(reading: path) } catch { throw PublishingError(error) }
  }

  func read(_ offset: Int, _ length: Int) throws(PublishingError) -> [UInt8] {
    do { return try file.read(at: offset, count: length) } catch { throw PublishingError(error) }
  }
}
