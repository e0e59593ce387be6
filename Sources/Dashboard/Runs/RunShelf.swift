internal import Extraction
internal import OpenRouter
internal import Synchronization

/// The runs below a folder, as they come and go.
final class RunShelf: Sendable {
  let root: String
  private let finder: RunFinder
  private let desks = Mutex<(known: [String: RunDesk], order: [RunDesk], looked: ContinuousClock.Instant?)>(
    ([:], [], nil))
  /// A folder of very many folders is not gone through each second.
  private static let lookInterval = Duration.seconds(3)
  /// How long the overview waits for runs that are being read.
  private static let patience = Duration.milliseconds(400)
  private static let restTime = Duration.seconds(600)

  init(root: String) {
    self.root = root
    finder = RunFinder(root: root)
  }

  func desk(_ id: String) -> RunDesk? {
    if let desk = desks.withLock({ $0.known[id] }) { return desk }
    return look().first { $0.place.id == id }
  }

  /// Looks for run folders, and lets go of those that are gone.
  func look() -> [RunDesk] {
    let places = finder.find()
    return desks.withLock { desks in
      let all = places.map { desks.known[$0.id] ?? RunDesk($0) }
      desks = (Dictionary(uniqueKeysWithValues: all.map { ($0.place.id, $0) }), all, .now)
      return all
    }
  }

  /// The runs as they were found at most a moment ago.
  private func lately() -> [RunDesk] {
    let known = desks.withLock { desks in
      desks.looked.map { $0 + Self.lookInterval > .now } == true && !desks.order.isEmpty ? desks.order : nil
    }
    return known ?? look()
  }

  /// Every run with its status: the present one, unless reading it takes long.
  func overview() async -> [(place: RunFinder.Found, status: RunStatus?)] {
    let desks = lately()
    for desk in desks {
      desk.refresh()
      desk.rest(after: Self.restTime)
    }
    await Self.readings(of: desks)
    return desks.map { ($0.place, $0.known) }
  }

  /// Waits until all are read, but no longer than a person should.
  private static func readings(of desks: [RunDesk]) async {
    let (ends, end) = AsyncStream<Never>.makeStream()
    let clock = Task {
      try? await Task.sleep(for: patience)
      end.finish()
    }
    Task {
      for desk in desks { await desk.readings() }
      end.finish()
    }
    for await _ in ends {}
    clock.cancel()
  }
}
