import Extraction
import Foundation
import SystemLayer
import TestSupport
import Testing

@testable import Publishing

@Suite("the file of identifiers")
struct OccurrenceIDTests {
  private func digest(_ number: Int) throws -> ImageDigest {
    try #require(ImageDigest(hex: String(repeating: "0", count: 62) + (number < 10 ? "0" : "") + String(number)))
  }

  private func take(_ numbers: ClosedRange<Int>, _ ids: inout OccurrenceIDs) throws {
    for number in numbers {
      let digest = try digest(number)
      ids.take(ids.candidate(for: digest), for: digest, image: SpecimenName("\(number).jpg"))
    }
  }

  @Test("keeps what two exports that began at once have each given")
  func twoExports() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("ids.csv")
    var (one, other) = (try OccurrenceIDs(path: path), try OccurrenceIDs(path: path))
    try take(1...3, &one)
    try take(4...6, &other)
    let published =
      try (1...3).map { one.candidate(for: try digest($0)) } + (4...6).map { other.candidate(for: try digest($0)) }
    try one.save()
    try other.save()
    let later = try OccurrenceIDs(path: path)
    #expect(try (1...6).map { later.candidate(for: try digest($0)) } == published)
  }

  @Test("gives no image two: the export that comes later is told to start again")
  func sameImage() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("ids.csv")
    var (one, other) = (try OccurrenceIDs(path: path), try OccurrenceIDs(path: path))
    try take(1...2, &one)
    try take(2...3, &other)
    try one.save()
    let error = #expect(throws: PublishingError.self) { try other.save() }
    #expect(error?.message.contains("`2.jpg` an identifier meanwhile") == true)
    #expect(try folder.text("ids.csv").split(separator: "\n").count == 3)
  }
}
