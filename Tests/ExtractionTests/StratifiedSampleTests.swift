import Testing

@testable import Extraction

@Suite("A sample that stands for a folder")
struct StratifiedSampleTests {
  private let candidates = (0..<1000).map { number in
    StratifiedSample.Candidate(
      name: SpecimenName("\(number % 10 < 7 ? "a" : "b")/\(number).jpg"), longSide: number % 2 == 0 ? 6000 : 900,
      bytes: 100_000)
  }

  @Test("each stratum has its share, and the sample its number")
  func shares() {
    let names = StratifiedSample(candidates, count: 60, seed: 1).names.map(\.text)
    #expect(names.count == 60)
    #expect(names.count { $0.hasPrefix("a/") } == 42)
    #expect(StratifiedSample.shares(of: [1, 1, 1], count: 2) == [1, 1, 0])
    #expect(StratifiedSample.shares(of: [997, 2, 1], count: 10) == [10, 0, 0])
  }

  @Test("the same seed takes the same, in whatever order the files are found; another seed others")
  func seeds() {
    let sample = StratifiedSample(candidates, count: 60, seed: 1)
    #expect(sample == StratifiedSample(candidates.reversed(), count: 60, seed: 1))
    #expect(sample != StratifiedSample(candidates, count: 60, seed: 2))
    #expect(StratifiedSample(candidates, count: 5000, seed: 1).names.count == 1000)
  }
}
