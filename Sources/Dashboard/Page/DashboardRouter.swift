internal import Extraction
internal import LocalServer
internal import OpenRouter

/// Decides what each request gets. Everything is read-only, and no address holds a path of the disk.
struct DashboardRouter: RequestHandler {
  let registry: RunRegistry
  let access: AccessPolicy
  /// Seconds between two looks of a page without server-sent events.
  let refresh: Int

  func respond(to request: RequestHead, body: RequestBody) async throws -> HTTPResponse {
    let response =
      switch access.decision(on: request) {
      case .allowed: await route(request.path.split(separator: "/").map(String.init), request)
      case .setCookie(let cookie): welcome(cookie)
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

  /// Sets the cookie and goes on without the token in the address. Not by a redirect: after a link from another site
  /// the browser would follow it without the new cookie.
  private func welcome(_ cookie: String) -> HTTPResponse {
    let page =
      "<!DOCTYPE html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0; url=/\">"
      + "<title>herbx</title><p><a href=\"/\">Go on to the dashboard</a></p>"
    return .bytes(Array(page.utf8), type: "text/html; charset=utf-8").with("Set-Cookie", cookie)
  }

  private func route(_ parts: [String], _ request: RequestHead) async -> HTTPResponse {
    switch parts.count {
    case 0: return page
    case 1: return file(parts[0])
    case 2 where parts[0] == "run": return registry.run(parts[1]) == nil ? .notFound : page
    case 2 where parts == ["api", "runs"]: return .json(await overview())
    case 3 where parts == ["api", "runs", "events"]: return EventStream.response { await overview() }
    case 4... where parts[0] == "api" && parts[1] == "run":
      guard let run = registry.run(parts[2]) else { return .notFound }
      return await RunRouter(run: run).response(to: Array(parts[3...]), request)
    default: return .notFound
    }
  }

  private func file(_ name: String) -> HTTPResponse {
    switch name {
    case "page.js": .bytes(PageFiles.script, type: "text/javascript; charset=utf-8")
    case "page.css": .bytes(PageFiles.style, type: "text/css; charset=utf-8")
    case "icon.svg": .bytes(PageFiles.icon, type: "image/svg+xml")
    default: .notFound
    }
  }

  private var page: HTTPResponse {
    let head = """
      <link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/page.css">
      <meta name="herbx-refresh" content="\(refresh)"><script src="/page.js" defer></script>
      """
    return .bytes(Array(PageFiles.page(head: head).utf8), type: "text/html; charset=utf-8")
  }

  private func overview() async -> [UInt8] {
    let runs = await registry.overview().map { RunFacts.line($0.place, $0.status) }
    let overview: JSONValue = ["root": .string(registry.root), "runs": .array(runs)]
    return overview.utf8
  }
}
