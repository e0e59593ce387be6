internal import Extraction
internal import OpenRouter
internal import Synchronization

/// The runs below a folder, as they come and go.
final class RunRegistry: Sendable {
  let root: String
  private let input: String?
  private let finder: RunFinder
  private let runs = Mutex<(known: [String: RunCache], order: [RunCache], looked: ContinuousClock.Instant?)>(
    ([:], [], nil))
  /// A folder of very many folders is not gone through each second.
  private static let lookInterval = Duration.seconds(3)
  /// How long the overview waits for runs that are being read.
  private static let patience = Duration.milliseconds(400)
  private static let restTime = Duration.seconds(600)

  /// - Parameter input: where the images lie, of runs whose own folder is gone.
  init(root: String, input: String? = nil) {
    (self.root, self.input) = (root, input)
    finder = RunFinder(root: root)
  }

  func run(_ id: String) -> RunCache? {
    if let run = runs.withLock({ $0.known[id] }) { return run }
    return look().first { $0.place.id == id }
  }

  /// Looks for run folders, and lets go of those that are gone.
  func look() -> [RunCache] {
    let places = finder.find()
    return runs.withLock { runs in
      let all = places.map { runs.known[$0.id] ?? RunCache($0, images: input.map { ($0, isAlone: places.count == 1) }) }
      runs = (Dictionary(uniqueKeysWithValues: all.map { ($0.place.id, $0) }), all, .now)
      return all
    }
  }

  /// The runs as they were found at most a moment ago.
  private func lately() -> [RunCache] {
    let known = runs.withLock { runs in
      runs.looked.map { $0 + Self.lookInterval > .now } == true && !runs.order.isEmpty ? runs.order : nil
    }
    return known ?? look()
  }

  /// Every run with its status: the present one, unless reading it takes long.
  func overview() async -> [(place: RunFinder.Found, status: RunStatus?)] {
    let runs = lately()
    for run in runs {
      run.refresh()
      run.rest(after: Self.restTime)
    }
    await Self.readings(of: runs)
    return runs.map { ($0.place, $0.known) }
  }

  /// Waits until all are read, but no longer than a person should.
  private static func readings(of runs: [RunCache]) async {
    let (ends, end) = AsyncStream<Never>.makeStream()
    let clock = Task {
      try? await Task.sleep(for: patience)
      end.finish()
    }
    Task {
      for run in runs { await run.readings() }
      end.finish()
    }
    for await _ in ends {}
    clock.cancel()
  }
}
