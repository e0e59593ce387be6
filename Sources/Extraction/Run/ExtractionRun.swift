internal import OpenRouter
internal import Synchronization

/// Carries out what the scheduler orders: the one place where a run's decisions meet the world.
///
/// Everything that happens (an answer, a record on the disk, a timer, a signal) comes in through one inbox and is taken
/// one at a time.
public final class ExtractionRun: Sendable {
  /// What comes from outside.
  public struct Surroundings: Sendable {
    public var now: @Sendable () -> Moment
    /// Returns after the duration, or when its task is cancelled.
    public var sleep: @Sendable (Duration) async -> Void
    /// How long a stop waits for what is in flight.
    public var drainLimit: Duration
    /// Told where the run stands, each time that something has happened.
    public var progress: @Sendable (RunProgress) -> Void = { _ in }
    /// What the run's tasks run on: the transfer engine's own, or nil for the pool that all tasks share.
    public var executor: (any TaskExecutor)?

    /// The process's own clocks.
    public static func live(drainLimit: Duration) -> Surroundings {
      let start = ContinuousClock.now
      return Surroundings(
        now: { Moment(elapsed: ContinuousClock.now - start, wall: .now()) },
        sleep: { try? await Task.sleep(for: $0) }, drainLimit: drainLimit)
    }

    public init(
      now: @escaping @Sendable () -> Moment, sleep: @escaping @Sendable (Duration) async -> Void,
      drainLimit: Duration = .seconds(300)
    ) {
      self.now = now
      self.sleep = sleep
      self.drainLimit = drainLimit
    }
  }

  /// Indirect, for each value is moved several times.
  indirect enum Input: Sendable {
    case replied(Int, SpecimenExtractor.Result)
    case written(Int, Result<Void, WriteFailure>)
    case interimWritten(Int, Result<Void, WriteFailure>)
    case stopRequested(StopReason)
    case timer
    case drainLimitReached
  }

  let plan: RunPlan
  let extractor: SpecimenExtractor
  let journal: RunJournal
  let surroundings: Surroundings
  private let settings: SchedulerSettings
  private let earlier: RecordIndex
  let inbox = RunInbox()

  public init(
    plan: RunPlan, earlier: RecordIndex, settings: SchedulerSettings, extractor: SpecimenExtractor,
    journal: RunJournal, surroundings: Surroundings
  ) {
    self.plan = plan
    self.earlier = earlier
    self.settings = settings
    self.extractor = extractor
    self.journal = journal
    self.surroundings = surroundings
  }

  /// Asks the run to take no more specimens, to let what is in flight finish, and to end.
  public func requestStop(_ reason: StopReason) { inbox.post(.stopRequested(reason)) }

  /// Runs to the end, or to a stop.
  public func run() async -> RunSummary {
    await withTaskExecutorPreference(surroundings.executor) { await self.loop() }
  }

  @concurrent
  private func loop() async -> RunSummary {
    var state = RunState(
      run: self, scheduler: Scheduler(specimens: plan.todo, settings: settings), earlier: earlier)
    state.handle(.started)
    surroundings.progress(state.progress)
    while !state.isFinished {
      state.take(await inbox.next())
      surroundings.progress(state.progress)
    }
    await journal.flush()
    return state.summary
  }
}
