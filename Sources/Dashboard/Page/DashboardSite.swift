internal import Extraction
internal import OpenRouter

/// Decides what each request gets. Everything is read-only, and no address holds a path of the disk.
struct DashboardSite: Site {
  let shelf: RunShelf
  let hosts: HostRule
  /// Nil where anybody on this machine may look.
  let token: AccessToken?
  /// The cookie that holds the token; cookies do not tell ports apart, so its name does.
  let cookie: String
  /// Seconds between two looks of a page without server-sent events.
  let refresh: Int

  func answer(_ request: RequestHead) async -> Answer {
    if let refusal = RequestRule.refusal(of: request, hosts) { return refusal }
    if let token {
      switch token.standing(request, cookie: cookie) {
      case .known: break
      case .arriving: return welcome(token)
      case .unknown:
        return .refusal(401, "This dashboard asks for its token: open the address that `herbx dashboard` printed.")
      }
    }
    return await route(request.path.split(separator: "/").map(String.init), request)
  }

  /// Sets the cookie and goes on without the token in the address. Not by a redirect: after a link from another site
  /// the browser would follow it without the new cookie.
  private func welcome(_ token: AccessToken) -> Answer {
    let page =
      "<!DOCTYPE html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0; url=/\">"
      + "<title>herbx</title><p><a href=\"/\">Go on to the dashboard</a></p>"
    return Answer.bytes(Array(page.utf8), type: "text/html; charset=utf-8")
      .with("Set-Cookie", "\(cookie)=\(token.text); Path=/; HttpOnly; SameSite=Strict")
  }

  private func route(_ parts: [String], _ request: RequestHead) async -> Answer {
    switch parts.count {
    case 0: return page
    case 1: return file(parts[0])
    case 2 where parts[0] == "run": return shelf.desk(parts[1]) == nil ? .notFound : page
    case 2 where parts == ["api", "runs"]: return .json(await overview())
    case 3 where parts == ["api", "runs", "events"]: return events { await overview() }
    case 4... where parts[0] == "api" && parts[1] == "run":
      guard let desk = shelf.desk(parts[2]) else { return .notFound }
      return await RunSite(desk: desk).answer(Array(parts[3...]), request)
    default: return .notFound
    }
  }

  private func file(_ name: String) -> Answer {
    switch name {
    case "page.js": .bytes(PageFiles.script, type: "text/javascript; charset=utf-8")
    case "page.css": .bytes(PageFiles.style, type: "text/css; charset=utf-8")
    case "icon.svg": .bytes(PageFiles.icon, type: "image/svg+xml")
    default: .notFound
    }
  }

  private var page: Answer {
    let head = """
      <link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/page.css">
      <meta name="herbx-refresh" content="\(refresh)"><script src="/page.js" defer></script>
      """
    return .bytes(Array(PageFiles.page(head: head).utf8), type: "text/html; charset=utf-8")
  }

  private func overview() async -> [UInt8] {
    let runs = await shelf.overview().map { RunFacts.line($0.place, $0.status) }
    let overview: JSONValue = ["root": .string(shelf.root), "runs": .array(runs)]
    return overview.utf8
  }
}

/// A stream of server-sent events.
func events(_ look: @escaping @Sendable () async -> [UInt8]?) -> Answer {
  Answer(headers: [("Content-Type", "text/event-stream")], body: .events(look))
}
