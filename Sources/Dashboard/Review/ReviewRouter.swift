internal import Extraction
internal import LocalServer
internal import OpenRouter
internal import Review

/// What is to be had of, and written to, the review of one run.
struct ReviewRouter: Sendable {
  let session: ReviewSession
  let pictures: PictureStore

  /// - Parameter parts: of the address behind `/api/run/ID/review`.
  func response(to parts: [String], _ request: RequestHead, body: RequestBody) async throws -> HTTPResponse {
    if request.method == "POST" { return try await written(parts, body) }
    let query = request.query
    switch parts {
    case ["summary"]:
      let name = session.place.name
      return .json(await session.asking { $0.summaryJSON(run: name).utf8 })
    case ["queue"]: return .json(await session.asking { $0.queueJSON().utf8 })
    case ["table"]: return .json(await session.asking { $0.tableJSON(ReviewTableQuery(query)).utf8 })
    case ["focus"]:
      guard let term = query["term"] else { return .notFound }
      let first = max(0, query["first"].flatMap { Int($0) } ?? 0)
      return .json(await session.asking { $0.focusJSON(term, from: first).utf8 })
    case ["suggestions"]:
      guard let term = query["term"] else { return .notFound }
      return .json(await session.asking { $0.suggestionsJSON(term).utf8 })
    default: break
    }
    guard parts.count == 2, let number = Int(parts[1]) else { return .notFound }
    switch parts[0] {
    case "sheet":
      guard let sheet = await session.asking({ $0.sheetJSON(number)?.utf8 }) else { return .notFound }
      return .json(sheet)
    case "image", "thumbnail": return await image(number, request, isSmall: parts[0] == "thumbnail")
    default: return .notFound
    }
  }

  private func image(_ number: Int, _ request: RequestHead, isSmall: Bool) async -> HTTPResponse {
    let found = await session.asking { state in
      state.table.names.indices.contains(number)
        ? (ImagePlace(input: state.input, name: state.table.names[number].text), state.preparation) : nil
    }
    guard let (place, preparation) = found else { return .notFound }
    return await isSmall
      ? pictures.thumbnail(place, preparation, request) : pictures.response(place, preparation, request)
  }

  private func written(_ parts: [String], _ body: RequestBody) async throws -> HTTPResponse {
    let bytes: [UInt8]
    do { bytes = try await body.read() } catch let failure as RequestBody.Failure {
      return .refusal(failure.status, failure.sentence)
    }
    guard let json = try? JSONParser.parse(bytes), json.members != nil else {
      return .refusal(400, "The request's body is no JSON object.")
    }
    let outcome: Result<Int, ReviewRefusal>? = await session.asking { state in
      switch parts {
      case ["annotations"]: Result { () throws(ReviewRefusal) in try state.write(json) }
      case ["focus"]: Result { () throws(ReviewRefusal) in try state.writeFocus(json) }
      case ["view"]:
        Result { () throws(ReviewRefusal) in
          try state.keepTurn(json)
          return 0
        }
      default: nil
      }
    }
    switch outcome {
    case .success(let count): return .json(JSONValue.object([.init("written", JSONValue(count))]).utf8)
    case .failure(let refusal): return .refusal(refusal.status, refusal.sentence)
    case nil: return .notFound
    }
  }
}
