import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("The simulated service, over HTTP")
struct ServiceTests {
  @Test("an image arrives byte for byte and is answered with a record marked as simulated")
  func answersAnImage() async throws {
    try await withSimulator { server in
      let image = [UInt8].image(7, count: 300_001)
      let reply = try await Client(server).ask(image)
      #expect(reply.status == 200)
      #expect(reply.json["id"]?.string?.hasPrefix("gen-sim-") == true)
      #expect(reply.json["provider"]?.string == "Simulator")
      #expect(reply.headers["x-generation-id"] == reply.json["id"]?.string)
      #expect(reply.record["catalogNumber"]?["value"]?.string?.isEmpty == false)
      let report = await server.report()
      #expect(Array(report.images.keys) == [ContentHash.hex(of: image)])
      #expect(report.bodies == [ContentHash.hex(of: Question(image: image).bytes)])
    }
  }

  @Test("the same image gets the same answer, another image another")
  func sameImageSameAnswer() async throws {
    try await withSimulator { server in
      let client = Client(server)
      let first = try await client.ask(.image(1)).content
      #expect(try await client.ask(.image(1)).content == first)
      #expect(try await client.ask(.image(2)).content != first)
    }
  }

  @Test("a schema's terms are all there, in its order")
  func schemaIsSatisfied() async throws {
    try await withSimulator { server in
      let terms = ["scientificName", "eventDate", "somethingNew"]
      let body = Question(format: Question.format(terms: terms), requiresParameters: true).bytes
      let reply = try await Client(server).send("POST", "/chat/completions", key: server.firstKey, body: body)
      #expect(reply.record.members?.map(\.name) == terms)
      for term in terms {
        #expect(reply.record[term]?.members?.map(\.name) == ["value", "confidence"])
      }
    }
  }

  @Test("costs add up to the last digit, on the answer, the key and the account")
  func costsAddUp() async throws {
    var options = SimulatorOptions()
    options.costPerAnswer = Decimal(string: "0.0036125")
    try await withSimulator(options) { server in
      let client = Client(server)
      for number in 1...3 {
        #expect(try await client.ask(.image(number)).json["usage"]?["cost"]?.digits == "0.0036125")
      }
      #expect(try await client.ask(model: Question.freeModel).json["usage"]?["cost"]?.digits == "0")
      #expect(await server.report().cost == Decimal(string: "0.0108375"))
      let key = try await client.send("GET", "/key", key: server.firstKey)
      #expect(key.json["data"]?["usage"]?.digits == "0.0108375")
      let credits = try await client.send("GET", "/credits", key: server.managementKey)
      #expect(credits.json["data"]?["total_usage"]?.digits == "0.0108375")
    }
  }

  @Test("a specimen costs about 0.0036 USD at the catalogue's price")
  func catalogueCost() async throws {
    try await withSimulator { server in
      let body = Question(image: .image(1), format: Question.format(terms: SomeTerms.twenty)).bytes
      let reply = try await Client(server).send("POST", "/chat/completions", key: server.firstKey, body: body)
      let cost = try #require(reply.json["usage"]?["cost"]?.double)
      #expect((0.002...0.005).contains(cost))
    }
  }
}
