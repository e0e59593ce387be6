internal import Synchronization

/// What has happened to a run and was not yet taken up. The run takes all of it at once: answers that came together are
/// judged together, and their records reach the disk together.
///
/// One reader; anybody may post.
final class RunInbox: Sendable {
  private struct State {
    var inputs: [ExtractionRun.Input] = []
    var reader: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func post(_ input: ExtractionRun.Input) { post([input]) }

  func post(_ inputs: [ExtractionRun.Input]) {
    guard !inputs.isEmpty else { return }
    let reader = state.withLock { state in
      state.inputs += inputs
      return state.reader.take()
    }
    // What comes between here and the reader's next step goes along with it.
    reader?.resume()
  }

  /// All that has come since the last time; waits where there is nothing.
  func next() async -> [ExtractionRun.Input] {
    while true {
      let inputs = collect()
      if !inputs.isEmpty { return inputs }
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if state.inputs.isEmpty { state.reader = continuation }
          return !state.inputs.isEmpty
        }
        if isReady { continuation.resume() }
      }
    }
  }

  private func collect() -> [ExtractionRun.Input] {
    state.withLock { state in
      defer { state.inputs = [] }
      return state.inputs
    }
  }
}
