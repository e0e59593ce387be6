import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@Suite("What the simulated service refuses, over HTTP")
struct RequestCheckTests {
  private func post(_ body: [UInt8], _ server: SimulatorServer) async throws -> Reply {
    try await Client(server).send("POST", "/chat/completions", key: server.firstKey, body: body)
  }

  @Test("who sends no key, an unknown one, or the management key")
  func authorization() async throws {
    try await withSimulator { (server) async throws in
      let client = Client(server)
      let body = Question().bytes
      let none = try await client.send("POST", "/chat/completions", key: nil, body: body)
      #expect(none.status == 401)
      #expect(none.message == "Missing Authentication header")
      #expect(try await client.ask(key: "sk-or-v1-nobody").message == "User not found.")
      #expect(try await client.ask(key: server.managementKey).status == 403)
      #expect(try await client.send("GET", "/key", key: nil).status == 401)
      #expect(try await client.send("GET", "/models", key: nil).status == 200)
    }
  }

  @Test(
    "a body that is no request",
    arguments: [
      "", "{", "[]", "{}", #"{"model":"x"}"#, #"{"model":"x","messages":[]}"#,
    ])
  func malformed(body: String) async throws {
    try await withSimulator { (server) async throws in
      #expect(try await post(Array(body.utf8), server).status == 400)
      #expect(await server.report().billed == 0)
    }
  }

  @Test("images of another type, images that are none, images above 30 MB")
  func images() async throws {
    try await withSimulator { (server) async throws in
      #expect(try await post(Question(mediaType: "image/tiff").bytes, server).status == 400)
      for type in ["image/png", "image/jpeg", "image/webp", "image/gif"] {
        #expect(try await post(Question(mediaType: type).bytes, server).status == 200)
      }
      // The image's place holds a word that is no Base64.
      #expect(try await post(Array(Question().json.text.utf8), server).status == 400)
      let limit = 30 * 1024 * 1024
      #expect(try await post(Question(image: [UInt8](repeating: 7, count: limit)).bytes, server).status == 200)
      #expect(try await post(Question(image: [UInt8](repeating: 7, count: limit + 1)).bytes, server).status == 413)
    }
  }

  @Test("models that are not there, are gone, or cannot do what is asked")
  func models() async throws {
    try await withSimulator { (server) async throws in
      let client = Client(server)
      let unknown = try await client.ask(model: "qwen/qwen-vl-72b")
      #expect(unknown.status == 400)
      #expect(unknown.message == "qwen/qwen-vl-72b is not a valid model ID")
      let gone = try await client.ask(model: "qwen/qwen2.5-vl-72b-instruct:free")
      #expect(gone.status == 404)
      #expect(gone.message == "No endpoints found for qwen/qwen2.5-vl-72b-instruct:free.")
      #expect(try await client.ask(model: "openai/gpt-oss-20b:free").message?.contains("image input") == true)
      var strict = Question(model: "nvidia/nemotron-nano-12b-v2-vl:free", format: Question.format(terms: ["habitat"]))
      #expect(try await post(strict.bytes, server).status == 200)
      strict.requiresParameters = true
      #expect(try await post(strict.bytes, server).status == 404)
    }
  }

  @Test("endpoints that another service lacks, which then takes any model")
  func missingEndpoints() async throws {
    var options = SimulatorOptions()
    options.missing = [.key, .models]
    try await withSimulator(options) { (server) async throws in
      let client = Client(server)
      #expect(try await client.send("GET", "/key", key: server.firstKey).status == 404)
      #expect(try await client.send("GET", "/models", key: nil).status == 404)
      #expect(try await client.send("GET", "/credits", key: server.managementKey).status == 200)
      #expect(try await client.ask(model: "some/model").status == 200)
    }
  }

  @Test("paths that nobody serves")
  func otherPaths() async throws {
    try await withSimulator { (server) async throws in
      let client = Client(server)
      #expect(try await client.send("GET", "/generation", key: server.firstKey).status == 404)
      #expect(try await client.send("GET", "/chat/completions", key: server.firstKey).status == 404)
      #expect(try await client.send("DELETE", "/keys", key: server.managementKey).status == 404)
    }
  }
}
