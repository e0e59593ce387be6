internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What a fault may know of the request that it befalls.
struct FaultContext {
  let rule: FaultRule
  let request: SimulatedRequest
  let now: Date
  /// What the model read on the sheet, where it has read.
  var reading: SpecimenReading?

  init(_ rule: FaultRule, _ request: SimulatedRequest, at now: Date, reading: SpecimenReading? = nil) {
    self.rule = rule
    self.request = request
    self.now = now
    self.reading = reading
  }

  var model: String { request.body.json?["model"]?.string ?? "the model" }

  /// Whole seconds, rounded up, as the header wants them (RFC 9110, 10.2.3).
  func retryAfter(_ usual: Duration) -> SimulatedResponse.Header {
    let seconds = Int(((rule.time ?? usual) / .seconds(1)).rounded(.up))
    return .init(name: "Retry-After", value: String(seconds))
  }

  /// `Retry-After`, where the rule names a time.
  var retryAfterIfAsked: [SimulatedResponse.Header] { rule.time.map { [retryAfter($0)] } ?? [] }

  /// When the limit ends, in epoch milliseconds.
  func reset(_ window: FreeTier.Window) -> Int {
    if window == .day, rule.time == nil { return window.reset(at: now) }
    return Int((now.timeIntervalSince1970 + (rule.time ?? .seconds(60)) / .seconds(1)) * 1000)
  }
}

extension FaultContext {
  /// The response that stands in place of the work; nil for a fault that lets the work be done.
  /// - Parameter isChat: on chat a request that is never answered costs nothing, so its work is not done either.
  func replacement(isChat: Bool) -> SimulatedResponse? {
    switch rule.fault.effect {
    case .response(let make): return make(self)
    case .delivery(isBilled: false, _) where isChat: return delivered(SimulatedResponse(status: 200, body: []))
    case .delivery, .delay, .output, .keyEnds, .keyIsSpent, .keyIsFresh, .capacity: return nil
    }
  }

  /// The finished response, spoiled on its way where the fault is about that.
  func delivered(_ response: SimulatedResponse) -> SimulatedResponse {
    guard case .delivery(_, let spoil) = rule.fault.effect else { return response }
    var response = response
    spoil(&response, self)
    return response
  }

  /// Changes what the model wrote, where the fault is about that.
  func change(_ output: inout ModelOutput) {
    if case .output(_, let change) = rule.fault.effect { change(&output, self) }
  }

  /// Whether a record can be had from the model's output all the same.
  var isUsable: Bool { if case .output(let isUsable, _) = rule.fault.effect { isUsable } else { true } }
}

extension SimulatedResponse {
  /// Whether a provider had the request before it failed, and took its time.
  var isFromProvider: Bool { status >= 500 || status == 408 || (status == 200 && delivery.ending == .whole) }
}
