import Foundation
import Synchronization

/// Lets only so many tests at once start programs: beyond that they starve each other, and the service that all of them
/// ask in this very process, until something that has seconds to answer does not.
final class Places: Sendable {
  static let forPrograms = Places(max(3, ProcessInfo.processInfo.activeProcessorCount * 2))

  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  init(_ count: Int) { state = Mutex(State(free: count)) }

  func withPlace<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    await take()
    defer { giveBack() }
    return try await body()
  }

  private func take() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  private func giveBack() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      if state.waiting.isEmpty {
        state.free += 1
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
  }
}
