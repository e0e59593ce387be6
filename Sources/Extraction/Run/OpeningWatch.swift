internal import Synchronization

/// Tells openings of images that do not end: a share that is gone may keep a reader waiting for hours, and the run with
/// it (NFS mounted `hard`, nfs(5)). Counts in rounds, at whose even beat it is asked, so it needs no clock.
final class OpeningWatch: Sendable {
  enum Change: Equatable {
    /// The specimen's image has been opening for two rounds at least.
    case stuck(specimen: Int)
    /// All that was stuck has come to an end.
    case freed
  }

  private struct State {
    var round = 0
    /// The round in which each opening that goes on was begun, by the specimen's number.
    var begun: [Int: Int] = [:]
    var isStuck = false
  }

  private let state = Mutex(State())

  /// Opens an image, and looks no further than at its first bytes.
  func opening<Value, Failure>(_ specimen: Int, _ body: () throws(Failure) -> Value) throws(Failure) -> Value {
    state.withLock { $0.begun[specimen] = $0.round }
    defer { state.withLock { $0.begun[specimen] = nil } }
    return try body()
  }

  /// Begins the next round.
  /// - Returns: what has changed since the last one, if anything has.
  func nextRound() -> Change? {
    state.withLock { state in
      state.round += 1
      let stuck = state.begun.filter { $0.value <= state.round - 3 }.keys.min()
      defer { state.isStuck = stuck != nil }
      if let stuck { return state.isStuck ? nil : .stuck(specimen: stuck) }
      return state.isStuck ? .freed : nil
    }
  }
}
