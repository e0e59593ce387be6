import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("How answers reach a client, over HTTP", .endsHanging)
struct DeliveryTests {
  @Test(
    "a broken answer is an error to the client, and the connection after it a new one",
    arguments: ["cut", "cut=0", "cut=1", "reset"])
  func brokenAnswers(fault: String) async throws {
    try await withSimulator(faults: fault + "@1") { (server) async throws in
      let client = Client(server)
      await #expect(throws: Client.Broken.self) { try await client.ask() }
      let next = try await client.ask(.image(2))
      #expect(next.status == 200)
      let report = await server.report()
      #expect(report.images[ContentHash.hex(of: .image(1))]?.answered == 0)
      #expect(report.images[ContentHash.hex(of: .image(2))]?.answered == 1)
    }
  }

  @Test("a cut shows in the middle of an answer that began with blanks too")
  func cutAfterBlanks() async throws {
    var options = SimulatorOptions(faults: [try FaultParser.parse("cut")], latency: .milliseconds(60))
    options.blanksEvery = .milliseconds(20)
    try await withSimulator(options) { (server) async throws in
      await #expect(throws: Client.Broken.self) { try await Client(server).ask() }
    }
  }

  @Test("a body of blanks arrives as one")
  func blankBody() async throws {
    try await withSimulator(faults: "blank") { (server) async throws in
      let reply = try await Client(server).ask()
      #expect(reply.status == 200 && !reply.body.isEmpty)
      #expect(reply.body.allSatisfy { $0 == 0x20 || $0 == 0x0A })
    }
  }

  @Test("a long wait is filled with blanks, and the JSON after them is whole")
  func keepAlive() async throws {
    var options = SimulatorOptions(faults: [], latency: .milliseconds(100))
    options.blanksEvery = .milliseconds(20)
    try await withSimulator(options) { (server) async throws in
      let reply = try await Client(server).ask()
      #expect(reply.body.first == 0x0A)
      #expect(reply.record["catalogNumber"] != nil)
    }
  }

  @Test("a client that gives up is noticed, with blanks and without", arguments: ["hang", "hang-blanks", "slow=600"])
  func clientGivesUp(fault: String) async throws {
    try await withSimulator(faults: fault) { (server) async throws in
      let asking = Task { try await Client(server).ask() }
      try await wait(for: server) { $0.inFlight == 1 }
      asking.cancel()
      try await wait(for: server) { $0.inFlight == 0 && $0.abandoned == 1 }
      await #expect(throws: (any Error).self) { try await asking.value }
      // What was being made is billed, as the real service does; what never began is not.
      #expect(await server.report().billed == (fault == "slow=600" ? 1 : 0))
    }
  }

  @Test("a stop ends requests that still wait")
  func stop() async throws {
    let server = try await SimulatorServer.start(SimulatorOptions(faults: [try FaultParser.parse("hang")]))
    let asking = Task { try await Client(server).ask() }
    try await wait(for: server) { $0.inFlight == 1 }
    await server.stop()
    await #expect(throws: (any Error).self) { try await asking.value }
    #expect(await server.report().abandoned == 1)
  }

  @Test("a port can be had again after a stop, not before")
  func port() async throws {
    var options = SimulatorOptions()
    let first = try await SimulatorServer.start()
    options.port = first.port
    let error = await #expect(throws: SimulatorError.self) { try await SimulatorServer.start(options) }
    #expect(error?.description.contains("`\(first.port)`: address already in use") == true)
    await first.stop()
    let second = try await SimulatorServer.start(options)
    #expect(second.port == first.port)
    #expect(try await Client(second).ask().status == 200)
    await second.stop()
  }

  @Test("256 requests at once are all answered, each with its own image's record")
  func manyAtOnce() async throws {
    try await withSimulator(SimulatorOptions(faults: [], latency: .milliseconds(50))) { (server) async throws in
      let client = Client(server)
      let numbers = try await withThrowingTaskGroup(of: String?.self) { group in
        for number in 1...256 { group.addTask { try await client.ask(.image(number, count: 50_000)).content } }
        return try await group.reduce(into: Set<String>()) { if let content = $1 { $0.insert(content) } }
      }
      #expect(numbers.count == 256)
      let report = await server.report()
      #expect(report.images.count == 256)
      #expect(report.images.values.allSatisfy { $0.requests == 1 && $0.billed == 1 && $0.answered == 1 })
      #expect((2...256).contains(report.mostInFlight))
      #expect(report.inFlight == 0)
    }
  }

  /// Looks at the report until it shows what is awaited; the time limit of the suite ends a wait in vain.
  private func wait(
    for server: SimulatorServer, until isSo: (SimulatorReport) -> Bool
  ) async throws {
    while !isSo(await server.report()) {
      try Task.checkCancellation()
      await Task.yield()
    }
  }
}
