internal import Extraction
internal import LocalServer
internal import OpenRouter

/// What is to be had of one run.
struct RunRouter: Sendable {
  let run: RunCache
  let pictures: PictureStore
  let secrets: SharedMask

  func response(to parts: [String], _ request: RequestHead) async -> HTTPResponse {
    switch parts {
    case ["status"]: return .json(await status())
    case ["events"]: return EventStream.response(secrets) { await status() }
    case ["specimens"]:
      guard let page = await run.specimens(SpecimenQuery(request.query)) else { return .notFound }
      return .json(page.json.utf8)
    default: break
    }
    guard parts.count == 2, let number = Int(parts[1]), let place = await run.image(number) else { return .notFound }
    switch parts[0] {
    case "image": return await pictures.response(place, RunInput.read(run.place.path).preparation, request)
    case "thumbnail": return await pictures.thumbnail(place, RunInput.read(run.place.path).preparation, request)
    default: return .notFound
    }
  }

  private func status() async -> [UInt8] { RunFacts.json(run.place, await run.status(), await run.review()).utf8 }
}
