import Foundation
import OpenRouter
import Simulator
import Testing

@Suite("Which requests a fault befalls")
struct FaultSelectorTests {
  /// The statuses of requests about these images, one after the other.
  private func statuses(_ faults: String..., images: [Int]) throws -> [Int] {
    var options = SimulatorOptions()
    options.faults = try faults.map { try FaultParser.parse($0) }
    var service = PureService(options)
    return images.map { service.ask($0).status }
  }

  @Test("by number, by range, and every nth")
  func numbers() throws {
    #expect(try statuses("503@2", images: [1, 2, 3]) == [200, 503, 200])
    #expect(try statuses("503@2-3", images: [1, 2, 3, 4]) == [200, 503, 503, 200])
    #expect(try statuses("503@3-", images: [1, 2, 3, 4]) == [200, 200, 503, 503])
    #expect(try statuses("503:every=2", images: [1, 2, 3, 4]) == [200, 503, 200, 503])
  }

  @Test("by image, by its digest, and once per image")
  func images() throws {
    #expect(try statuses("503:image=2", images: [7, 8, 7, 8]) == [200, 503, 200, 503])
    let hash = PureService.hash(8)
    #expect(try statuses("503:sha=\(hash.prefix(12))", images: [7, 8, 9]) == [200, 503, 200])
    #expect(try statuses("503:once", images: [1, 2, 1, 2]) == [503, 503, 200, 200])
    #expect(try statuses("503:once,image=2", images: [1, 2, 1, 2]) == [200, 503, 200, 200])
  }

  @Test("the first rule that fits decides")
  func order() throws {
    #expect(try statuses("500@1", "503@1-2", images: [1, 2, 3]) == [500, 503, 200])
  }

  @Test("by key, in the order in which keys were made")
  func keys() throws {
    var service = try PureService(faults: "503:key=2")
    let second = service.makeKey()
    #expect(service.ask().status == 200)
    #expect(service.ask(key: second).status == 503)
  }

  @Test("a share is near what was asked and does not depend on the order of arrival")
  func share() throws {
    func failed(_ images: [Int], seed: UInt64) throws -> Set<Int> {
      var options = SimulatorOptions(faults: [try FaultParser.parse("503:10%")])
      options.seed = seed
      var service = PureService(options)
      return Set(images.filter { service.ask($0).status == 503 })
    }
    let forwards = try failed(Array(1...1000), seed: 1)
    #expect((70...130).contains(forwards.count))
    #expect(try failed((1...1000).reversed(), seed: 1) == forwards)
    #expect(try failed(Array(1...1000), seed: 2) != forwards)
  }

  @Test("another attempt at an image of the share is drawn anew")
  func shareOfAttempts() throws {
    var service = try PureService(faults: "503:50%")
    let attempts = (1...40).map { _ in service.ask(1).status }
    #expect(Set(attempts) == [200, 503])
  }

  @Test("on another endpoint, counted by its own requests")
  func endpoints() throws {
    var service = try PureService(faults: "503:on=key,@2", "500:on=keys", "429:on=models", "502:on=credits")
    #expect(service.ask().status == 200)
    #expect(service.call("GET", "/key", key: service.firstKey).status == 200)
    #expect(service.call("GET", "/key", key: service.firstKey).status == 503)
    #expect(service.call("POST", "/keys", body: ["name": "x"]).status == 500)
    #expect(service.call("GET", "/models").status == 429)
    #expect(service.call("GET", "/credits").status == 502)
    #expect(service.model.report.keysMade.isEmpty)
  }

  @Test("a key whose making is never answered is made all the same")
  func orphan() throws {
    var service = try PureService(faults: "hang:on=keys,@1")
    #expect(service.call("POST", "/keys", body: ["name": "orphan"]).delivery.ending == .silence)
    let list = service.call("GET", "/keys").json["data"]
    #expect(list?[0]?["name"]?.string == "orphan")
  }
}
