internal import Synchronization
internal import Transfer

/// Prepares the images of the specimens that come next while others are on their way, so that uploads need not wait for
/// a converter. At most `reach` are ready, or on their way to be, that nobody has asked for yet.
final class ImagesAhead: Sendable {
  typealias Preparation = @Sendable (_ specimen: Int) async -> Result<SpecimenImage, ImageRefusal>

  /// Whoever waits for an image waits for the promise: a task that is stuck in a file may never end.
  private struct Beginning {
    let task: Task<Void, Never>
    let promise: Promise<Result<SpecimenImage, ImageRefusal>>
  }

  private struct State {
    var begun: [Int: Beginning] = [:]
    /// The place of the first specimen that was not begun.
    var next = 0
    /// Those that were sent in vain and will be asked for again.
    var kept: [Int: SpecimenImage] = [:]
    var isOver = false
  }

  private let order: [Int]
  private let reach: Int
  private let mostKept: Int
  private let prepare: Preparation
  private let executor: (any TaskExecutor)?
  private let state = Mutex(State())

  /// - Parameters:
  ///   - order: the specimens' numbers, rising: they will be asked for in this order, mostly.
  ///   - reach: 0 for none ahead.
  ///   - mostKept: images that are kept for a further attempt; each holds two open files.
  ///   - executor: what the preparations run on; nil for the pool that all tasks share.
  init(
    _ order: [Int], reach: Int, mostKept: Int = 0, on executor: (any TaskExecutor)? = nil,
    prepare: @escaping Preparation
  ) {
    self.order = order
    self.reach = reach
    self.mostKept = mostKept
    self.prepare = prepare
    self.executor = executor
  }

  /// The image of a specimen; those behind it are begun. One that is asked for again is prepared again unless it was kept,
  /// and so is one that could not be read when it was prepared ahead: the folder may be back.
  func image(_ specimen: Int) async -> Result<SpecimenImage, ImageRefusal> {
    if let kept = state.withLock({ $0.kept.removeValue(forKey: specimen) }) { return .success(kept) }
    let (beginning, wasAhead) = take(specimen)
    let result = await result(of: beginning)
    guard wasAhead, case .failure(let refusal) = result, refusal.kind == .unreadable else { return result }
    return await self.result(of: begin(specimen))
  }

  /// Keeps a prepared image that will be asked for again; a file that goes out as it is costs nothing to open.
  func keep(_ image: SpecimenImage, for specimen: Int) {
    guard image.prepared != nil else { return }
    state.withLock { state in
      if !state.isOver, state.kept.count < mostKept { state.kept[specimen] = image }
    }
  }

  private func take(_ specimen: Int) -> (Beginning, wasAhead: Bool) {
    state.withLock { state in
      let ahead = state.begun.removeValue(forKey: specimen)
      let beginning = ahead ?? begin(specimen)
      if state.next < order.count, order[state.next] <= specimen { state.next = place(after: specimen) }
      while !state.isOver, state.next < order.count, state.begun.count < reach {
        state.begun[order[state.next]] = begin(order[state.next])
        state.next += 1
      }
      return (beginning, ahead != nil)
    }
  }

  private func result(of beginning: Beginning) async -> Result<SpecimenImage, ImageRefusal> {
    do { return try await beginning.promise.value } catch {
      beginning.task.cancel()
      // Who waits has given up: that says nothing against the file.
      return .failure(ImageRefusal(.unreadable, "the file was not opened in time", error: .timedOut))
    }
  }

  /// The place of the first number above this one.
  private func place(after specimen: Int) -> Int {
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      if order[middle] <= specimen { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func begin(_ specimen: Int) -> Beginning {
    let promise = Promise<Result<SpecimenImage, ImageRefusal>>()
    let task = Task(executorPreference: executor) { [prepare] in
      promise.give(.success(await prepare(specimen)))
    }
    return Beginning(task: task, promise: promise)
  }

  /// Ends what nobody will ask for any more.
  func stop() {
    let begun = state.withLock { state in
      state.isOver = true
      state.kept = [:]
      defer { state.begun = [:] }
      return Array(state.begun.values)
    }
    for each in begun { each.task.cancel() }
  }
}
