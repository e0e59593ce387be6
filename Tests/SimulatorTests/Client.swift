import FlyingSocks
import Foundation
import OpenRouter
import Testing

@testable import LocalServer
@testable import Simulator

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a client got.
struct Reply: Sendable {
  var status: Int
  var headers: [String: String]
  var body: [UInt8]

  /// The body as JSON; null where it is none.
  var json: JSONValue { (try? JSONParser.parse(body)) ?? .null }
  var error: JSONValue? { json["error"] }
  var message: String? { error?["message"]?.string }
  var content: String? { json["choices"]?[0]?["message"]?["content"]?.string }
  /// What the model wrote, as JSON.
  var record: JSONValue { content.flatMap { try? JSONParser.parse(Array($0.utf8)) } ?? .null }
}

/// The least of an HTTP client, a connection for each request.
///
/// Not `URLSession`: on Linux it blocks the very threads that the server in the same process needs.
struct Client: Sendable {
  /// The answer ended before its end.
  struct Broken: Error {}

  let server: SimulatorServer

  init(_ server: SimulatorServer) { self.server = server }

  /// Nil for `key` sends no Authorization header.
  func send(
    _ method: String = "GET", _ path: String, key: String?, body: [UInt8] = [], headers: [String: String] = [:]
  ) async throws -> Reply {
    var lines = ["\(method) \(path.hasPrefix("/simulator") ? path : "/api/v1" + path) HTTP/1.1", "Host: localhost"]
    if let key { lines.append("Authorization: Bearer \(key)") }
    lines += headers.map { "\($0.key): \($0.value)" }
    lines.append("Content-Length: \(body.count)")
    return try await exchange(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)[0]
  }

  /// Sends these bytes on one connection and reads so many answers.
  func exchange(_ bytes: [UInt8], answers: Int = 1) async throws -> [Reply] {
    let stream = try await connect(try await Self.pool.value)
    do {
      try await stream.write(bytes)
      var replies: [Reply] = []
      while replies.count < answers { replies.append(try await Self.read(stream)) }
      await stream.close()
      return replies
    } catch {
      await stream.close()
      throw error is HTTPConnection.Closed ? Broken() : error
    }
  }

  func connect(_ pool: HTTPConnection.Pool) async throws -> HTTPConnection {
    let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: server.port)
    return HTTPConnection(
      try await AsyncSocket.connected(to: address, pool: pool, timeout: 60), pool: pool, writeTime: .seconds(60))
  }

  /// One pool for all clients; it runs until the process ends.
  static let pool = Task {
    let pool = HTTPConnection.makePool()
    try await pool.prepare()
    Task { try await pool.run() }
    return pool
  }

  private static func read(_ stream: HTTPConnection) async throws -> Reply {
    var lines: [String] = []
    while let line = try await readLine(stream), !line.isEmpty { lines.append(line) }
    let status = try #require(lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    var reply = Reply(status: status, headers: [:], body: [])
    for line in lines.dropFirst() {
      let parts = line.split(separator: ": ", maxSplits: 1)
      reply.headers[parts[0].lowercased()] = String(parts[1])
    }
    if let length = reply.headers["content-length"].flatMap({ Int($0) }) {
      reply.body = try await read(length, stream)
    } else {
      #expect(reply.headers["transfer-encoding"] == "chunked")
      while let size = try await readLine(stream).flatMap({ Int($0, radix: 16) }), size > 0 {
        reply.body += try await read(size, stream)
        #expect(try await readLine(stream) == "")
      }
      #expect(try await readLine(stream) == "")
    }
    return reply
  }

  private static func read(_ count: Int, _ stream: HTTPConnection) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      if stream.buffer.isEmpty { _ = try await stream.fill(before: .now + .seconds(60)) }
      bytes += stream.take(atMost: count - bytes.count)
    }
    return bytes
  }

  private static func readLine(_ stream: HTTPConnection) async throws -> String? {
    var bytes: [UInt8] = []
    while bytes.suffix(2) != [13, 10] { bytes += try await read(1, stream) }
    return String(decoding: bytes.dropLast(2), as: UTF8.self)
  }

  /// Asks about one image with the first key.
  func ask(
    _ image: [UInt8] = .image(1), model: String = Question.paidModel, key: String? = nil,
    headers: [String: String] = [:]
  ) async throws -> Reply {
    try await send(
      "POST", "/chat/completions", key: key ?? server.firstKey, body: Question(image: image, model: model).bytes,
      headers: headers)
  }
}

/// A chat request's body.
struct Question {
  static let paidModel = "qwen/qwen2.5-vl-72b-instruct"
  static let freeModel = "google/gemma-4-31b-it:free"

  var image: [UInt8]? = .image(1)
  var mediaType = "image/jpeg"
  var model = Question.paidModel
  var format: JSONValue?
  var requiresParameters = false

  /// With `IMAGE` in place of the image's data.
  var json: JSONValue {
    var content: [JSONValue] = [["type": "text", "text": "Read the label; \"data:\" is a word."]]
    if image != nil {
      content.append(["type": "image_url", "image_url": ["url": .string("data:\(mediaType);base64,IMAGE")]])
    }
    var members: [JSONValue.Member] = [
      .init("model", .string(model)), .init("max_tokens", 4096),
      .init("messages", [["role": "user", "content": .array(content)]]),
    ]
    if let format { members.append(.init("response_format", format)) }
    if requiresParameters { members.append(.init("provider", ["require_parameters": true])) }
    return .object(members)
  }

  /// The image is put in last: writing megabytes as a JSON string takes seconds in a debug build.
  var bytes: [UInt8] {
    let text = json.text
    guard let image, let place = text.range(of: "IMAGE") else { return Array(text.utf8) }
    return Array(text[..<place.lowerBound].utf8) + Data(image).base64EncodedData() + text[place.upperBound...].utf8
  }

  /// `response_format` with a schema of terms, each `{"value","confidence"}`.
  static func format(terms: [String]) -> JSONValue {
    let term: JSONValue = [
      "type": "object", "properties": ["value": ["type": "string"], "confidence": ["type": "number"]],
      "required": ["value", "confidence"], "additionalProperties": false,
    ]
    let schema: JSONValue = [
      "type": "object", "properties": .object(terms.map { .init($0, term) }),
      "required": .array(terms.map(JSONValue.string)), "additionalProperties": false,
    ]
    return ["type": "json_schema", "json_schema": ["name": "dwc", "strict": true, "schema": schema]]
  }
}

extension [UInt8] {
  /// Bytes that stand for the image with this number; no two are equal.
  static func image(_ number: Int, count: Int = 2000) -> [UInt8] {
    Array("image \(number) ".utf8) + (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }
  }
}

enum SomeTerms {
  static let twenty = [
    "catalogNumber", "otherCatalogNumbers", "scientificName", "scientificNameAuthorship", "family", "recordedBy",
    "recordNumber", "eventDate", "verbatimEventDate", "country", "stateProvince", "county", "locality",
    "verbatimLocality", "habitat", "decimalLatitude", "decimalLongitude", "minimumElevationInMeters", "identifiedBy",
    "dateIdentified",
  ]
}
