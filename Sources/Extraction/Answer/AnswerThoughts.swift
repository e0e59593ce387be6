/// Where a model's thoughts end in its answer, for models that write them before it.
struct AnswerThoughts {
  /// The first byte behind the thoughts; 0 where there are none, or where nothing follows them.
  let end: Int
  /// Where the last thoughts begin; 0 where no mark says so.
  let start: Int
  /// Whether thoughts begin that have no end.
  let isOpen: Bool

  private static let names = [
    "think", "thinking", "thought", "thoughts", "reasoning", "reflection", "analysis", "scratchpad",
  ]
  private static let openings =
    names.map { "<\($0)>" } + ["[think]", "◁think▷", "<seed:think>", "<|begin_of_thought|>"]
  private static let endings =
    names.map { "</\($0)>" } + [
      "[/think]", "◁/think▷", "</seed:think>", "<|end_of_thought|>", "<|channel|>final<|message|>",
    ]

  init(_ bytes: [UInt8]) {
    let folded = bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    let lastEnd = Self.last(Self.endings, in: folded)?.upperBound ?? 0
    let lastOpening = Self.last(Self.openings, in: folded)?.lowerBound ?? -1
    isOpen = lastOpening >= lastEnd
    start = max(0, lastOpening)
    // Thoughts with nothing behind them are all that there is.
    end = bytes[lastEnd...].contains { $0 > 0x20 } ? lastEnd : 0
  }

  private static func last(_ marks: [String], in bytes: [UInt8]) -> Range<Int>? {
    marks.compactMap { mark -> Range<Int>? in
      let mark = Array(mark.utf8)
      var place = bytes.count - mark.count
      while place >= 0 {
        if bytes[place] == mark[0], bytes[place...].starts(with: mark) { return place..<(place + mark.count) }
        place -= 1
      }
      return nil
    }.max { $0.upperBound < $1.upperBound }
  }
}
