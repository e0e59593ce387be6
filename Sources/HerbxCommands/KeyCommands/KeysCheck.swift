internal import ArgumentParser
internal import Extraction
internal import Keys
internal import OpenRouter

/// `herbx keys check`.
struct KeysCheck: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say which key is in force, where it came from, and what /key tells of it.",
    discussion: Examples.following(
      "Costs nothing. Exit status 5 where there is no key or the service refuses it.",
      ["herbx keys check": "is the key good, and what is left on it?"]))

  @Flag(help: "Print JSON.") var json = false
  @OptionGroup(title: "Service and keys") var service: ServiceOptions

  func run(_ context: CommandContext) async throws {
    try await ServiceSession.with(service, context) { session in
      let loaded = try session.keys.load()
      try? session.keys.accessLog.record(.check, key: loaded.key)
      let check = await session.account.check(loaded.key)
      let report = KeyReport(loaded: loaded, check: check)
      context.printData(json ? report.json.text : report.text)
      if let failure = report.failure(at: session.address) { throw failure }
    }
  }
}

/// A key with what is known of it.
struct KeyReport {
  let loaded: LoadedKey
  let check: KeyCheck

  /// Why nothing can be said of the key; nil where it is good, or the service cannot tell.
  func failure(at address: ServiceAddress) -> CommandFailure? {
    switch check {
    case .alive, .unsupported: nil
    case .refused(let sentence):
      CommandFailure(
        .noUsableKey, kind: "key_refused", "the service refuses the key: \(sentence)",
        hint: "make a new one with `herbx keys provision`")
    case .unavailable(let reason):
      CommandFailure(
        .serviceUnavailable, kind: "service_unreachable", "the key could not be checked: \(reason)",
        hint: "try again later; see \(address.whereToLook)")
    }
  }

  private var status: KeyStatus? { if case .alive(let status) = check { status } else { nil } }

  private var state: String {
    switch check {
    case .alive: "alive"
    case .refused: "refused"
    case .unsupported: "cannot be checked: the service has no /key"
    case .unavailable: "unknown"
    }
  }

  private var facts: [(String, String?)] {
    [
      ("key", loaded.key.masked), ("from", loaded.origin.description), ("state", state), ("label", status?.label),
      ("limit", status.map { $0.limit.map { "\($0.rounded(to: 2)) USD" } ?? "none" }),
      ("used", status?.used.map { "\($0.rounded(to: 4)) USD" }),
      ("remaining", status?.remaining.map { "\($0.rounded(to: 4)) USD" }), ("resets", status?.reset),
      ("expires", status?.expiresAt),
      (
        "ends first",
        status?.effectiveBudget.map { "the \($0.scope)'s budget, \($0.remaining.rounded(to: 4)) USD left" }
      ),
      ("free today", status?.freeRequestsLeft.map { Plural.of($0, "request") + " left" }),
    ]
  }

  var text: String {
    facts.compactMap { name, value in
      value.map { name + String(repeating: " ", count: max(1, 11 - name.count)) + $0 }
    }.joined(separator: "\n")
  }

  var json: JSONValue {
    func amount(_ money: Money?) -> JSONValue { money.map { .number($0.digits) } ?? .null }
    return [
      "key": .string(loaded.key.masked), "from": .string(loaded.origin.description), "state": .string(state),
      "label": status?.label.map(JSONValue.string) ?? .null, "limit": amount(status?.limit),
      "used": amount(status?.used), "remaining": amount(status?.remaining),
      "reset": status?.reset.map(JSONValue.string) ?? .null,
      "expires_at": status?.expiresAt.map(JSONValue.string) ?? .null,
      "free_requests_left": status?.freeRequestsLeft.map { .number(String($0)) } ?? .null,
      "effective_budget": status?.effectiveBudget.map {
        [
          "scope": .string($0.scope), "remaining": .number($0.remaining.digits),
          "resets_at": $0.resetsAt.map(JSONValue.string) ?? .null,
        ]
      } ?? .null,
    ]
  }
}
