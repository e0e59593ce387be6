internal import OpenRouter

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Mends a file whose last line was torn by a crash, before anything is appended to it.
public enum TornTail {
  /// What was done about a last line without its newline.
  public enum Repair: Equatable {
    case nothingToDo
    /// The line was whole but for its newline, which was added: it had been paid for.
    case completed(bytes: Int)
    /// The piece was moved to `raw.jsonl.torn`.
    case moved(bytes: Int)
  }

  /// Moves the torn piece to `<path>.torn`, behind a line with the time and its length; only when it is safe there is
  /// it cut off.
  public static func repair(_ path: String, tail: RecordLines.Tail, now: Timestamp) throws(WriteFailure) -> Repair {
    guard tail.length > 0 else { return .nothingToDo }
    if isWhole(tail) {
      var file = try AppendFile(path: path)
      try file.append([UInt8(ascii: "\n")])
      try file.synchronize()
      return .completed(bytes: tail.length)
    }
    let entry: JSONValue = [
      "timestamp": .string(now.iso8601), "offset": JSONValue(tail.offset), "length": JSONValue(tail.length),
    ]
    do {
      var torn = try AppendFile(path: path + ".torn")
      try torn.append(entry.line)
      try copy(path, from: tail.offset, to: &torn)
      try torn.append([UInt8(ascii: "\n")])
      try torn.synchronize()
    }
    try cut(path, to: tail.offset)
    return .moved(bytes: tail.length)
  }

  /// Whether the last line is a record that lacks only its newline.
  public static func isWhole(_ tail: RecordLines.Tail) -> Bool { RecordView(line: tail.bytes) != nil }

  /// Appends what stands in the file behind `offset`, piece by piece.
  private static func copy(
    _ path: String, from offset: Int, to target: inout AppendFile
  ) throws(WriteFailure) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw WriteFailure(path: path, bytes: 0, reason: SystemError()) }
    defer { close(descriptor) }
    var position = offset
    while true {
      let piece: [UInt8]
      do { piece = try FileReading.read(descriptor, at: position, count: 1 << 20) } catch {
        throw WriteFailure(path: path, bytes: 0, reason: error)
      }
      if piece.isEmpty { return }
      try target.append(piece)
      position += piece.count
    }
  }

  private static func cut(_ path: String, to length: Int) throws(WriteFailure) {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw WriteFailure(path: path, bytes: 0, reason: SystemError()) }
    defer { close(descriptor) }
    guard ftruncate(descriptor, off_t(length)) == 0, fsync(descriptor) == 0 else {
      throw WriteFailure(path: path, bytes: 0, reason: SystemError())
    }
  }
}
