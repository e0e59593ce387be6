internal import SystemLayer

/// Names of one file: hard links, and links to files. Such a file is asked once.
struct SameFiles {
  /// For each name that is left out, the one that stands for the file.
  private(set) var others: [SpecimenName: SpecimenName] = [:]

  init() {}

  /// - Parameters:
  ///   - specimens: in the order of their names.
  ///   - isRecorded: whether a name has a record; such names all stay.
  init(among specimens: [Specimen], in root: String, isRecorded: (SpecimenName) -> Bool) {
    var counts: [UInt64: Int] = [:]
    for specimen in specimens where specimen.fileNumber != 0 { counts[specimen.fileNumber, default: 0] += 1 }
    let suspects = specimens.filter { counts[$0.fileNumber, default: 0] > 1 }
    // Files of two file systems may have one number.
    let groups = Dictionary(grouping: suspects) { FileIdentity(of: $0.path(in: root)) }
    for (identity, group) in groups where identity != nil && group.count > 1 {
      let recorded = group.filter { isRecorded($0.name) }
      guard let kept = recorded.first ?? group.first(where: { !$0.isLink }) ?? group.first else { continue }
      for other in group where other.name != kept.name && !recorded.contains(other) { others[other.name] = kept.name }
    }
  }

  private static let mostShown = 3

  /// Nil where each file has one name.
  var sentence: String? {
    guard !others.isEmpty else { return nil }
    let pairs = others.sorted { $0.key < $1.key }
    let shown = pairs.prefix(Self.mostShown).map { "`\($0.key)` is `\($0.value)`" }.joined(separator: ", ")
    let rest = pairs.count > Self.mostShown ? " and \(pairs.count - Self.mostShown) more" : ""
    return "\(pairs.count) names are links to files that have another, and are asked once: \(shown)\(rest)"
  }
}
