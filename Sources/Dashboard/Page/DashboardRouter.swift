internal import Extraction
internal import LocalServer
internal import OpenRouter

/// Decides what each request gets. No address holds a path of the disk, and only a review writes anything.
struct DashboardRouter: RequestHandler {
  let registry: RunRegistry
  let access: AccessPolicy
  /// Nil where everything is read-only.
  let reviews: ReviewRegistry?
  /// Seconds between two looks of a page without server-sent events.
  let refresh: Int
  /// For streams, which the server does not mask by itself.
  let secrets: SharedMask
  let pictures = PictureStore()

  func respond(to request: RequestHead, body: RequestBody) async throws -> HTTPResponse {
    let response =
      switch access.decision(on: request) {
      case .allowed: try await route(request.path.split(separator: "/").map(String.init), request, body)
      case .setCookie(let cookie): welcome(cookie, to: request.path + Self.fragment(request))
      case .refused(let status, let sentence): refusal(status, sentence)
      }
    return response.withDefaults(SecurityHeaders.all)
  }

  func refusal(of fault: RequestFault) -> HTTPResponse {
    refusal(fault.status, fault.sentence).withDefaults(SecurityHeaders.all)
  }

  private func refusal(_ status: Int, _ sentence: String) -> HTTPResponse {
    let response = HTTPResponse.refusal(status, sentence)
    return status == 405 ? response.with("Allow", access.methods) : response
  }

  /// The sheet of a review that the address asks for, which the page itself finds behind the `#`.
  private static func fragment(_ request: RequestHead) -> String {
    request.query["sheet"].flatMap { UInt32($0) }.map { "#sheet=\($0)" } ?? ""
  }

  /// Sets the cookie and goes on without the token in the address. Not by a redirect: after a link from another site
  /// the browser would follow it without the new cookie.
  /// - Parameter path: a plain one, which needs no escape.
  private func welcome(_ cookie: String, to path: String) -> HTTPResponse {
    let page =
      "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><link rel=\"icon\" href=\"/icon.svg\"><meta http-equiv=\"refresh\" content=\"0; url=\(path)\">"
      + "<title>herbx</title><p><a href=\"\(path)\">Go on</a></p>"
    return .text(Array(page.utf8), type: "text/html; charset=utf-8").with("Set-Cookie", cookie)
  }

  private func route(_ parts: [String], _ request: RequestHead, _ body: RequestBody) async throws -> HTTPResponse {
    if parts.count >= 4, parts[0] == "api", parts[1] == "run", parts[3] == "review" {
      guard let reviews, let run = registry.run(parts[2]) else { return .notFound }
      let router = ReviewRouter(session: reviews.session(of: run.place), pictures: pictures)
      return try await router.response(to: Array(parts[4...]), request, body: body)
    }
    if request.method == "POST" { return .notFound }
    switch parts.count {
    case 0: return page()
    case 1 where parts == ["metrics"]:
      let runs = await registry.overview().compactMap { run in run.status.map { (name: run.place.name, status: $0) } }
      return .text(Array(Metrics.text(runs).utf8), type: Metrics.contentType)
    case 1: return file(parts[0])
    case 2 where parts[0] == "run": return registry.run(parts[1]) == nil ? .notFound : page()
    case 3 where parts[0] == "run" && parts[2] == "review":
      return reviews == nil || registry.run(parts[1]) == nil ? .notFound : page(isReview: true)
    case 2 where parts == ["api", "runs"]: return .json(await overview())
    case 3 where parts == ["api", "runs", "events"]: return EventStream.response(secrets) { await overview() }
    case 4... where parts[0] == "api" && parts[1] == "run":
      guard let run = registry.run(parts[2]) else { return .notFound }
      return await RunRouter(run: run, pictures: pictures, secrets: secrets).response(to: Array(parts[3...]), request)
    default: return .notFound
    }
  }

  private func file(_ name: String) -> HTTPResponse {
    switch name {
    case "page.js": .text(PageFiles.script, type: "text/javascript; charset=utf-8")
    case "page.css": .text(PageFiles.style, type: "text/css; charset=utf-8")
    case "review.js" where reviews != nil: .text(PageFiles.reviewScript, type: "text/javascript; charset=utf-8")
    case "review.css" where reviews != nil: .text(PageFiles.reviewStyle, type: "text/css; charset=utf-8")
    case "icon.svg": .text(PageFiles.icon, type: "image/svg+xml")
    default: .notFound
    }
  }

  private func page(isReview: Bool = false) -> HTTPResponse {
    var head = """
      <link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/page.css">
      <meta name="herbx-refresh" content="\(refresh)">
      """
    if reviews != nil { head += "<meta name=\"herbx-review\" content=\"1\">" }
    if isReview { head += "<link rel=\"stylesheet\" href=\"/review.css\"><script src=\"/review.js\" defer></script>" }
    head += "<script src=\"/page.js\" defer></script>"
    return .text(Array(PageFiles.page(head: head).utf8), type: "text/html; charset=utf-8")
  }

  private func overview() async -> [UInt8] {
    let runs = await registry.overview().map { RunFacts.line($0.place, $0.status) }
    let overview: JSONValue = ["root": .string(registry.root), "runs": .array(runs)]
    return overview.utf8
  }
}
