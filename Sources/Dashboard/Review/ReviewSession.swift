internal import Dispatch
internal import Extraction
internal import OpenRouter
internal import Review
internal import Synchronization
internal import SystemLayer

/// One run under review: its records, its annotations and what follows from them, read forwards while they grow. All work
/// is done on one queue, so that what one request writes, the next one sees.
final class ReviewSession: Sendable {
  let place: RunFinder.Found
  let settings: ReviewSettings
  private let state: Mutex<ReviewState>
  private let queue = DispatchQueue(label: "herbx.review", qos: .userInitiated)

  init(_ place: RunFinder.Found, settings: ReviewSettings) {
    self.place = place
    self.settings = settings
    state = Mutex(ReviewState(run: place.path, settings: settings))
  }

  /// Begins to read the records, before somebody asks.
  func readAhead() {
    queue.async { self.state.withLock { $0.refresh() } }
  }

  /// Reads what is new, then asks.
  func asking<Value: Sendable>(_ body: @escaping @Sendable (inout ReviewState) -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      queue.async {
        continuation.resume(
          returning: self.state.withLock { state in
            state.refresh()
            return body(&state)
          })
      }
    }
  }
}
