public import Extraction
internal import SystemLayer

/// `annotations.jsonl` of a run: read forwards while it grows, and only ever appended to. Several processes may write it.
public struct AnnotationLog {
  public let path: FilePath
  private var lines: RecordLines
  public private(set) var ledger = ReviewLedger()
  /// Lines that are no annotation: torn by a crash, or somebody else's. They are left as they are.
  public private(set) var unreadable = 0

  /// - Parameter run: the run folder. A run without annotations has no such file.
  public init(run: FilePath) {
    path = run.appending("annotations.jsonl")
    lines = RecordLines(path: path.string)
  }

  /// Reads what has come since the last time, and returns the images that it is about. A last line without its newline
  /// is still being written.
  /// - Throws: `ReadFailure` where the file is there and cannot be read.
  @discardableResult
  public mutating func readNew() throws(ReadFailure) -> Set<SpecimenName> {
    var found: [Annotation] = []
    var strange = 0
    var forgotten: [SpecimenName] = []
    if ((try? FileStatus(of: path))?.size ?? 0) < lines.offset {
      // Somebody has put another file in its place.
      forgotten = ledger.images
      (lines, ledger, unreadable) = (RecordLines(path: path.string), ReviewLedger(), 0)
    }
    _ = try lines.forEach { line in
      if let annotation = Annotation(line: line.bytes) {
        found.append(annotation)
      } else if !line.bytes.isEmpty {
        strange += 1
      }
    }
    for annotation in found { ledger.add(annotation) }
    unreadable += strange
    return Set(found.map(\.image) + forgotten)
  }

  /// Appends all of them with one write and returns once they are on the disk: then, and not before, they count.
  /// - Throws: `SystemError`; nothing was written then.
  public mutating func append(_ annotations: [Annotation]) throws(SystemError) {
    guard !annotations.isEmpty else { return }
    var file = try AppendFile(path)
    try file.append(line: SecretMask().json(Array(annotations.map(\.line).joined(separator: [UInt8(ascii: "\n")]))))
    try file.synchronize()
  }
}

extension AnnotationLog {
  /// All annotations of a run.
  /// - Throws: `ReadFailure` where the file is there and cannot be read.
  public static func read(run: FilePath) throws(ReadFailure) -> ReviewLedger {
    var log = AnnotationLog(run: run)
    try log.readNew()
    return log.ledger
  }
}
