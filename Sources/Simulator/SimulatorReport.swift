public import OpenRouter

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// What a simulated service has seen so far.
public struct SimulatorReport: Sendable, Equatable {
  /// By route (for example `POST /chat/completions` or `GET /keys/{hash}`) and status.
  public var requests: [String: [Int: Int]]
  /// By SHA-256 of the decoded image.
  public var images: [String: Image]
  /// SHA-256 of the bodies of all chat requests, in the order in which they had arrived whole.
  public var bodies: [String]
  /// Keys made over the network, oldest first; deleted ones too.
  public var keysMade: [Key]
  /// Exact sum in USD of all that was billed.
  public var cost: Decimal
  /// Chat answers that were billed, those of free models too.
  public var billed: Int
  /// Chat answers given free of charge from the response cache.
  public var cacheHits: Int
  /// Chat requests whose client left before the answer had been delivered.
  public var abandoned: Int
  /// Chat requests open at this moment.
  public var inFlight: Int
  /// Most chat requests open at once, from their head's arrival to their answer's last write.
  public var mostInFlight: Int
  /// Connections that were taken and have not ended.
  public var openConnections: Int

  public struct Image: Sendable, Equatable {
    /// From 1, in the order in which images were first seen.
    public var number: Int
    public var requests = 0
    /// Times an answer about it was made and billed, whether it arrived or not.
    public var billed = 0
    /// Times a success that a client can use was delivered whole.
    public var answered = 0

    public init(number: Int) { self.number = number }
  }

  public struct Key: Sendable, Equatable {
    public var name: String
    public var hash: String
    /// Masked.
    public var label: String
    /// USD.
    public var limit: Decimal?
    public var usage: Decimal
    public var created: Date
    public var isDisabled: Bool
    public var isDeleted: Bool
  }

  /// Chat requests, whatever became of them.
  public var chatRequests: Int { count("POST /chat/completions") }

  /// Requests on this route, with this status or with any.
  public func count(_ route: String, status: Int? = nil) -> Int {
    let statuses = requests[route] ?? [:]
    return status.map { statuses[$0] ?? 0 } ?? statuses.values.reduce(0, +)
  }

  /// Requests with an image that had been sent before.
  public var retries: Int { images.values.reduce(0) { $0 + $1.requests - 1 } }

  /// Images for which more than one answer was billed, by SHA-256.
  public var imagesPaidMoreThanOnce: [String] { images.filter { $0.value.billed > 1 }.keys.sorted() }

  /// Images for which more than one answer was delivered, by SHA-256.
  public var imagesAnsweredMoreThanOnce: [String] { images.filter { $0.value.answered > 1 }.keys.sorted() }
}

extension SimulatorReport {
  /// The report as `GET /simulator/report` gives it.
  public var json: JSONValue {
    func number(_ value: Int) -> JSONValue { .number(String(value)) }
    let requests = requests.sorted { $0.key < $1.key }.map { route, statuses in
      JSONValue.Member(
        route, .object(statuses.sorted { $0.key < $1.key }.map { .init(String($0.key), number($0.value)) }))
    }
    let images = images.sorted { $0.value.number < $1.value.number }.map { hash, image in
      JSONValue.Member(
        hash,
        [
          "number": number(image.number), "requests": number(image.requests), "billed": number(image.billed),
          "answered": number(image.answered),
        ])
    }
    return [
      "requests": .object(requests), "chat_requests": number(chatRequests), "retries": number(retries),
      "billed": number(billed), "cost": .number(cost.description), "cache_hits": number(cacheHits),
      "abandoned": number(abandoned), "in_flight": number(inFlight), "most_in_flight": number(mostInFlight),
      "open_connections": number(openConnections),
      "keys_made_count": number(keysMade.count), "keys_made": .array(keysMade.map(\.json)),
      "images_count": number(images.count),
      "images_paid_more_than_once": .array(imagesPaidMoreThanOnce.map(JSONValue.string)),
      "images_answered_more_than_once": .array(imagesAnsweredMoreThanOnce.map(JSONValue.string)),
      "images": .object(images), "bodies": .array(bodies.map(JSONValue.string)),
    ]
  }
}

extension SimulatorReport.Key {
  var json: JSONValue {
    [
      "name": .string(name), "hash": .string(hash), "label": .string(label),
      "limit": limit.map { .number($0.description) } ?? .null, "usage": .number(usage.description),
      "created": .string(created.formatted(.iso8601)), "disabled": .bool(isDisabled), "deleted": .bool(isDeleted),
    ]
  }
}
