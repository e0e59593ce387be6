import FlyingFox
import FlyingSocks
import OpenRouter

@testable import Keys

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A service with `/keys` and nothing else, over real HTTP on a loopback port.
actor FakeKeysService {
  /// What the next `POST /keys` does, besides what it always does.
  enum Trouble: Sendable {
    /// Makes the key, and never answers.
    case silence
    /// Makes the key, and answers with this status all the same.
    case madeButAnswers(Int)
    /// Makes none, and answers with this status and message.
    case answers(Int, String)
    /// Makes the key, and answers something that is no JSON.
    case garbage
  }

  struct Key: Sendable, Equatable {
    let hash: String
    let name: String
    let limit: Double?
  }

  static let managementKey = "sk-or-v1-7m6a5n4a3g2e1m0e9n8t7k6e5y4"

  private(set) var keys: [Key] = []
  private(set) var calls: [String] = []
  private(set) var bodies: [String] = []
  private var troubles: [Trouble] = []
  private var listsFail = false
  private var deletesFail = false
  private var lastNumber = 0

  init(olderKeys: Int = 0) {
    for number in 0..<olderKeys { keys.append(Key(hash: "old\(number)", name: "old", limit: 1)) }
  }

  func plan(_ troubles: [Trouble], listsFail: Bool = false, deletesFail: Bool = false) {
    self.troubles = troubles
    self.listsFail = listsFail
    self.deletesFail = deletesFail
  }

  /// Runs the service while `body` runs, which gets the base URL.
  nonisolated func serving<Value: Sendable>(
    _ body: @Sendable (_ baseURL: String) async throws -> Value
  ) async throws -> Value {
    let server = try HTTPServer(
      address: .inet(ip4: "127.0.0.1", port: 0), logger: .disabled,
      handler: ClosureHTTPHandler { try await self.answer($0) })
    let running = Task { try await server.run() }
    try await server.waitUntilListening()
    guard case .ip4(_, port: let port)? = await server.listeningAddress else { throw CancellationError() }
    let result: Result<Value, any Error>
    do { result = .success(try await body("http://127.0.0.1:\(port)/api/v1")) } catch { result = .failure(error) }
    running.cancel()
    _ = await running.result
    return try result.get()
  }

  private func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    calls.append("\(request.method.rawValue) \(request.path)")
    guard request.headers[.authorization] == "Bearer \(Self.managementKey)" else {
      let sent = request.headers[.authorization] ?? ""
      return Self.reply(401, ["error": ["code": 401, "message": .string("no such key: \(sent)")]])
    }
    switch request.method {
    case .POST: return try await create(String(decoding: try await request.bodyData, as: UTF8.self))
    case .GET: return list(Int(request.query["offset"] ?? "") ?? 0)
    case .DELETE: return delete(request.path.split(separator: "/").last.map(String.init) ?? "")
    default: return Self.reply(405, .null)
    }
  }

  private func create(_ body: String) async throws -> HTTPResponse {
    bodies.append(body)
    let order = try JSONParser.parse(Array(body.utf8))
    let trouble = troubles.isEmpty ? nil : troubles.removeFirst()
    if case .answers(let status, let message) = trouble {
      return Self.reply(status, ["error": ["code": .number("\(status)"), "message": .string(message)]])
    }
    lastNumber += 1
    let key = Key(hash: "hash\(lastNumber)", name: order["name"]?.string ?? "", limit: order["limit"]?.double)
    keys.append(key)
    switch trouble {
    case .silence: try await Task.sleep(for: .seconds(60))
    case .madeButAnswers(let status): return Self.reply(status, ["error": ["message": "<html>"]])
    case .garbage: return HTTPResponse(statusCode: .ok, body: Data("<html>".utf8))
    case .answers, nil: break
    }
    let secret = APIKey.sample(lastNumber).withSecret { $0 }
    return Self.reply(
      201,
      [
        "data": ["hash": .string(key.hash), "name": .string(key.name), "label": "sk-or-v1-abc...def"],
        "key": .string(secret),
      ])
  }

  private func list(_ offset: Int) -> HTTPResponse {
    if listsFail { return Self.reply(503, .null) }
    let page = keys.dropFirst(offset).prefix(100)
    return Self.reply(
      200, ["data": .array(page.map { ["hash": .string($0.hash), "name": .string($0.name)] })])
  }

  private func delete(_ hash: String) -> HTTPResponse {
    if deletesFail { return Self.reply(503, .null) }
    keys.removeAll { $0.hash == hash }
    return Self.reply(200, ["deleted": true])
  }

  private static func reply(_ status: Int, _ value: OpenRouter.JSONValue) -> HTTPResponse {
    HTTPResponse(statusCode: HTTPStatusCode(status, phrase: "status"), body: Data(value.utf8))
  }
}
