internal import OpenRouter

/// One of the parts into which the specimens of a run are dealt.
///
/// A specimen belongs to the shard that its name's hash says, never its place in the folder: a file that is added later
/// moves no other from one shard to another.
public struct Shard: Sendable, Hashable {
  /// From 1.
  public let number: Int
  public let count: Int

  /// How a specimen finds its shard: the first eight bytes of the SHA-256 of its name's UTF-8, the first the highest,
  /// modulo the number of shards. The name is the path relative to the input folder, as records have it.
  public static let rule = "sha256-of-path-first-64-bits-big-endian-modulo"

  /// More tasks than any batch system's array has.
  public static let most = 10_000

  /// Nil where there is no such shard.
  public init?(number: Int, of count: Int) {
    guard (1...Self.most).contains(count), (1...count).contains(number) else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// Reads `7/32`.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(Self.digits)
    guard parts.count == 2, let number = parts[0], let count = parts[1] else { return nil }
    self.init(number: number, of: count)
  }

  /// Reads the name of a shard's folder; nil for other names.
  public init?(folderName: String) {
    let parts = folderName.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[1] == "of", let number = Self.digits(parts[0][...]),
      let count = Self.digits(parts[2][...])
    else { return nil }
    self.init(number: number, of: count)
    guard self.folderName == folderName else { return nil }
  }

  private static func digits(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
  }

  /// `007-of-032`: names sort as numbers do.
  public var folderName: String {
    let width = max(3, String(count).count)
    func padded(_ value: Int) -> String { String(repeating: "0", count: width - String(value).count) + String(value) }
    return "\(padded(number))-of-\(padded(count))"
  }

  /// `7/32`.
  public var words: String { "\(number)/\(count)" }

  public func holds(_ name: SpecimenName) -> Bool { Self.number(of: name, count: count) == number }

  /// The number of the shard that a specimen belongs to.
  public static func number(of name: SpecimenName, count: Int) -> Int {
    let hash = ContentHash.hex(of: Array(name.text.utf8))
    return Int((UInt64(hash.prefix(16), radix: 16) ?? 0) % UInt64(count)) + 1
  }

  /// Numbers as Slurm's `--array` takes them: `3,7,12-14`.
  public static func list(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers.sorted() {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }
}
