/// Which specimens of a run to show, and which page of them.
struct SpecimenQuery: Sendable, Equatable {
  enum Filter: Sendable, Equatable {
    case all
    case succeeded
    case failed
    /// Successes with a field whose confidence is below so many percent.
    case low(below: UInt8)

    func takes(_ entry: SpecimenIndex.Entry) -> Bool {
      switch self {
      case .all: true
      case .succeeded: entry.isSuccess
      case .failed: !entry.isSuccess
      case .low(let threshold): entry.isSuccess && entry.lowest < threshold
      }
    }
  }

  enum Order: String, Sendable, CaseIterable {
    /// By the time of their last record.
    case latest, earliest
    /// Lowest confidence first.
    case doubtful
    case name
  }

  /// Folded words, all of which a specimen's texts must hold.
  var words: [[UInt8]] = []
  var filter = Filter.all
  var order = Order.latest
  /// From 1.
  var page = 1
  var pageSize = 25
  /// What counts as a low confidence, in percent.
  var threshold: UInt8 = 70

  static let pageSizes = 1...200
  private static let longestText = 400

  init() {}

  /// From an address: `text`, `filter` (all, succeeded, failed, low), `below` (percent), `order`, `page`, `size`. What
  /// makes no sense counts as not given.
  init(_ query: [String: String]) {
    words = (query["text"] ?? "").prefix(Self.longestText).split { $0.isWhitespace }.map {
      SearchText.folded(String($0))
    }
    threshold = query["below"].flatMap { UInt8($0) }.flatMap { (1...100).contains($0) ? $0 : nil } ?? threshold
    switch query["filter"] {
    case "failed": filter = .failed
    case "succeeded": filter = .succeeded
    case "low": filter = .low(below: threshold)
    default: filter = .all
    }
    order = query["order"].flatMap(Order.init) ?? order
    page = max(1, query["page"].flatMap { Int($0) } ?? 1)
    pageSize = query["size"].flatMap { Int($0) }.flatMap { Self.pageSizes.contains($0) ? $0 : nil } ?? pageSize
  }

  /// How many pages there are for so many matches; at least one.
  func pages(of matches: Int) -> Int { max(1, (matches + pageSize - 1) / pageSize) }

  /// Where the page stands among the matches; the last one where the number is too high.
  func range(of matches: Int) -> Range<Int> {
    let start = (min(page, pages(of: matches)) - 1) * pageSize
    return start..<min(matches, start + pageSize)
  }
}
