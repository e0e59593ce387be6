internal import OpenRouter
internal import Synchronization

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The one place where connections meet the model: a lock, and the clock.
final class SimulatorState: Sendable {
  private let model: Mutex<ServiceModel>
  /// The last request's text without its images, parsed: a run sends the same one again and again.
  private let parsed = Mutex<(skeleton: [UInt8], json: JSONValue?)>(([], nil))

  init(_ options: SimulatorOptions) { model = Mutex(ServiceModel(options, at: Date())) }

  func connectionOpened() { model.withLock { $0.connectionOpened() } }

  func connectionClosed() { model.withLock { $0.connectionClosed() } }

  func begin() { model.withLock { $0.begin() } }

  func endUnread() { model.withLock { $0.endUnread() } }

  func respond(to request: SimulatedRequest) -> SimulatedResponse {
    model.withLock { $0.answer(request, at: Date()) }
  }

  func end(_ answer: SimulatedResponse, isDelivered: Bool) {
    model.withLock { $0.end(answer, isDelivered: isDelivered) }
  }

  func retract(_ answer: SimulatedResponse) { model.withLock { $0.retract(answer) } }

  var report: SimulatorReport { model.withLock { $0.report } }

  var initialKeys: [String] { model.withLock { $0.initialKeys } }

  var managementKey: String { model.withLock { $0.managementKey } }

  /// Nil where `skeleton` is no JSON.
  func parse(_ skeleton: [UInt8]) -> JSONValue? {
    let last = parsed.withLock { $0 }
    if last.skeleton == skeleton { return last.json }
    let json = try? JSONParser.parse(skeleton)
    parsed.withLock { $0 = (skeleton, json) }
    return json
  }
}
