public import OpenRouter

extension RunStatus {
  /// The status as `--json` and the dashboard give it; a member without a value is null.
  public var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("run_id", .string(id)), .init("state", .string(state.word)), .init("pid", pid), .init("stopped", stopped),
      .init("model", Self.text(model)), .init("simulated", .bool(isSimulated)), .init("starts", Self.number(starts)),
      .init("first_started", Self.time(firstStarted)), .init("started", Self.time(started)),
      .init("ended", Self.time(ended)), .init("total", Self.number(total)), .init("done", Self.number(done)),
      .init("failed", Self.number(failed)), .init("open", Self.number(open)),
      .init("remaining", Self.number(remaining)),
      .init("in_flight_limit", inFlightLimit.map(Self.number) ?? .null),
      .init("success_share", Self.share(successShare)),
      .init("rate_per_minute", ratePerMinute.map { .number(Self.decimals($0, 2)) } ?? .null),
      .init("seconds_left", secondsLeft.map(Self.number) ?? .null), .init("cost", cost.json),
      .init("rotations", Self.number(rotations)), .init("throttled", Self.number(throttled)),
    ]
    members += [
      .init("keys", .array(keys.map(\.json))), .init("coverage", .array(coverage.map(\.json))),
      .init("failures", .array(failures.map(\.json))), .init("key_events", .array(keyEvents.map(\.json))),
      .init("notes", .array(notes.map(\.json))), .init("timeline", timeline.json), .init("outage", outage.json),
      .init("host", Self.text(holder?.host)), .init("job", Self.text(holder?.job)),
      .init("stopping", stopping.map(Self.number) ?? .null), .init("days_left", daysLeft.map(Self.number) ?? .null),
    ]
    if let shards {
      members += [
        .init("shards", .array(shards.map(\.json))), .init("array_to_do", .string(ShardStatus.arrayToDo(shards))),
      ]
    }
    return .object(members)
  }

  private var pid: JSONValue { if case .running(let pid) = state { .string(pid) } else { .null } }

  private var stopped: JSONValue {
    guard case .stopped(let kind, let message) = state else { return .null }
    return ["kind": .string(kind), "message": .string(message)]
  }

  static func number(_ value: Int) -> JSONValue { .number(String(value)) }
  static func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
  static func time(_ value: Timestamp?) -> JSONValue { text(value?.iso8601) }
  static func share(_ value: Double?) -> JSONValue { value.map { .number(decimals($0, 4)) } ?? .null }

  /// `0.9375` and the like, without an exponent.
  static func decimals(_ value: Double, _ places: Int) -> String {
    let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
    let scaled = Int((value * scale).rounded())
    let fraction = String(scaled % Int(scale))
    return "\(scaled / Int(scale))." + String(repeating: "0", count: places - fraction.count) + fraction
  }
}

extension RunStatus.Cost {
  var json: JSONValue {
    [
      "total": isUnknown ? .null : .number(total.digits), "lost_answers": .number(lost.digits),
      "wasted_on_failures": .number(wasted.digits),
      "per_success": perSuccess.map { .number($0.rounded(to: 8)) } ?? .null, "unpriced": RunStatus.number(unpriced),
    ]
  }
}

extension RunStatus.KeyUse {
  var json: JSONValue {
    ["key_sha256": .string(key), "records": RunStatus.number(records), "cost": .number(cost.digits)]
  }
}

extension RunStatus.Coverage {
  var json: JSONValue {
    ["term": .string(term), "filled": RunStatus.number(filled), "share": RunStatus.share(share)]
  }
}

extension RunStatus.FailureGroup {
  var json: JSONValue {
    [
      "kind": .string(kind), "count": RunStatus.number(count),
      "example": example.map { ["image": .string($0.image), "error": .string($0.error)] } ?? .null,
    ]
  }
}

extension RunStatus.Outage? {
  fileprivate var json: JSONValue {
    map {
      [
        "since": .string($0.since.iso8601), "reason": .string($0.reason), "until": RunStatus.time($0.until),
      ]
    } ?? .null
  }
}

extension RunStatus.Note {
  var json: JSONValue { ["at": .string(at.iso8601), "kind": .string(kind), "text": .string(text)] }
}

extension RunStatus.Timeline {
  var json: JSONValue {
    [
      "start": RunStatus.time(start), "piece_seconds": RunStatus.number(pieceSeconds),
      "succeeded": .array(pieces.map { RunStatus.number($0.succeeded) }),
      "failed": .array(pieces.map { RunStatus.number($0.failed) }),
    ]
  }
}
