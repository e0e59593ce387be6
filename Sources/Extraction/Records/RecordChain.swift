internal import OpenRouter
internal import SystemLayer

/// A hash over each line of `raw.jsonl` and all before it, which the line carries as its last member: so that a line
/// that was changed, moved, added or taken away is found. Each start folds its snapshot in before its first line.
///
/// It shows what happened to files by chance or by hand. Whoever makes all of them anew makes their hashes anew.
public struct RecordChain: Sendable, Equatable {
  /// In hex; empty before the first line.
  public private(set) var value = ""
  /// What the last line carries that carries any; empty where none does. A start that writes no line leaves it as it was,
  /// though it has folded its snapshot in.
  public private(set) var written = ""

  public init() {}

  /// The value behind the last line of a run folder; lines of earlier versions, which carry none, count as well.
  public init(folder: String) throws(ReadFailure) {
    var lines = RecordLines(path: folder + "/raw.jsonl")
    var chain = RecordChain()
    _ = try lines.forEach { line in
      if let carried = Self.carried(by: line.bytes) { chain.take(carried.value) } else { chain.fold(line.bytes) }
    }
    self = chain
  }

  /// What a line says: all before its last member, and the value; nil where it carries none.
  static func carried(by line: [UInt8]) -> (content: [UInt8], value: String)? {
    let start = line.count - Self.suffixLength
    guard start > 0, line.last == UInt8(ascii: "}"), line[start...].starts(with: opening) else { return nil }
    let value = line[(start + opening.count)..<(line.count - 2)]
    guard value.allSatisfy({ Self.digits.contains($0) }), line[line.count - 2] == UInt8(ascii: "\"") else { return nil }
    return (Array(line[..<start]) + [UInt8(ascii: "}")], String(decoding: value, as: UTF8.self))
  }

  private static let opening = Array(",\"\(RecordMember.chain.rawValue)\":\"".utf8)
  private static let suffixLength = opening.count + 64 + 2
  private static let digits = Set("0123456789abcdef".utf8)

  /// Takes a line's content, or a snapshot.
  public mutating func fold(_ bytes: [UInt8]) { value = ContentHash.hex(of: Array(value.utf8) + [0x0A] + bytes) }

  /// The line as it is written: with the hash over it and all before it. The value moves on.
  /// - Parameter line: an object, with its newline.
  mutating func link(_ line: SafeText) -> SafeText {
    fold(Array(line.bytes.dropLast()))
    written = value
    return line.adding(member: RecordMember.chain.rawValue, hash: value)
  }
}

/// Follows the chain of a run that is verified.
struct ChainFollower {
  private var chain = RecordChain()
  /// Those that have not begun a line yet.
  private var snapshots: [[UInt8]]
  /// Values that the ends of starts tell of, and which no line has had so far.
  private(set) var missing: Set<String>
  private(set) var findings = FindingList()
  private(set) var carriers = 0
  /// Lines behind linked ones that a version which linked none may have written.
  private(set) var unlinked = 0
  private let takesUnlinked: Bool

  init(snapshots: [[UInt8]], closings: Set<String>, takesUnlinked: Bool = false) {
    self.takesUnlinked = takesUnlinked
    self.snapshots = snapshots
    missing = closings
  }

  mutating func add(_ line: [UInt8], number: Int) {
    guard let carried = RecordChain.carried(by: line) else {
      if carriers > 0, takesUnlinked {
        unlinked += 1
      } else if carriers > 0 {
        findings.append("line \(number) carries no chain: no run wrote it there")
      }
      return chain.fold(line)
    }
    if !holds(carried) {
      findings.append(
        carriers == 0
          ? "line \(number) or environment.json is not as it was written"
          : "line \(number) is not as it was written, or a line or a snapshot before it is another, has moved or is gone"
      )
    }
    carriers += 1
    var next = chain
    next.take(carried.value)
    chain = next
    missing.remove(carried.value)
  }

  /// A start folds its own snapshot before its first line; which one that is, the line tells.
  private mutating func holds(_ carried: (content: [UInt8], value: String)) -> Bool {
    func ends(_ start: RecordChain) -> Bool {
      var end = start
      end.fold(carried.content)
      return end.value == carried.value
    }
    if ends(chain) { return true }
    let found = snapshots.firstIndex { snapshot in
      var start = chain
      start.fold(snapshot)
      return ends(start)
    }
    if let found { snapshots.remove(at: found) }
    return found != nil
  }
}

extension RecordChain {
  /// Goes on from the value that a line carries.
  fileprivate mutating func take(_ value: String) { (self.value, written) = (value, value) }
}
