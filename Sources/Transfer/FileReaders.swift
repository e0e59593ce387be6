import Dispatch
import Synchronization

/// Threads for work that waits for files, and for tasks that do little else. A share may keep a reader waiting for minutes;
/// neither the engine's thread nor one of Swift's few pool threads may be the one that waits.
public final class FileReaders: TaskExecutor {
  /// For files that are read at one go; each holds as much as a piece of a body.
  public let buffers = BufferPool(size: BodyReader.piece, most: 16)

  private struct Work {
    var run: (@Sendable () -> Void)?
  }

  private struct State {
    var work: [Work] = []
    var next = 0
    var threads = 0
    var idle = 0
    var isStopping = false

    /// What has been taken is let go at once, and its place once that costs less than the taking did.
    mutating func take() -> (@Sendable () -> Void)? {
      guard next < work.count else { return nil }
      defer {
        next += 1
        if next * 2 >= work.count {
          work.removeFirst(next)
          next = 0
        }
      }
      return work[next].run.take()
    }
  }

  /// Threads at most: so many files may be stuck before others have to wait.
  private let most: Int
  private let state = Mutex(State())
  private let wakeup = DispatchSemaphore(value: 0)

  public init(threads: Int = 16) { most = threads }

  deinit { stop() }

  /// Hands work over. Each piece is begun in its turn, on the first thread that is free.
  func submit(_ work: @escaping @Sendable () -> Void) {
    let (wakes, starts) = state.withLock { state in
      state.work.append(Work(run: work))
      if state.idle > 0 {
        state.idle -= 1
        return (true, false)
      }
      guard state.threads < most else { return (false, false) }
      state.threads += 1
      return (false, true)
    }
    // Behind the lock, which a thread takes as soon as it is awake.
    if wakes { wakeup.signal() }
    if starts { start() }
  }

  private func start() {
    if let thread = EngineThread({ [self] in serve() }) { return thread.detach() }
    let isHelpless = state.withLock { state in
      state.threads -= 1
      return state.threads == 0
    }
    // The system gives no thread at all: then somebody has to wait.
    while isHelpless, let work = state.withLock({ $0.take() }) { work() }
  }

  private func serve() {
    while true {
      let (work, isOver) = state.withLock { state in
        let work = state.take()
        let isOver = work == nil && state.isStopping
        if isOver { state.threads -= 1 } else if work == nil { state.idle += 1 }
        return (work, isOver)
      }
      if let work { work() } else if isOver { return } else { wakeup.wait() }
    }
  }

  /// Ends the threads once they have nothing more to do. Does not wait for them: one may be stuck.
  public func stop() {
    let idle = state.withLock { state in
      defer { (state.idle, state.isStopping) = (0, true) }
      return state.idle
    }
    for _ in 0..<idle { wakeup.signal() }
  }

  /// Runs `work` on one of the threads. A caller that is cancelled does not wait for the end.
  /// - Throws: what `work` throws, or `CancellationError`.
  public func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    let promise = Promise<Value>()
    submit { promise.give(Result { try work() }) }
    return try await promise.value
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let step = UnownedJob(job)
    submit { unsafe step.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
