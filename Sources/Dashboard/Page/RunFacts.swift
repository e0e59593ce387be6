internal import Extraction
internal import OpenRouter
internal import Review

/// What the pages are told of runs.
enum RunFacts {
  /// For the run's own page: the whole status, and how the run was started.
  static func json(_ place: RunFinder.Found, _ status: RunStatus?, _ review: ReviewSummary?) -> JSONValue {
    [
      "id": .string(place.id), "name": .string(place.name), "path": .string(place.path),
      "status": status?.json ?? .null, "environment": environment(of: place.path),
      "review": review?.json ?? .null,
    ]
  }

  /// For a line of the overview: what does not fit there is left out.
  static func line(_ place: RunFinder.Found, _ status: RunStatus?) -> JSONValue {
    let members = (status?.json.members ?? []).filter { lineMembers.contains($0.name) }
    return [
      "id": .string(place.id), "name": .string(place.name),
      "status": status == nil ? .null : .object(members),
    ]
  }

  private static let lineMembers: Set<String> = [
    "state", "pid", "stopped", "outage", "model", "started", "ended", "total", "done", "failed", "open", "remaining",
    "simulated", "success_share", "rate_per_minute", "seconds_left", "cost", "rotations",
  ]

  /// From the latest snapshot: nothing secret stands there, its command is masked.
  private static func environment(of folder: String) -> JSONValue {
    guard let snapshot = try? SnapshotFile.latest(in: folder) else { return .null }
    let names: Set<String> = [
      "timestamp", "git", "command", "herbx", "model", "prompts", "parameters", "input", "service",
    ]
    return .object((snapshot.members ?? []).filter { names.contains($0.name) })
  }
}
