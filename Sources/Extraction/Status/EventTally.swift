internal import OpenRouter

/// What `events.jsonl` says of the run as a whole.
struct EventTally: Sendable {
  enum End: Sendable {
    case completed
    case stopped(kind: String, message: String)
  }

  private(set) var starts = 0
  private(set) var firstStarted: Timestamp?
  private(set) var started: Timestamp?
  private(set) var ended: Timestamp?
  /// The process of the latest start.
  private(set) var pid: Int?
  /// Of the latest start; nil while it has not told of one.
  private(set) var end: End?
  private(set) var model: String?
  private(set) var total: Int?
  /// What the latest start had to do, and what it has decided of it.
  private(set) var todo: Int?
  private(set) var decided = 0
  private(set) var rotations = 0
  private(set) var throttled = 0
  private(set) var inFlightLimit: Int?
  /// By their subject: the service and the input folder may be away at the same time.
  private var outages: [String: RunStatus.Outage] = [:]
  /// The account's daily limit, up to its end.
  private var dailyLimit: RunStatus.Outage?
  /// How many requests of a free model the account may make in a day.
  private(set) var freePerDay: Int?
  /// How many requests a stop waits for; nil while none is under way.
  private(set) var stopping: Int?
  private(set) var keyEvents: [RunStatus.Note] = []
  private(set) var notes: [RunStatus.Note] = []

  private static let mostNotes = 200
  private static let specimenEvent = Array("{\"event_type\":\"specimen.".utf8)

  mutating func add(_ line: [UInt8]) {
    // Nine of ten lines tell of a specimen: they are only counted.
    if line.starts(with: Self.specimenEvent) {
      decided += 1
      return
    }
    guard let value = try? JSONParser.parse(line), let event = Event(json: value) else { return }
    add(event)
  }

  mutating func add(_ event: Event) {
    switch event.kind {
    case .extractionStarted: begin(event)
    case .specimenCompleted, .specimenFailed: decided += 1
    case .extractionCompleted: finish(event, .completed)
    case .extractionStopped:
      let stop = event.data["stopped"]
      finish(
        event, .stopped(kind: stop?["kind"]?.string ?? "stopped", message: stop?["message"]?.string ?? "it was stopped")
      )
    case .keyRotating, .keyRotated, .keyAdopted, .keyRotationFailed:
      if event.kind == .keyRotated { rotations += 1 }
      Self.append(event, to: &keyEvents)
      Self.append(event, to: &notes)
    case .runThrottled:
      throttled += 1
      inFlightLimit = event.data["in_flight_limit"]?.count ?? inFlightLimit
      if let until = event.data["until"]?.string.flatMap(Timestamp.init(iso8601:)) {
        dailyLimit = .init(since: event.timestamp, reason: event.data["reason"]?.string ?? "", until: until)
      }
      Self.append(event, to: &notes)
    case .runStopping:
      stopping = event.data["in_flight"]?.count
      Self.append(event, to: &notes)
    case .outageBegan:
      outages[Self.subject(event)] = .init(since: event.timestamp, reason: event.data["reason"]?.string ?? "")
      Self.append(event, to: &notes)
    case .outageEnded:
      outages[Self.subject(event)] = nil
      Self.append(event, to: &notes)
    case .validationCheckpoint, .validationWarning: Self.append(event, to: &notes)
    }
  }

  /// What the shards of a run say together.
  init(of shards: [EventTally]) {
    starts = shards.map(\.starts).reduce(0, +)
    firstStarted = shards.compactMap(\.firstStarted).min()
    started = shards.compactMap(\.started).max()
    ended = shards.compactMap(\.ended).max()
    model = shards.compactMap(\.model).last
    todo = shards.contains { $0.todo != nil } ? shards.compactMap(\.todo).reduce(0, +) : nil
    decided = shards.map(\.decided).reduce(0, +)
    (rotations, throttled) = (shards.map(\.rotations).reduce(0, +), shards.map(\.throttled).reduce(0, +))
    if let outage = shards.flatMap(\.outages.values).min(by: { $0.since < $1.since }) { outages = ["any": outage] }
    dailyLimit = shards.compactMap(\.dailyLimit).max { ($0.until ?? $0.since) < ($1.until ?? $1.since) }
    freePerDay = shards.compactMap(\.freePerDay).max()
    stopping = shards.contains { $0.stopping != nil } ? shards.compactMap(\.stopping).reduce(0, +) : nil
    keyEvents = shards.flatMap(\.keyEvents).sorted { $0.at < $1.at }
    notes = shards.flatMap(\.notes).sorted { $0.at < $1.at }
  }

  init() {}

  private mutating func begin(_ event: Event) {
    starts += 1
    firstStarted = firstStarted ?? event.timestamp
    (started, ended, end) = (event.timestamp, nil, nil)
    model = event.data["model"]?.string ?? model
    pid = event.data["pid"]?.count
    total = event.data["total"]?.count ?? total
    todo = event.data["todo"]?.count
    freePerDay = event.data["free_per_day"]?.count
    (decided, inFlightLimit, outages, dailyLimit, stopping) = (0, nil, [:], nil, nil)
    Self.append(event, to: &notes)
  }

  private mutating func finish(_ event: Event, _ end: End) {
    self.end = end
    (outages, dailyLimit, stopping) = ([:], nil, nil)
    ended = event.timestamp
    Self.append(event, to: &notes)
  }

  /// What keeps the run waiting: the outage that has gone on for longer, else the account's daily limit.
  func outage(at now: Timestamp) -> RunStatus.Outage? {
    outages.values.min { $0.since < $1.since } ?? dailyLimit.flatMap { ($0.until ?? now) > now ? $0 : nil }
  }

  private static func subject(_ event: Event) -> String { event.data["subject"]?.string ?? "" }

  private static func append(_ event: Event, to notes: inout [RunStatus.Note]) {
    notes.append(.init(at: event.timestamp, kind: event.kind.rawValue, text: event.words))
    if notes.count > mostNotes { notes.removeFirst(mostNotes / 4) }
  }
}

extension Event {
  /// What the event says, in a few words.
  var words: String {
    func count(_ name: String) -> String { data[name]?.digits ?? "?" }
    switch kind {
    case .extractionStarted: return "\(count("todo")) of \(Plural.of(data["total"]?.count ?? 0, "specimen")) to do"
    case .extractionCompleted: return "\(count("done")) of \(count("total")) done, \(count("failed")) failed"
    case .extractionStopped: return data["stopped"]?["message"]?.string ?? "stopped"
    case .validationCheckpoint, .validationWarning: return "\(count("successes")) of \(count("decided")) succeeded"
    default: break
    }
    let parts = (data.members ?? []).compactMap { member -> String? in
      guard let text = member.value.string ?? member.value.digits else { return nil }
      return member.name == "reason" || member.name == "message" ? text : "\(member.name.spaced) \(text)"
    }
    return parts.joined(separator: ", ")
  }
}

extension String {
  /// `in_flight_limit` for a person.
  fileprivate var spaced: String { String(map { $0 == "_" ? " " : $0 }) }
}
