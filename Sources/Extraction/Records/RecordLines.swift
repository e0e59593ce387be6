internal import SystemLayer

/// Reads a file of lines forwards, piece by piece, also while it grows: memory holds one piece and one line.
///
/// In the folder of a run with shards, `raw.jsonl` stands for those of all shards, one behind the other.
public struct RecordLines {
  private let path: String
  /// Where the next unread line begins, in bytes.
  public private(set) var offset: Int
  /// Of the shards, by number.
  private var shards: [Int: RecordLines] = [:]

  public init(path: String, from offset: Int = 0) {
    self.path = path
    self.offset = offset
  }

  /// One line, without its newline.
  public struct Line: Sendable {
    /// The line, or the beginning of one that is longer than `longest`.
    public let bytes: [UInt8]
    /// Where it begins in the file, and how long it is, in bytes.
    public let offset: Int
    public let length: Int
  }

  /// A last line without its newline.
  public struct Tail: Sendable, Equatable {
    public let offset: Int
    /// In bytes; `bytes` holds at most `longest` of them.
    public let length: Int
    public let bytes: [UInt8]
  }

  /// The longest line that is handed over whole, in bytes: several times the longest answer that is taken from a service.
  public static let longest = 16 << 20
  private static let pieceLength = 1 << 20
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Hands each whole line that has not been read yet to `body` and returns what is left behind the last newline. A
  /// missing file has no lines. A byte order mark, which an editor may have put before the first line, is skipped.
  public mutating func forEach(_ body: (Line) -> Void) throws(ReadFailure) -> Tail {
    guard FilePath(path).exists else {
      try forEachOfShards(body)
      return Tail(offset: offset, length: 0, bytes: [])
    }
    let file = try ReadFailure.naming { () throws(SystemError) in try OpenFile(reading: FilePath(path)) }
    var rest = Rest()
    while true {
      let piece = try ReadFailure.naming { () throws(SystemError) in
        try file.read(at: offset + rest.length, count: Self.pieceLength)
      }
      if piece.isEmpty { return Tail(offset: offset, length: rest.length, bytes: rest.line(at: offset)) }
      split(piece, &rest, body)
    }
  }

  private mutating func forEachOfShards(_ body: (Line) -> Void) throws(ReadFailure) {
    for (number, file) in RecordPlace.files(of: path) {
      // Taken out and put back, so that it is changed in place and not copied.
      var lines = shards.removeValue(forKey: number) ?? RecordLines(path: file)
      defer { shards[number] = lines }
      _ = try lines.forEach {
        body(
          Line(bytes: $0.bytes, offset: RecordPlace(shard: number, offset: $0.offset).position, length: $0.length))
      }
    }
  }

  /// What has been read of a line whose newline has not come yet.
  private struct Rest {
    var bytes: [UInt8] = []
    var length = 0

    mutating func append(_ piece: ArraySlice<UInt8>) {
      length += piece.count
      bytes += piece.prefix(max(0, RecordLines.longest - bytes.count))
    }

    func line(at offset: Int) -> [UInt8] {
      offset == 0 && bytes.starts(with: RecordLines.byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
    }
  }

  private mutating func split(_ piece: [UInt8], _ rest: inout Rest, _ body: (Line) -> Void) {
    var start = 0
    while let newline = piece.span.firstIndex(of: UInt8(ascii: "\n"), from: start) {
      rest.append(piece[start..<newline])
      body(Line(bytes: rest.line(at: offset), offset: offset, length: rest.length))
      offset += rest.length + 1
      rest = Rest()
      start = newline + 1
    }
    rest.append(piece[start...])
  }
}
