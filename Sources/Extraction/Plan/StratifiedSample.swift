internal import Imaging
internal import OpenRouter

/// A small number of specimens that stands for a folder: from each of its parts as many as it has of all. A part is what lies
/// in one folder and is alike in pixels and in bytes; within it the choice is by chance, the same for the same seed.
public struct StratifiedSample: Sendable, Equatable {
  /// What is known of a file without reading its picture.
  public struct Candidate: Sendable, Equatable {
    public let name: SpecimenName
    /// Of the longer side, in pixels; nil where the file does not tell.
    public let longSide: Int?
    public let bytes: Int

    public init(name: SpecimenName, longSide: Int?, bytes: Int) {
      (self.name, self.longSide, self.bytes) = (name, longSide, bytes)
    }

    /// The folder, and the powers of two between which the long side and the size lie.
    fileprivate var stratum: String {
      let folder = name.text.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(name.text[..<$0]) } ?? ""
      return "\(Self.magnitude(longSide ?? 0)) \(Self.magnitude(bytes)) \(folder)"
    }

    private static func magnitude(_ number: Int) -> Int { Int.bitWidth - max(0, number).leadingZeroBitCount }
  }

  /// In the order of their names.
  public let names: [SpecimenName]

  public init(_ candidates: [Candidate], count: Int, seed: UInt64) {
    guard count < candidates.count else {
      names = candidates.map(\.name).sorted()
      return
    }
    let strata = Dictionary(grouping: candidates, by: \.stratum).sorted { $0.key < $1.key }
    let shares = Self.shares(of: strata.map(\.value.count), count: count)
    names = zip(strata, shares).flatMap { stratum, share in
      stratum.value.map { (key: Self.key($0.name, seed), name: $0.name) }
        .sorted { ($0.key, $0.name) < ($1.key, $1.name) }.prefix(share).map(\.name)
    }.sorted()
  }

  /// By the largest remainders, so that they add up; equal ones go to the larger stratum.
  static func shares(of sizes: [Int], count: Int) -> [Int] {
    let total = sizes.reduce(0, +)
    var shares = sizes.map { $0 * count / max(1, total) }
    let order = sizes.indices.sorted {
      (sizes[$1] * count % total, sizes[$1], $0) < (sizes[$0] * count % total, sizes[$0], $1)
    }
    for index in order.prefix(count - shares.reduce(0, +)) { shares[index] += 1 }
    return shares
  }

  private static func key(_ name: SpecimenName, _ seed: UInt64) -> String {
    ContentHash.hex(of: Array("\(seed) \(name.text)".utf8))
  }
}

extension RunPlan {
  /// What is to be done, with what the headers of the files tell.
  public func candidates(in input: String) -> [StratifiedSample.Candidate] {
    todo.compactMap { number in
      let specimen = specimens[number]
      guard let file = try? specimen.open(in: input) else { return nil }
      let facts = try? file.inspect(name: specimen.name.text, depth: .header).facts
      return .init(name: specimen.name, longSide: facts?.size?.longSide, bytes: file.count)
    }
  }
}
