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
    guard !tail.bytes.isEmpty else { return .nothingToDo }
    if isWhole(tail) {
      var file = try AppendFile(path: path)
      try file.append([UInt8(ascii: "\n")])
      try file.synchronize()
      return .completed(bytes: tail.bytes.count)
    }
    let entry: JSONValue = [
      "timestamp": .string(now.iso8601), "offset": .number(String(tail.offset)),
      "length": .number(String(tail.bytes.count)),
    ]
    do {
      var torn = try AppendFile(path: path + ".torn")
      try torn.append(entry.utf8 + [UInt8(ascii: "\n")] + tail.bytes + [UInt8(ascii: "\n")])
      try torn.synchronize()
    }
    try cut(path, to: tail.offset)
    return .moved(bytes: tail.bytes.count)
  }

  /// Whether the last line is a record that lacks only its newline.
  public static func isWhole(_ tail: RecordLines.Tail) -> Bool { RecordSummary(line: tail.bytes.span) != nil }

  private static func cut(_ path: String, to length: Int) throws(WriteFailure) {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw WriteFailure(path: path, bytes: 0, reason: SystemError()) }
    defer { close(descriptor) }
    guard ftruncate(descriptor, off_t(length)) == 0, fsync(descriptor) == 0 else {
      throw WriteFailure(path: path, bytes: 0, reason: SystemError())
    }
  }
}
