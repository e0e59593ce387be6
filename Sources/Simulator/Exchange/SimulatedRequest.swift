public import OpenRouter

/// One request as the service sees it, its images already reduced to their digests.
public struct SimulatedRequest: Sendable {
  /// In capitals, for example `POST`.
  public var method: String
  /// Without the query.
  public var path: String
  public var query: [String: String]
  /// By lower-case name.
  public var headers: [String: String]
  public var body: SimulatedBody

  public init(
    method: String, path: String, query: [String: String] = [:], headers: [String: String] = [:],
    body: SimulatedBody = SimulatedBody()
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }

  /// The secret after `Authorization: Bearer `; nil where the header is missing or holds something else.
  var secret: String? {
    guard let value = headers["authorization"], value.hasPrefix("Bearer ") else { return nil }
    return String(value.dropFirst("Bearer ".count))
  }
}

/// A request body without the bytes of its images.
public struct SimulatedBody: Sendable {
  /// The JSON of the body, in which the data of each data URL gave way to `#` and its number; nil where it is no JSON.
  public var json: JSONValue?
  /// In the order in which they stand in the body.
  public var images: [SimulatedImage]
  /// SHA-256 of the whole body as it arrived, in lower-case hex.
  public var sha256: String
  /// Bytes of the whole body as it arrived.
  public var count: Int

  public init(json: JSONValue? = nil, images: [SimulatedImage] = [], sha256: String = "", count: Int = 0) {
    self.json = json
    self.images = images
    self.sha256 = sha256
    self.count = count
  }
}

/// What the service noticed about the image in one data URL.
public struct SimulatedImage: Sendable, Hashable {
  /// As the data URL names it, for example `image/jpeg`.
  public var mediaType: String
  /// SHA-256 of the decoded image in lower-case hex.
  public var sha256: String
  /// Decoded bytes.
  public var count: Int
  /// False where the data was not Base64 (RFC 4648).
  public var isDecodable: Bool

  public init(mediaType: String, sha256: String, count: Int, isDecodable: Bool = true) {
    self.mediaType = mediaType
    self.sha256 = sha256
    self.count = count
    self.isDecodable = isDecodable
  }
}
