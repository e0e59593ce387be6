import Foundation
import OpenRouter
import TestSupport
import Testing

@testable import Simulator

@Suite("What the simulated model reads")
struct CoherenceTests {
  @Test("a sheet's terms agree with each other", arguments: 0..<200)
  func coherent(_ number: Int) {
    let reading = SpecimenReading(hash: "sheet \(number)")
    let name = reading.value(of: "scientificName")
    #expect(name.hasPrefix("\(reading.value(of: "genus")) \(reading.value(of: "specificEpithet")) "))
    #expect(name.hasSuffix(reading.value(of: "scientificNameAuthorship")))
    #expect(reading.value(of: "eventDate").hasPrefix(reading.value(of: "year")))
    #expect(reading.value(of: "verbatimEventDate").contains(reading.value(of: "year")))
    #expect(
      reading.value(of: "eventDate") <= reading.value(of: "dateIdentified")
        || reading.value(of: "dateIdentified").hasPrefix(reading.value(of: "year")))
    #expect(reading.value(of: "verbatimLocality").contains(reading.value(of: "locality")))
    #expect(reading.value(of: "verbatimLabel").contains(name))
    #expect(reading.confidence(of: "typeStatus") == "0")
  }

  @Test("the sample sheets are read as docs/samples/truth.csv has them, by the images that are there")
  func samples() throws {
    let folder = HerbxProcess.package + "/docs/samples/"
    let lines = try String(contentsOfFile: folder + "truth.csv", encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 8)
    for line in lines.dropFirst() {
      let image = String(line.prefix { $0 != "," })
      let bytes = try Data(contentsOf: URL(filePath: folder + image))
      let values = try #require(SampleReadings.values(ofImage: ContentHash.hex(of: Array(bytes))), "\(image)")
      for value in values.values { #expect(line.contains(value.replacing("\"", with: "\"\""))) }
      #expect(line.count { $0 == "K" } >= 1)
    }
  }

  @Test("misread:rate=F breaks that share of the terms, in ways that can be counted")
  func misread() throws {
    var (terms, broken) = (0, 0)
    var kinds: Set<Misreading> = []
    for number in 0..<100 {
      let reading = SpecimenReading(hash: "sheet \(number)")
      let text = reading.record(of: ["eventDate", "country", "locality", "typeStatus", "catalogNumber"]).text
      let misread = Misreading.apply(to: text, image: reading.hash, rate: 0.4, terms: [])
      let (before, after) = (try JSONParser.parse(Array(text.utf8)), try JSONParser.parse(Array(misread.utf8)))
      for member in before.members ?? [] {
        let value = member.value["value"]?.string ?? ""
        let planned = Misreading.planned(for: member.name, value: value, image: reading.hash, rate: 0.4)
        #expect(
          after[member.name]?["value"]?.string == planned.map { $0.value(of: member.name, instead: value) } ?? value)
        terms += 1
        broken += planned == nil ? 0 : 1
        if let planned { kinds.insert(planned) }
      }
    }
    #expect((terms * 3 / 10...terms / 2).contains(broken))
    #expect(kinds == Set(Misreading.allCases))
  }

  @Test("only the named terms are misread, and the syntax is held")
  func selected() throws {
    let rule = try FaultParser.parse("misread:rate=1,terms=country+habitat")
    #expect(rule.selector.rate == 1)
    #expect(rule.selector.terms == ["country", "habitat"])
    #expect(throws: FaultSyntaxError.self) { try FaultParser.parse("misread:rate=2") }
    #expect(throws: FaultSyntaxError.self) { try FaultParser.parse("500:rate=0.5") }
    let text = SpecimenReading(hash: "a").record(of: ["country", "locality"]).text
    let misread = try JSONParser.parse(Array(Misreading.apply(to: text, image: "a", rate: 1, terms: ["country"]).utf8))
    let before = try JSONParser.parse(Array(text.utf8))
    #expect(misread["locality"] == before["locality"])
    #expect(misread["country"] != before["country"])
  }
}
