internal import Extraction
internal import LocalServer
internal import OpenRouter

/// What is to be had of one run.
struct RunRouter: Sendable {
  let run: RunCache

  func response(to parts: [String], _ request: RequestHead) async -> HTTPResponse {
    switch parts {
    case ["status"]: return .json(await status())
    case ["events"]: return EventStream.response { await status() }
    case ["specimens"]:
      guard let page = await run.specimens(SpecimenQuery(request.query)) else { return .notFound }
      return .json(page.json.utf8)
    default: break
    }
    guard parts.count == 2, let number = Int(parts[1]), let place = await run.image(number) else { return .notFound }
    let image = ImageFolder(place.input).open(place.name)
    switch parts[0] {
    case "image": return whole(image, request)
    case "thumbnail": return thumbnail(image, request)
    default: return .notFound
    }
  }

  private func status() async -> [UInt8] { RunFacts.json(run.place, await run.status()).utf8 }

  private func whole(_ image: Result<OpenImage, ImageAbsence>, _ request: RequestHead) -> HTTPResponse {
    switch image {
    case .failure(let absence): .refusal(404, "There is nothing to show: \(absence.rawValue).")
    case .success(let image):
      cached(
        image.version, request, type: image.type, body: .stream(length: image.count) { try await image.send(to: $0) })
    }
  }

  private func thumbnail(_ image: Result<OpenImage, ImageAbsence>, _ request: RequestHead) -> HTTPResponse {
    guard case .success(let open) = image, case .embedded(let bytes) = Thumbnail(image) else {
      return whole(image, request)
    }
    return cached(open.version, request, type: .jpeg, body: .bytes(bytes))
  }

  /// Kept by the browser, which asks each time whether the file is still the same.
  private func cached(
    _ version: FileVersion, _ request: RequestHead, type: ImageType, body: HTTPResponse.Body
  ) -> HTTPResponse {
    let headers = [("Content-Type", type.rawValue), ("Cache-Control", "private, no-cache"), ("ETag", version.tag)]
    let isSame = request.single("if-none-match") == version.tag
    return HTTPResponse(status: isSame ? 304 : 200, headers: headers, body: isSame ? .bytes([]) : body)
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
