internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Answers that the service keeps on request (`X-OpenRouter-Cache`), by key and exact body.
struct ResponseCache: Sendable {
  struct Entry: Sendable {
    var completion: ModelOutput
    var generation: String
    var kept: Date
    /// Seconds.
    var lifetime: Double
  }

  private var entries: [String: Entry] = [:]

  /// Seconds that the request asks an answer to be kept; nil where it does not ask. The real service's bounds.
  static func lifetime(asked request: SimulatedRequest) -> Double? {
    guard request.headers["x-openrouter-cache"]?.lowercased() == "true" else { return nil }
    let asked = request.headers["x-openrouter-cache-ttl"].flatMap(Double.init) ?? 300
    return min(max(asked, 1), 86_400)
  }

  func entry(key: String, body: String, at now: Date) -> Entry? {
    guard let entry = entries["\(key) \(body)"], now.timeIntervalSince(entry.kept) < entry.lifetime else { return nil }
    return entry
  }

  mutating func keep(_ entry: Entry, key: String, body: String) { entries["\(key) \(body)"] = entry }
}
