import Testing

@testable import Extraction

@Suite("An opening of an image that does not end is told once, and its end")
struct OpeningWatchTests {
  @Test("what lasts for two whole rounds is stuck, whatever else comes and goes meanwhile")
  func stuck() {
    let watch = OpeningWatch()
    var changes: [OpeningWatch.Change?] = []
    watch.opening(7) {
      for other in 0..<5 {
        watch.opening(other) {}
        changes.append(watch.nextRound())
      }
    }
    changes += [watch.nextRound(), watch.nextRound()]
    #expect(changes == [nil, nil, .stuck(specimen: 7), nil, nil, .freed, nil])
  }

  @Test("what is opened again and again is not stuck, nor is what has failed")
  func busy() {
    let watch = OpeningWatch()
    for _ in 0..<10 {
      try? watch.opening(3) { () throws(ImageRefusal) in throw ImageRefusal(.empty, "the file is empty") }
      #expect(watch.nextRound() == nil)
    }
  }
}
