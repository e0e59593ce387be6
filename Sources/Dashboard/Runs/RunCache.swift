internal import Dispatch
internal import Extraction
internal import OpenRouter
internal import Review
internal import Synchronization
internal import SystemLayer

/// Everything known of one run, read forwards while it grows. Work is done on a queue of its own, so that a large file
/// holds up nobody who looks at another run.
final class RunCache: Sendable {
  let place: RunFinder.Found

  private struct State: ~Copyable {
    var reader: RunStatusReader?
    var status: RunStatus?
    /// Kept while the run's page is looked at.
    var index: SpecimenIndex?
    /// By shard; a run without has one.
    var lastOffset: [Int: Int] = [:]
    /// The last query's matches, for its other pages.
    var matches: (query: SpecimenQuery, version: Int, numbers: [Int])?
    var versions: [FileVersion] = []
    /// What is reviewed, as of these versions of the files that it follows from.
    var review: (versions: [FileVersion], summary: ReviewSummary?)?
    var follower: ReviewFollower?
    var lastUse = ContinuousClock.now
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "herbx.run-run", qos: .userInitiated)
  private let isReading = Mutex(false)
  private let latest = Mutex<RunStatus?>(nil)

  private let moved: (input: String, isAlone: Bool)?

  /// - Parameter images: where they lie now, if the run's own folder is gone, or no other run is shown.
  init(_ place: RunFinder.Found, images moved: (String, isAlone: Bool)? = nil) {
    self.place = place
    self.moved = moved.map { (input: $0.0, isAlone: $0.isAlone) }
  }

  private func imageFolder(_ recorded: String?) -> String? {
    guard let moved, moved.isAlone || recorded.map({ !FilePath($0).exists }) ?? true else { return recorded }
    return moved.input
  }

  /// The status as it was last read; nil before the first time.
  var known: RunStatus? { latest.withLock { $0 } }

  /// Begins to read what is new, unless that is under way; with the index where the run's page is likely to come next.
  func refresh(wantsIndex: Bool = false) {
    let isBusy = isReading.withLock { isReading in
      defer { isReading = true }
      return isReading
    }
    if isBusy { return }
    queue.async {
      self.state.withLock { self.look(&$0, wantsIndex: wantsIndex) }
      self.isReading.withLock { $0 = false }
    }
  }

  /// Returns once all work asked for so far has been done.
  func readings() async { await asking { _ in } }

  /// Reads what is new and returns the status.
  func status() async -> RunStatus? {
    await asking { state in
      self.look(&state, wantsIndex: false)
      return state.status
    }
  }

  /// What is reviewed of the run; nil where nobody has begun.
  func review() async -> ReviewSummary? {
    await asking { state in
      let path = self.place.path
      let versions = ["annotations.jsonl", "raw.jsonl"].map { FileVersion(of: path + "/" + $0) }
      if let known = state.review, known.versions == versions { return known.summary }
      var follower = state.follower ?? ReviewFollower(run: FilePath(path))
      let summary = try? follower.summary()
      state.follower = follower
      state.review = (versions, summary)
      return summary
    }
  }

  /// The page of specimens that a query asks for.
  func specimens(_ query: SpecimenQuery) async -> SpecimenPage? {
    await asking { state in
      self.look(&state, wantsIndex: true)
      state.lastUse = .now
      return self.page(query, &state)
    }
  }

  /// The name and the folder of the image with this number; nil where there is none.
  func image(_ number: Int) async -> ImagePlace? {
    await asking { state in
      if state.index == nil { self.look(&state, wantsIndex: true) }
      guard let index = state.index, index.names.indices.contains(number) else { return nil }
      return ImagePlace(input: self.imageFolder(state.reader?.input), name: index.names[number].text)
    }
  }

  /// Lets go of what only the run's page needs, where nobody has looked at it for so long.
  func rest(after time: Duration) {
    queue.async {
      self.state.withLock { state in
        if state.index != nil, state.lastUse + time < .now, state.status?.isRunning != true { Self.forget(&state) }
      }
    }
  }

  private func asking<Value: Sendable>(_ body: @escaping @Sendable (inout State) -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.state.withLock { body(&$0) }) }
    }
  }

  /// Reads what has come since the last look. Of a run at rest that is shown in the overview only, nothing is kept but
  /// its status.
  private func look(_ state: inout State, wantsIndex: Bool) {
    let versions = FileVersion.all(of: place.path)
    if wantsIndex, state.index == nil {
      Self.forget(&state)
      state.index = SpecimenIndex()
    } else if state.reader == nil, state.status != nil, state.status?.isRunning == false, versions == state.versions,
      RunFolder.holder(of: place.path) == nil
    {
      return
    }
    state.versions = versions
    read(&state)
    if state.index == nil, state.status?.isRunning == false { state.reader = nil }
    latest.withLock { $0 = state.status }
  }

  private func read(_ state: inout State) {
    var reader = state.reader ?? (try? RunStatusReader(path: place.path))
    // Taken out and put back, so that it is changed in place and not copied.
    state.reader = nil
    defer { state.reader = reader }
    guard reader != nil else {
      state.status = nil
      return
    }
    var index = state.index
    state.index = nil
    var lastOffset = state.lastOffset
    state.status = try? reader?.read(now: .now()) { record, line in
      // The file begins anew where the run folder was made again.
      let place = RecordPlace(position: line.offset)
      if place.offset <= lastOffset[place.shard] ?? -1, index != nil { index = SpecimenIndex() }
      lastOffset[place.shard] = place.offset
      index?.add(record, line)
    }
    if let status = state.status, let count = index?.count, status.done + status.failed < count {
      index = SpecimenIndex()
    }
    (state.index, state.lastOffset) = (index, lastOffset)
  }

  private static func forget(_ state: inout State) {
    (state.reader, state.index, state.matches, state.lastOffset) = (nil, nil, nil, [:])
  }

  private func page(_ query: SpecimenQuery, _ state: inout State) -> SpecimenPage? {
    guard let index = state.index else { return nil }
    var key = query
    key.page = 1
    if state.matches?.query != key || state.matches?.version != index.version {
      state.matches = (key, index.version, index.numbers(matching: query))
    }
    let numbers = state.matches?.numbers ?? []
    return SpecimenPage(
      folder: place.path, input: imageFolder(state.reader?.input), query: query, index: index,
      numbers: Array(numbers[query.range(of: numbers.count)]), matches: numbers.count)
  }
}
