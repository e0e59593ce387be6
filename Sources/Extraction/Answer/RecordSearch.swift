internal import DarwinCore
internal import OpenRouter

/// Finds the record in what a model wrote: bare, in a code fence, behind thoughts, drafts or a greeting.
///
/// One rule for all of it: the last complete JSON value behind the thoughts that holds a record. Nothing within another
/// value is a candidate, so that a piece of a broken or cut answer is never taken for the whole.
struct RecordSearch {
  enum Finding: Equatable {
    /// - isRepaired: whether a harmless slip of the JSON was overlooked.
    case record(JSONValue, isRepaired: Bool)
    case none(AnswerFault, String)
  }

  /// JSON that stands for itself in the text.
  private struct Candidate {
    let shape: RecordShape
    /// Whether it is at least an object of terms, where none has a value.
    let namesTerm: Bool
    let range: Range<Int>
    let isRepaired: Bool

    var isRecord: Bool { if case .record = shape { true } else { false } }
  }

  /// How deep a record will stand in its line, which must be readable too.
  private static let depth = 1

  private let bytes: [UInt8]
  private let asked: Set<String>
  private let ending: ChatReply.Ending

  /// - Parameters:
  ///   - ending: why the model stopped: of a cut answer only a last value that is whole all the same counts.
  ///   - asked: the names of the terms that were asked for.
  static func find(in text: String, ending: ChatReply.Ending, asked: Set<String>) -> Finding {
    let bytes = Array(text.utf8)
    // Nearly every answer is the object and nothing else.
    if let value = try? JSONParser.parse(bytes, depth: depth) { return finding(of: value, asked) }
    return RecordSearch(bytes: bytes, asked: asked, ending: ending).find()
  }

  private static func finding(of value: JSONValue, _ asked: Set<String>) -> Finding {
    let (shape, isRenamed) = shape(of: value, asked)
    return finding(shape, isRenamed)
  }

  /// What a value is, with the names that its terms should have.
  private static func shape(of value: JSONValue, _ asked: Set<String>) -> (RecordShape, isRenamed: Bool) {
    guard let renamed = TermNames.of(asked).applied(to: value) else { return (RecordShape(value, asked: asked), false) }
    let shape = RecordShape(renamed, asked: asked)
    switch shape {
    case .record, .several: return (shape, true)
    case .empty, .notAnObject: return (RecordShape(value, asked: asked), false)
    }
  }

  private static func finding(_ shape: RecordShape, _ isRepaired: Bool) -> Finding {
    switch shape {
    case .record(let record): .record(record, isRepaired: isRepaired)
    case .several: .none(.severalRecords, "the answer holds the records of several specimens; none is taken alone")
    case .empty: .none(.noFields, "no Darwin Core term that was asked for has a value in the answer")
    case .notAnObject(let found): .none(.notAnObject, "the answer is JSON, but \(found) instead of one object")
    }
  }

  private func find() -> Finding {
    let thoughts = AnswerThoughts(bytes)
    if ending == .cut, thoughts.isOpen { return .none(.notJSON, "the answer was cut in the thoughts") }
    let rest = Array(bytes[thoughts.end...])
    if thoughts.end > 0, let value = try? JSONParser.parse(rest, depth: Self.depth) {
      return Self.finding(of: value, asked)
    }
    let (candidates, isUnfinished) = candidates(from: thoughts.end)
    let records = candidates.filter { $0.shape == .several || $0.isRecord }
    guard let last = records.last else {
      return before(thoughts).map { RecordSearch(bytes: $0, asked: asked, ending: ending).find() }
        ?? nothing(candidates)
    }
    if isUnfinished { return .none(.notJSON, "the answer ends within its last JSON object") }
    if ending == .cut, last.isRepaired || !isBare(bytes[last.range.upperBound...]) {
      return .none(.notJSON, "the answer was cut behind a draft")
    }
    if AnswerProse.isExample(
      before: text(bytes[..<last.range.lowerBound]), after: text(bytes[last.range.upperBound...]))
    {
      return .none(.notJSON, "the answer is a refusal that quotes an example")
    }
    if holdsSeveral(records) { return Self.finding(.several, last.isRepaired) }
    let whole = records.dropFirst().reduce(records[0].shape) { RecordShape.corrected($0, by: $1.shape, asked) }
    return Self.finding(whole, last.isRepaired || whole != last.shape)
  }

  /// What stands before thoughts that come behind the answer; nil where there is nothing.
  private func before(_ thoughts: AnswerThoughts) -> [UInt8]? {
    guard thoughts.end > 0, thoughts.start > 0 else { return nil }
    return Array(bytes[..<thoughts.start])
  }

  /// Whether two records stand side by side, rather than a draft and its correction.
  private func holdsSeveral(_ records: [Candidate]) -> Bool {
    if records.contains(where: { $0.shape == .several }) { return true }
    return zip(records, records.dropFirst()).contains { earlier, later in
      let gap = text(bytes[earlier.range.upperBound..<later.range.lowerBound])
      // Two specimens have a term in common: else each is a part of one, but where the words count specimens.
      let areParts = RecordShape.areDisjoint(earlier.shape, later.shape, asked) && !AnswerProse.countsSpecimens(gap)
      return earlier.shape != later.shape && !areParts && AnswerProse.separatesSpecimens(gap)
    }
  }

