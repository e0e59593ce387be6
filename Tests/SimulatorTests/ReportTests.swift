import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("What the simulated service reports")
struct ReportTests {
  @Test("requests, images, bodies, keys and cost, in process and over HTTP alike")
  func report() async throws {
    var options = SimulatorOptions(faults: [try FaultParser.parse("503:once,image=2")])
    options.costPerAnswer = Decimal(string: "0.0036125")
    try await withSimulator(options) { server in
      let client = Client(server)
      for image in [1, 2, 2, 1] { _ = try await client.ask(.image(image)) }
      let made = try await client.send(
        "POST", "/keys", key: server.managementKey, body: Array(#"{"name":"auto","limit":15.00}"#.utf8))
      _ = try await client.send("GET", "/keys/nothing", key: server.managementKey)
      let report = await server.report()
      #expect(report.requests["POST /chat/completions"] == [200: 3, 503: 1])
      #expect(report.requests["GET /keys/{hash}"] == [404: 1])
      #expect(report.count("POST /keys", status: 201) == 1)
      #expect(report.chatRequests == 4 && report.retries == 2 && report.billed == 3)
      #expect(report.cost == Decimal(string: "0.0108375"))
      let first = ContentHash.hex(of: .image(1))
      let second = ContentHash.hex(of: .image(2))
      #expect(report.images[first].map { [$0.number, $0.requests, $0.billed, $0.answered] } == [1, 2, 2, 2])
      #expect(report.images[second].map { [$0.number, $0.requests, $0.billed, $0.answered] } == [2, 2, 1, 1])
      #expect(report.imagesPaidMoreThanOnce == [first])
      #expect(report.imagesAnsweredMoreThanOnce == [first])
      let bodies = [1, 2].map { ContentHash.hex(of: Question(image: .image($0)).bytes) }
      #expect(report.bodies == [bodies[0], bodies[1], bodies[1], bodies[0]])
      #expect(report.keysMade.map(\.name) == ["auto"])
      #expect(report.keysMade.first?.limit == 15)
      #expect(report.keysMade.first?.hash == made.json["data"]?["hash"]?.string)
      let remote = try await client.send("GET", "/simulator/report", key: nil)
      #expect(remote.json == report.json)
    }
  }

  @Test("a report shows no secret")
  func secrets() async throws {
    try await withSimulator { server in
      let body = Array(#"{"name":"auto"}"#.utf8)
      let made = try await Client(server).send("POST", "/keys", key: server.managementKey, body: body)
      let text = await server.report().json.text
      for secret in [server.firstKey, server.managementKey, made.json["key"]?.string ?? ""] {
        #expect(secret.count > 20 && !text.contains(secret.dropFirst("sk-or-v1-".count).prefix(12)))
      }
    }
  }
}
