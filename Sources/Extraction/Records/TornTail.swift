internal import OpenRouter
public import SystemLayer

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
      try WriteFailure.naming { () throws(SystemError) in
        var file = try AppendFile(FilePath(path))
        try file.append(.newline)
        try file.synchronize()
      }
      return .completed(bytes: tail.length)
    }
    let entry: JSONValue = [
      "timestamp": .string(now.iso8601), "offset": JSONValue(tail.offset), "length": JSONValue(tail.length),
    ]
    try WriteFailure.naming(bytes: tail.length) { () throws(SystemError) in
      var torn = try AppendFile(FilePath(path + ".torn"))
      try torn.append(SecretMask().json(entry.line))
      try torn.copy(FilePath(path), from: tail.offset)
      try torn.append(.newline)
      try torn.synchronize()
      let file = try OpenFile(FilePath(path), .readWrite)
      try file.truncate(to: tail.offset)
      try file.synchronize()
    }
    return .moved(bytes: tail.length)
  }

  /// Whether the last line is a record that lacks only its newline.
  public static func isWhole(_ tail: RecordLines.Tail) -> Bool { RecordView(line: tail.bytes) != nil }
}
