internal import Imaging
internal import OpenRouter

/// Finds images whose bytes are those of another: of one before them in the plan, or of one that has a success on record
/// under another name. Files of one size are compared by samples, and only where these agree by all their bytes: scans of
/// one size are common, and each may have hundreds of megabytes.
struct DuplicateSearch {
  private var bySize: [Int: [Int]] = [:]

  /// - Parameter specimen: its number in the plan.
  mutating func add(_ specimen: Int, byteCount: Int) { bySize[byteCount, default: []].append(specimen) }

  /// - Returns: for each duplicate's number the name of the image that it repeats.
  func duplicates(_ plan: RunPlan, in input: String, _ records: RecordIndex) -> [Int: SpecimenName] {
    var known: [Int: [(name: SpecimenName, sha256: String)]] = [:]
    for (name, entry) in records.entries {
      guard let mark = entry.extracted, let bytes = mark.bytes, bySize[bytes] != nil else { continue }
      known[bytes, default: []].append((name, mark.sha256))
    }
    var found: [Int: SpecimenName] = [:]
    for (size, numbers) in bySize {
      let recorded = (known[size] ?? []).sorted { $0.name < $1.name }
      guard numbers.count > 1 || !recorded.isEmpty else { continue }
      var originals: [String: SpecimenName] = [:]
      for original in recorded.reversed() { originals[original.sha256] = original.name }
      for group in Self.alikeBySamples(numbers, plan, input) where group.count > 1 || !recorded.isEmpty {
        for number in group {
          let specimen = plan.specimens[number]
          guard let hash = try? specimen.open(in: input).hashOfContent() else { continue }
          let original = originals[hash]
          if let original, original != specimen.name { found[number] = original }
          if original == nil { originals[hash] = specimen.name }
        }
      }
    }
    return found
  }

  private static func alikeBySamples(_ numbers: [Int], _ plan: RunPlan, _ input: String) -> [[Int]] {
    // The middle tells most of them apart; the beginnings of scans may be the same header and white paper.
    [[2], [0, 1, 3]].reduce([numbers]) { groups, quarters in
      groups.flatMap { group -> [[Int]] in
        guard group.count > 1 else { return [group] }
        let parts = Dictionary(grouping: group) { number in
          (try? plan.specimens[number].open(in: input)).map { sample(of: $0, quarters) } ?? ""
        }
        return parts.values.map { $0.sorted() }
      }
    }
  }

  private static func sample(of image: ImageFile, _ quarters: [Int]) -> String {
    ContentHash.hex(of: quarters.flatMap { (try? image.file.read(at: image.count / 4 * $0, count: 2048)) ?? [] })
  }
}
