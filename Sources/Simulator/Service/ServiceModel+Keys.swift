internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// `/keys`: what a management key may do.
extension ServiceModel {
  private static let keysPerPage = 100
  private static let resets: Set<String> = ["daily", "weekly", "monthly"]

  mutating func answerKeys(_ request: SimulatedRequest, at now: Date) -> SimulatedResponse {
    if let refusal = refusalUnlessManager(request) { return refusal }
    let hash = String(request.path.dropFirst("/api/v1/keys".count).drop { $0 == "/" })
    switch (request.method, hash.isEmpty) {
    case ("GET", true): return listKeys(request)
    case ("POST", true): return makeKey(request.body.json, at: now)
    case (_, true): return .notThere
    case (let method, false):
      guard let position = keyStore.position(ofHash: hash) else { return .error(404, "API key not found") }
      return answerKey(at: position, method: method, change: request.body.json, at: now)
    }
  }

  private func listKeys(_ request: SimulatedRequest) -> SimulatedResponse {
    guard let offset = Int(request.query["offset"] ?? "0"), offset >= 0 else {
      return .error(400, "Invalid request parameters")
    }
    // The real service shows the newest first.
    let shown = keyStore.keys.reversed().filter { key in
      !key.isDeleted && (!key.isDisabled || request.query["include_disabled"] != "false")
    }
    return .json(200, ["data": .array(shown.dropFirst(offset).prefix(Self.keysPerPage).map(listed))])
  }

  private mutating func makeKey(_ wish: JSONValue?, at now: Date) -> SimulatedResponse {
    guard let wish, let name = wish["name"]?.string, !name.isEmpty else {
      return .error(400, "Invalid request parameters: name is required")
    }
    if let refusal = Self.check(wish) { return refusal }
    let position = keyStore.add(name: name, limit: nil, isProvisioned: true, at: now)
    change(position, wish)
    return .json(201, ["data": listed(keyStore[position]), "key": .string(keyStore[position].secret)])
  }

  private mutating func answerKey(
    at position: Int, method: String, change wish: JSONValue?, at now: Date
  ) -> SimulatedResponse {
    switch method {
    case "GET": return .json(200, ["data": listed(keyStore[position])])
    case "DELETE":
      keyStore[position].isDeleted = true
      return .json(200, ["deleted": true])
    case "PATCH":
      guard let wish, wish.members != nil else { return .error(400, "Invalid request parameters") }
      if let refusal = Self.check(wish) { return refusal }
      change(position, wish)
      keyStore[position].updatedAt = now
      return .json(200, ["data": listed(keyStore[position])])
    default: return .notThere
    }
  }

  /// What is wrong with the members of a wish, if anything.
  private static func check(_ wish: JSONValue) -> SimulatedResponse? {
    if let limit = wish["limit"], (limit.digits.flatMap { Decimal(string: $0) } ?? -1) < 0 {
      return .error(400, "Invalid request parameters: limit must be a number")
    }
    if let reset = wish["limit_reset"], !resets.contains(reset.string ?? "") {
      return .error(400, "Invalid request parameters: limit_reset must be daily, weekly or monthly")
    }
    if let expires = wish["expires_at"], date(expires) == nil {
      return .error(400, "Invalid request parameters: expires_at must be an ISO 8601 UTC timestamp")
    }
    return nil
  }

  private static func date(_ value: JSONValue) -> Date? {
    guard let text = value.string, text.hasSuffix("Z") else { return nil }
    return try? Date(text, strategy: .iso8601)
  }

  /// Carries out a wish that was checked. A member that is there and null takes the limit away.
  private mutating func change(_ position: Int, _ wish: JSONValue) {
    for member in wish.members ?? [] {
      switch member.name {
      case "name": keyStore[position].name = member.value.string ?? keyStore[position].name
      case "limit": keyStore[position].limit = member.value.digits.flatMap { Decimal(string: $0) }
      case "limit_reset": keyStore[position].limitReset = member.value.string
      case "include_byok_in_limit": keyStore[position].includesBYOK = member.value.bool ?? false
      case "expires_at": keyStore[position].expiresAt = Self.date(member.value)
      case "disabled": keyStore[position].isDisabled = member.value.bool ?? false
      default: break
      }
    }
  }

  /// As `/keys` shows a key.
  private func listed(_ key: SimulatedKey) -> JSONValue {
    func time(_ date: Date?) -> JSONValue { date.map { .string($0.formatted(.iso8601)) } ?? .null }
    return .object(
      [
        .init("hash", .string(key.hash)), .init("name", .string(key.name)), .init("label", .string(key.label)),
        .init("disabled", .bool(key.isDisabled)),
      ] + figures(key) + [
        .init("created_at", time(key.createdAt)), .init("updated_at", time(key.updatedAt)),
        .init("expires_at", time(key.expiresAt)), .init("creator_user_id", "user_simulated"),
        .init("workspace_id", "0df9e665-d932-5740-b2c7-b52af166bc11"),
        .init("external_user", nil), .init("last_used_at", nil),
      ])
  }
}
