internal import Extraction
internal import LocalServer
internal import OpenRouter

/// What is to be had of one run.
struct RunRouter: Sendable {
  let run: RunCache
  let pictures: PictureStore

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
    switch parts[0] {
    case "image": return await pictures.response(place, RunInput.read(run.place.path).preparation, request)
    case "thumbnail": return thumbnail(ImageFolder(place.input).open(place.name), request)
    default: return .notFound
    }
  }

  private func status() async -> [UInt8] { RunFacts.json(run.place, await run.status(), await run.review()).utf8 }

  private func thumbnail(_ image: Result<OpenImage, ImageAbsence>, _ request: RequestHead) -> HTTPResponse {
    guard case .success(let open) = image, case .embedded(let bytes) = Thumbnail(image) else {
      return ImageResponse.whole(image, request)
    }
    return ImageResponse.cached(open.version, request, type: .jpeg, body: .bytes(bytes))
  }
}
