/// Why a file of the input folder is no specimen, and how many there are of each kind.
public struct PassedOver: Sendable, Equatable {
  public enum Reason: Int, Sendable, CaseIterable {
    case noImage, smallerVersion, unfinished, otherPrograms, excluded

    var words: String {
      switch self {
      case .noImage: "no images"
      case .smallerVersion: "smaller versions beside their original"
      case .unfinished: "unfinished copies and backups"
      case .otherPrograms: "in folders of other programs"
      case .excluded: "left out by `--include` and `--exclude`"
      }
    }
  }

  private(set) var counts: [Reason: Int] = [:]

  public init() {}

  public subscript(_ reason: Reason) -> Int { counts[reason] ?? 0 }

  mutating func count(_ reason: Reason, _ number: Int = 1) { counts[reason, default: 0] += number }

  public var total: Int { counts.values.reduce(0, +) }

  /// `3 (no images: 2, unfinished copies and backups: 1)`; nil where nothing was passed over.
  public var description: String? {
    guard total > 0 else { return nil }
    let parts = Reason.allCases.filter { self[$0] > 0 }.map { "\($0.words): \(self[$0])" }
    return "\(total) (\(parts.joined(separator: ", ")))"
  }
}
