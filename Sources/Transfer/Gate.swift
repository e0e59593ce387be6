import Synchronization

/// Holds back the last byte of a request until something else has happened, such as its note in a file: nobody acts upon a
/// request that is not whole, and what was sent of it until then costs no time.
public final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  public init() {}

  var isOpen: Bool { state.withLock { $0.isOpen } }

  /// Lets the request go. From any thread.
  public func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      return state.waiting.take()
    }
    waiting?()
  }

  /// Calls once the gate is open, perhaps at once.
  func whenOpen(_ call: @escaping @Sendable () -> Void) {
    let isOpen = state.withLock { state in
      if !state.isOpen { state.waiting = call }
      return state.isOpen
    }
    if isOpen { call() }
  }
}
