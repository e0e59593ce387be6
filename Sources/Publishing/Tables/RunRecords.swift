internal import DarwinCore
public import Extraction
public import OpenRouter
internal import SystemLayer

/// The last record of each specimen of a run, in the order of their names. Memory holds where each stands, not what it
/// says.
public struct RunRecords: Sendable {
  public struct Entry: Sendable {
    public let image: SpecimenName
    public let isSuccess: Bool
    let digest: ImageDigest?
    let file: Int32
    let offset: Int
    let length: Int32
    /// Of the specimen in the order in which the file first names it, from 0: its number on the pages.
    public let number: Int32
  }

  public private(set) var entries: [Entry] = []
  /// Terms that some record has, filled or not.
  public private(set) var terms: Set<String> = []
  /// Of the latest record, in ISO 8601; nil where none says it.
  public private(set) var lastTimestamp: String?
  /// What all answers cost, failed ones included.
  public private(set) var cost = Money.zero
  /// Successes of which the service did not say what they cost.
  public private(set) var unpriced = 0
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
      image: record.image, isSuccess: record.isSuccess, digest: record.imageSHA256.flatMap(ImageDigest.init),
      file: Int32(file), offset: offset, length: Int32(clamping: length),
      number: Int32(clamping: positions[record.image] ?? entries.count))
    if let cost = record.cost { self.cost += cost } else if record.isSuccess { unpriced += 1 }
    for (name, _) in record[.dwc]?.members ?? [] where !terms.contains(name) {
      if TermName.isStandard(name) { terms.insert(name) }
    }
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
    let place = position(of: image)
    guard place < entries.count, entries[place].image == image, entries[place].isSuccess else { return nil }
    return RecordView(
      line: try FileBox(files[Int(entries[place].file)]).read(entries[place].offset, Int(entries[place].length)))
  }

  /// Hands each record to `body`, in the order of the specimens' names.
  public func forEach(_ body: (Entry, RecordView, [UInt8]) throws -> Void) throws {
    var reader = try reader()
    while let (entry, line) = try reader.next() {
      if let record = RecordView(line: line) { try body(entry, record, line) }
    }
  }

  /// The lines one by one, in the same order.
  /// - Parameters:
  ///   - start: the first specimen; nil for the run's first.
  ///   - end: the one behind the last; nil for the end.
  public func reader(from start: SpecimenName? = nil, upTo end: SpecimenName? = nil) throws -> Reader {
    let first = start.map(position) ?? 0
    let entries = entries[first..<max(first, end.map(position) ?? entries.count)]
    return Reader(entries: entries, files: try files.map { path in try FileBox(path) })
  }

  /// Where the first entry stands that is not before `image`.
  private func position(of image: SpecimenName) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].image < image { low = middle + 1 } else { high = middle }
    }
    return low
  }

  public struct Reader {
    fileprivate var entries: ArraySlice<Entry>
    fileprivate let files: [FileBox]

    public mutating func next() throws -> (entry: Entry, line: [UInt8])? {
      guard let entry = entries.popFirst() else { return nil }
      let bytes = try files[Int(entry.file)].read(entry.offset, Int(entry.length))
      return (entry, bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes)
    }
  }
}

/// An open file that an array can hold.
fileprivate final class FileBox {
  private let file: OpenFile

  init(_ path: FilePath) throws(PublishingError) {
    do { file = try OpenFile(reading: path) } catch { throw PublishingError(error) }
  }

  func read(_ offset: Int, _ length: Int) throws(PublishingError) -> [UInt8] {
    do { return try file.read(at: offset, count: length) } catch { throw PublishingError(error) }
  }
}
