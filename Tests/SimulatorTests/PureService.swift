import Foundation
import OpenRouter
import Simulator

/// The service's model alone, with a clock that the test turns.
struct PureService {
  var model: ServiceModel
  var now = Date(timeIntervalSince1970: 1_790_000_000)

  init(_ options: SimulatorOptions) { model = ServiceModel(options, at: now) }

  init(faults: String...) throws {
    var options = SimulatorOptions()
    options.costPerAnswer = Decimal(string: "0.0036")
    options.faults = try faults.map { try FaultParser.parse($0) }
    self.init(options)
  }

  var firstKey: String { model.initialKeys[0] }

  /// Asks about the image with this number and ends the request.
  @discardableResult
  mutating func ask(
    _ image: Int? = 1, key: String? = nil, model name: String = Question.paidModel, headers: [String: String] = [:]
  ) -> SimulatedResponse {
    let answer = begin(image, key: key, model: name, headers: headers)
    model.end(answer, isDelivered: answer.delivery.ending == .whole)
    return answer
  }

  /// As `ask`, but the request stays in flight.
  mutating func begin(
    _ image: Int? = 1, key: String? = nil, model name: String = Question.paidModel, headers: [String: String] = [:]
  ) -> SimulatedResponse {
    let body = Question(image: nil, model: name).json
    let images = image.map { SimulatedImage(mediaType: "image/jpeg", sha256: Self.hash($0), count: 130_000) }
    model.begin()
    return model.answer(
      SimulatedRequest(
        method: "POST", path: "/api/v1/chat/completions",
        headers: headers.merging(["authorization": "Bearer \(key ?? firstKey)"]) { first, _ in first },
        body: SimulatedBody(
          json: body, images: images.map { [$0] } ?? [], sha256: "body \(image ?? 0) \(name)", count: 180_000)),
      at: now)
  }

  /// Any other request; the management key's where no key is given.
  mutating func call(
    _ method: String = "GET", _ path: String, key: String? = nil, query: [String: String] = [:], body: JSONValue? = nil
  ) -> SimulatedResponse {
    let request = SimulatedRequest(
      method: method, path: "/api/v1" + path, query: query,
      headers: ["authorization": "Bearer \(key ?? model.managementKey)"], body: SimulatedBody(json: body))
    return model.answer(request, at: now)
  }

  /// Makes a key and gives its secret.
  mutating func makeKey(_ name: String = "auto-rotation", limit: JSONValue = 15) -> String {
    call("POST", "/keys", body: ["name": .string(name), "limit": limit]).json["key"]?.string ?? ""
  }

  static func hash(_ image: Int) -> String { ContentHash.hex(of: Array("image \(image)".utf8)) }
}

extension SimulatedResponse {
  /// The body as JSON; null where it is none.
  var json: JSONValue { (try? JSONParser.parse(body)) ?? .null }
  var message: String? { json["error"]?["message"]?.string }
  var content: String? { json["choices"]?[0]?["message"]?["content"]?.string }
  var finishReason: String? { json["choices"]?[0]?["finish_reason"]?.string }
  var source: String? { json["error"]?["metadata"]?["limit_source"]?.string }
}