  private func nothing(_ candidates: [Candidate]) -> Finding {
    switch candidates.last?.shape {
    case .empty where candidates.last.map { $0.namesTerm || isAlone($0.range) } == true:
      return Self.finding(.empty, false)
    case .notAnObject(let found): return Self.finding(.notAnObject(found), false)
    default: break
    }
    do {
      _ = try JSONParser.parse(bytes, depth: Self.depth)
      return .none(.notJSON, "the answer holds no record")
    } catch { return .none(.notJSON, "the answer is \(error)") }
  }

  /// Whether a value is all that the model wrote, but for a code fence around it.
  private func isAlone(_ range: Range<Int>) -> Bool {
    let fence = Set(text(bytes[..<range.lowerBound]).lowercased().filter { !$0.isWhitespace && $0 != "`" })
    return fence.isSubset(of: "json") && isBare(bytes[range.upperBound...])
  }

  /// Whether nothing stands there but whitespace and the end of a code fence.
  private func isBare(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.allSatisfy { $0 <= 0x20 || $0 == UInt8(ascii: "`") } }

  private func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}

// Where JSON begins and ends.
extension RecordSearch {
  /// All values that stand for themselves behind `start`, and whether the text ends within one.
  private func candidates(from start: Int) -> (found: [Candidate], isUnfinished: Bool) {
    var found: [Candidate] = []
    var isUnfinished = false
    var position = start
    // Text of nothing but brackets is not gone over again from each of them.
    var effort = 4 * bytes.count + 65_536
    while effort > 0, let opening = nextOpening(from: position) {
      let reading = LenientJSON.read(bytes, from: opening, closesAtEnd: ending == .finished, depth: Self.depth)
      switch reading {
      case .value(let value, let end, let isRepaired):
        let (shape, isRenamed) = Self.shape(of: value, asked)
        found.append(
          Candidate(
            shape: shape, namesTerm: value.members?.contains { asked.contains($0.name) } == true,
            range: opening..<end, isRepaired: isRepaired || isRenamed))
        // In an answer that was cut it may be a piece of what is unfinished.
        if ending == .finished { isUnfinished = false }
        position = end
        effort -= end - opening
      case .unfinished:
        isUnfinished = true
        effort -= bytes.count - opening
        position = nextLine(from: opening + 1)
      case .broken(let offset, let depth):
        effort -= offset - opening
        position = behind(offset, depth: depth) ?? nextLine(from: opening + 1)
      }
    }
    return (found, isUnfinished)
  }

  /// A brace before a name, or the bracket of a list of objects: in prose they stand before anything.
  private func nextOpening(from start: Int) -> Int? {
    var position = start
    while let opening = bytes[position...].firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }) {
      let next = bytes[(opening + 1)...].first { $0 > 0x20 && $0 != 0xC2 && $0 != 0xA0 }
      let wanted: [UInt8] =
        bytes[opening] == UInt8(ascii: "{")
        ? [UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "}"), 0xE2] : [UInt8(ascii: "{")]
      if next.map(wanted.contains) ?? true || isNameWithoutQuotes(behind: opening) { return opening }
      position = opening + 1
    }
    return nil
  }

  /// `{catalogNumber: …`: no JSON, and what stands in it is a piece of it.
  private func isNameWithoutQuotes(behind opening: Int) -> Bool {
    guard bytes[opening] == UInt8(ascii: "{") else { return false }
    let name = bytes[(opening + 1)...].drop { $0 <= 0x20 }
    let rest = name.drop { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) || $0 == UInt8(ascii: "_") }
    return rest.startIndex > name.startIndex && rest.first { $0 > 0x20 } == UInt8(ascii: ":")
  }

  /// Behind the brackets that are open at `offset`, where no string is; nil where they are never closed.
  private func behind(_ offset: Int, depth: Int) -> Int? {
    var (depth, position, isString) = (depth, offset, false)
    while position < bytes.count, depth > 0 {
      switch bytes[position] {
      case UInt8(ascii: "\\") where isString: position += 1
      case UInt8(ascii: "\""): isString.toggle()
      case UInt8(ascii: "{") where !isString, UInt8(ascii: "[") where !isString: depth += 1
      case UInt8(ascii: "}") where !isString, UInt8(ascii: "]") where !isString: depth -= 1
      default: break
      }
      position += 1
    }
    return depth == 0 ? min(position, bytes.count) : nil
  }

  /// The next object at the beginning of a line: within another one it would be indented.
  private func nextLine(from start: Int) -> Int {
    var position = start
    while let newline = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) {
      position = newline + 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "{") || bytes[position] == UInt8(ascii: "`") {
        return position
      }
    }
    return bytes.count
  }
}
