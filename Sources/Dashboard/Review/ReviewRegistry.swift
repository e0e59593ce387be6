internal import Review
internal import Synchronization

/// The reviews of the runs that somebody has opened.
final class ReviewRegistry: Sendable {
  private let settings: ReviewSettings
  private let sessions = Mutex<[String: ReviewSession]>([:])

  init(settings: ReviewSettings) { self.settings = settings }

  func session(of place: RunFinder.Found) -> ReviewSession {
    sessions.withLock { sessions in
      if let session = sessions[place.id] { return session }
      let session = ReviewSession(place, settings: settings)
      sessions[place.id] = session
      return session
    }
  }
}
