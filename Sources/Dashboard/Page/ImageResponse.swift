internal import LocalServer
internal import OpenRouter

/// Images of a run as responses. They are kept by the browser, which asks each time whether the file is still the same.
enum ImageResponse {
  static func whole(_ image: Result<OpenImage, ImageAbsence>, _ request: RequestHead) -> HTTPResponse {
    switch image {
    case .failure(let absence): .refusal(404, "There is nothing to show: \(absence.rawValue).")
    case .success(let image):
      cached(
        image.version.tag, request, type: image.type,
        body: .stream(length: image.count) { try await image.send(to: $0) })
    }
  }

  /// A file of a kind that no browser draws, to be saved.
  static func download(_ image: OpenImage) -> HTTPResponse {
    HTTPResponse(
      status: 200,
      headers: [
        ("Content-Type", "application/octet-stream"), ("Content-Disposition", "attachment"),
        ("Cache-Control", "private, no-cache"),
      ], body: .stream(length: image.count) { try await image.send(to: $0) })
  }

  /// - Parameter tag: the `ETag` of what is sent, in its quotes.
  static func cached(
    _ tag: String, _ request: RequestHead, type: ImageType, body: HTTPResponse.Body
  ) -> HTTPResponse {
    unchanged(tag, request)
      ?? HTTPResponse(status: 200, headers: [("Content-Type", type.rawValue)] + headers(tag), body: body)
  }

  /// Nil where the browser has another picture than that of the tag, or none.
  static func unchanged(_ tag: String, _ request: RequestHead) -> HTTPResponse? {
    request.single("if-none-match") == tag ? HTTPResponse(status: 304, headers: headers(tag), body: .binary([])) : nil
  }

  private static func headers(_ tag: String) -> [(String, String)] {
    [("Cache-Control", "private, no-cache"), ("ETag", tag)]
  }
}

extension OpenImage {
  fileprivate func send(to client: HTTPConnection) async throws {
    var offset = 0
    while offset < count {
      let piece = read(at: offset, count: min(1 << 18, count - offset))
      // A file cut short under the reader: the length has been promised, so only the connection's end tells.
      guard !piece.isEmpty else { throw HTTPConnection.Closed() }
      try await client.write(piece)
      offset += piece.count
    }
  }
}
