internal import Extraction
internal import OpenRouter

/// What is to be had of one run.
struct RunSite: Sendable {
  let desk: RunDesk

  func answer(_ parts: [String], _ request: RequestHead) async -> Answer {
    switch parts {
    case ["status"]: return .json(await status())
    case ["events"]: return events { await status() }
    case ["specimens"]:
      guard let page = await desk.specimens(SpecimenQuery(request.query)) else { return .notFound }
      return .json(page.json.utf8)
    default: break
    }
    guard parts.count == 2, let number = Int(parts[1]), let place = await desk.image(number) else { return .notFound }
    let image = ImageFolder(place.input).open(place.name)
    switch parts[0] {
    case "image": return whole(image, request)
    case "thumbnail": return thumbnail(image, request)
    default: return .notFound
    }
  }

  private func status() async -> [UInt8] { RunFacts.json(desk.place, await desk.status()).utf8 }

  private func whole(_ image: Result<OpenImage, ImageAbsence>, _ request: RequestHead) -> Answer {
    switch image {
    case .failure(let absence): return .refusal(404, "There is nothing to show: \(absence.rawValue).")
    case .success(let image):
      return cached(image.stamp, request, type: image.type, body: .image(image))
    }
  }

  private func thumbnail(_ image: Result<OpenImage, ImageAbsence>, _ request: RequestHead) -> Answer {
    guard case .success(let open) = image, case .embedded(let bytes) = Thumbnail(image) else {
      return whole(image, request)
    }
    return cached(open.stamp, request, type: .jpeg, body: .bytes(bytes))
  }

  /// Kept by the browser, which asks each time whether the file is still the same.
  private func cached(_ stamp: FileStamp, _ request: RequestHead, type: ImageType, body: Answer.Body) -> Answer {
    let headers = [("Content-Type", type.rawValue), ("Cache-Control", "private, no-cache"), ("ETag", stamp.tag)]
    let isSame = request.single("if-none-match") == stamp.tag
    return Answer(status: isSame ? 304 : 200, headers: headers, body: isSame ? .bytes([]) : body)
  }
}
