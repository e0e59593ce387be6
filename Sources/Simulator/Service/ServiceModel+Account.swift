internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// `GET /key`, `GET /credits` and `GET /models`.
extension ServiceModel {
  mutating func answerKey(_ request: SimulatedRequest, at now: Date) -> SimulatedResponse {
    guard request.method == "GET" else { return .notThere }
    guard let secret = request.secret else { return .missingAuthentication }
    if secret == managementKey { return .json(200, ["data": .object(currentKey(nil))]) }
    guard let position = keyStore.position(ofSecret: secret) else { return .userNotFound }
    if let refusal = refusal(ofKey: position, at: now) { return refusal }
    var key = keyStore[position]
    if isSpentByFault(key) { key.limit = key.usage }
    return .json(200, ["data": .object(currentKey(key))])
  }

  func answerCredits(_ request: SimulatedRequest) -> SimulatedResponse {
    guard request.method == "GET" else { return .notThere }
    if let refusal = refusalUnlessManager(request) { return refusal }
    return .json(
      200,
      [
        "data": [
          "total_credits": .number(options.credit.description), "total_usage": .number(ledger.cost.description),
        ]
      ])
  }

  func answerModels(_ request: SimulatedRequest) -> SimulatedResponse {
    guard request.method == "GET" else { return .notThere }
    return .json(
      200,
      [
        "data": .array(options.models.map(\.json)), "total_count": .number(String(options.models.count)),
        "links": ["next": nil],
      ])
  }

  /// Why a key may not do anything at this moment; nil for a good one. A spent key may still ask about itself.
  mutating func refusal(ofKey position: Int, at now: Date) -> SimulatedResponse? {
    let key = keyStore[position]
    if key.isDisabled { return .userNotFound }
    if let expires = key.expiresAt, now >= expires { return .keyExpired }
    if key.isProvisioned, let rule = faults.freshness {
      let isFresh =
        rule.time.map { now.timeIntervalSince(key.createdAt) < $0 / .seconds(1) }
        ?? (key.refusedAsFresh < rule.count ?? 0)
      if isFresh {
        keyStore[position].refusedAsFresh += 1
        return .userNotFound
      }
    }
    if case .refused(let refusal) = faults.end(ofKey: key.number, after: key.accepted) { return refusal }
    return nil
  }

  /// Whether a fault has used the key up, whatever its limit.
  func isSpentByFault(_ key: SimulatedKey) -> Bool {
    if case .spent = faults.end(ofKey: key.number, after: key.accepted) { true } else { false }
  }

  /// The figures of `/key`; the management key's for nil.
  private func currentKey(_ key: SimulatedKey?) -> [JSONValue.Member] {
    let expires = key?.expiresAt.map { JSONValue.string($0.formatted(.iso8601)) } ?? .null
    return [.init("label", .string(key?.label ?? "sk-or-v1-sim...mgmt"))] + figures(key) + [
      .init("is_free_tier", false), .init("is_management_key", .bool(key == nil)),
      .init("is_provisioning_key", .bool(key == nil)), .init("creator_user_id", "user_simulated"),
      .init("expires_at", expires), .init("free_model_daily_requests", freeDailyRequests),
      .init("effective_budget", effectiveBudget(key)), .init("budgets", []), .init("allowed_data_regions", []),
      .init("organization_id", nil), .init("workspace_id", nil),
      .init("rate_limit", ["requests": -1, "interval": "10s", "note": "This field is deprecated and safe to ignore."]),
    ]
  }

  /// Newer than the OpenAPI file: what is left of free models today.
  private var freeDailyRequests: JSONValue {
    let limit = freeTier.perDay ?? 1000
    return [
      "limit": .number(String(limit)), "used": .number(String(freeTier.usedToday)),
      "remaining": .number(String(max(0, limit - freeTier.usedToday))),
    ]
  }

  /// Newer than the OpenAPI file: which bound is reached first.
  private func effectiveBudget(_ key: SimulatedKey?) -> JSONValue {
    guard let remaining = key?.remaining else { return .null }
    return ["scope": "key", "remaining_usd": .number(remaining.description), "resets_at": nil]
  }

  /// What `/key` and `/keys` have in common.
  func figures(_ key: SimulatedKey?) -> [JSONValue.Member] {
    func number(_ value: Decimal?) -> JSONValue { value.map { .number($0.description) } ?? .null }
    let (usage, byok) = (number(key?.usage ?? 0), number(key?.byokUsage ?? 0))
    return [
      .init("limit", number(key?.limit)), .init("limit_remaining", number(key?.remaining)),
      .init("limit_reset", key?.limitReset.map(JSONValue.string) ?? .null),
      .init("include_byok_in_limit", .bool(key?.includesBYOK ?? false)),
      .init("usage", usage), .init("usage_daily", usage), .init("usage_weekly", usage), .init("usage_monthly", usage),
      .init("byok_usage", byok), .init("byok_usage_daily", byok), .init("byok_usage_weekly", byok),
      .init("byok_usage_monthly", byok),
    ]
  }

  func refusalUnlessManager(_ request: SimulatedRequest) -> SimulatedResponse? {
    guard let secret = request.secret else { return .missingAuthentication }
    if secret == managementKey { return nil }
    return keyStore.position(ofSecret: secret) == nil ? .userNotFound : .managementOnly
  }
}
