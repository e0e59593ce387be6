import Synchronization

/// A result that is given once, before or after somebody waits for it; one task may wait, once.
public final class Promise<Value: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Value, any Error>)
    case given(Result<Value, any Error>)
    case over
  }

  private let state = Mutex(State.open)

  public init() {}

  /// The first result counts.
  public func give(_ result: Result<Value, any Error>) {
    let waiting = state.withLock { state -> CheckedContinuation<Value, any Error>? in
      switch state {
      case .open: state = .given(result)
      case .awaited(let continuation):
        state = .over
        return continuation
      case .given, .over: break
      }
      return nil
    }
    waiting?.resume(with: result)
  }

  /// Waits for the result; not any longer than until the task that waits is cancelled.
  /// - Throws: what was given, or `CancellationError`.
  public var value: Value {
    get async throws {
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { wait($0) }
      } onCancel: {
        give(.failure(CancellationError()))
      }
    }
  }

  private func wait(_ continuation: CheckedContinuation<Value, any Error>) {
    let early = state.withLock { state -> Result<Value, any Error>? in
      guard case .given(let result) = state else {
        state = .awaited(continuation)
        return nil
      }
      state = .over
      return result
    }
    if let early { continuation.resume(with: early) }
  }
}
