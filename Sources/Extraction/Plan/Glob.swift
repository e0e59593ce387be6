/// A pattern for names as shells have it: `*` and `?` for letters within a name, `**` across folders, `[a-z]` and `[!a]`
/// for one letter of a set. Letters are bytes; upper and lower case differ.
public struct Glob: Sendable, Equatable {
  private let pattern: [UInt8]
  /// Without a slash it is held against the file's own name, in whichever folder.
  private let isForName: Bool

  public init(_ text: String) {
    let bytes = Array(text.utf8)
    pattern = bytes.first == UInt8(ascii: "/") ? Array(bytes.dropFirst()) : bytes
    isForName = !bytes.contains(UInt8(ascii: "/"))
  }

  /// - Parameter path: relative to the input folder.
  func matches(_ path: [UInt8]) -> Bool {
    let subject = isForName ? path[((path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...] : path[...]
    return Self.matches(pattern[...], subject)
  }

  /// Goes back to the last star only, so that no pattern takes longer than its length times the name's.
  private static func matches(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    var (pattern, text) = (pattern, text)
    var retry: (pattern: ArraySlice<UInt8>, text: ArraySlice<UInt8>, crosses: Bool)?
    while true {
      if pattern.first == UInt8(ascii: "*") {
        let crosses = pattern.dropFirst().first == UInt8(ascii: "*")
        pattern = pattern.dropFirst(crosses ? 2 : 1)
        // `**/x` is also `x` itself.
        if crosses, pattern.first == UInt8(ascii: "/"), matches(pattern.dropFirst(), text) { return true }
        retry = (pattern, text, crosses)
      } else if let letter = text.first, let rest = taking(letter, pattern) {
        (pattern, text) = (rest, text.dropFirst())
      } else if pattern.isEmpty, text.isEmpty {
        return true
      } else {
        guard let last = retry, let skipped = last.text.first, last.crosses || skipped != UInt8(ascii: "/") else {
          return false
        }
        retry = (last.pattern, last.text.dropFirst(), last.crosses)
        (pattern, text) = (last.pattern, last.text.dropFirst())
      }
    }
  }

  /// What is left of the pattern after its first part has taken the letter; nil where it does not.
  private static func taking(_ letter: UInt8, _ pattern: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    switch pattern.first {
    case UInt8(ascii: "?"): return letter == UInt8(ascii: "/") ? nil : pattern.dropFirst()
    case UInt8(ascii: "["): return takingSet(letter, pattern)
    case UInt8(ascii: "\\") where pattern.count > 1:
      return pattern.dropFirst().first == letter ? pattern.dropFirst(2) : nil
    case letter: return pattern.dropFirst()
    default: return nil
    }
  }

  private static func takingSet(_ letter: UInt8, _ pattern: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = pattern.dropFirst()
    let isNegated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
    if isNegated { rest = rest.dropFirst() }
    // A bracket that stands first is one of the set.
    guard let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "]")) else {
      return letter == UInt8(ascii: "[") ? pattern.dropFirst() : nil
    }
    var set = rest[..<end]
    var isIn = false
    while let low = set.popFirst() {
      if set.first == UInt8(ascii: "-"), let high = set.dropFirst().first {
        isIn = isIn || (low...max(low, high)).contains(letter)
        set = set.dropFirst(2)
      } else {
        isIn = isIn || low == letter
      }
    }
    return isIn != isNegated && letter != UInt8(ascii: "/") ? rest[(end + 1)...] : nil
  }
}

/// What `--include` and `--exclude` say together.
public struct GlobFilter: Sendable, Equatable {
  public var include: [Glob] = []
  public var exclude: [Glob] = []

  public init() {}

  /// - Parameter path: relative to the input folder.
  func keeps(_ path: [UInt8]) -> Bool {
    (include.isEmpty || include.contains { $0.matches(path) }) && !exclude.contains { $0.matches(path) }
  }
}
