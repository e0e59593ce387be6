public import OpenRouter

/// Carries out what the scheduler orders: the one place where a run's decisions meet the world.
///
/// Everything that happens (an answer, a record on the disk, a timer, a signal) comes in through one inbox and is taken
/// one at a time.
public final class ExtractionRun: Sendable {
  /// What comes from outside.
  public struct Environment: Sendable {
    public var now: @Sendable () -> ClockReading
    /// Returns after the duration, or when its task is cancelled.
    public var sleep: @Sendable (Duration) async -> Void
    /// How long a stop waits for what is in flight.
    public var drainLimit: Duration
    /// Told where the run stands, each time that something has happened.
    public var progress: @Sendable (RunProgress) -> Void = { _ in }

    /// What the run's tasks run on; nil for the pool that all tasks share.
    public var executor: (any TaskExecutor)?

    /// Learns what requests have cost whose answers never came; nil where nobody can be asked. Called with none in flight.
    public var settle: (@Sendable () async -> (requests: Int, cost: Money))?

    /// The process's own clocks.
    public static func live(drainLimit: Duration) -> Environment {
      let start = ContinuousClock.now
      return Environment(
        now: { ClockReading(elapsed: ContinuousClock.now - start, wall: .now()) },
        sleep: { try? await Task.sleep(for: $0) }, drainLimit: drainLimit)
    }

    /// Told why nothing is sent for a while, and how the run stands; nil where nobody wants to know.
    public var beganToWait: (@Sendable (String, RunSummary) -> Void)?

    public init(
      now: @escaping @Sendable () -> ClockReading, sleep: @escaping @Sendable (Duration) async -> Void,
      drainLimit: Duration = .seconds(300)
    ) {
      self.now = now
      self.sleep = sleep
      self.drainLimit = drainLimit
    }
  }

  /// Indirect, for each value is moved several times.
  indirect enum Input: Sendable {
    case replied(Int, SpecimenResult)
    case written(Int, Result<Void, WriteFailure>)
    case interimWritten(Int, Result<Void, WriteFailure>)
    case serviceProbed(ProbeResult)
    case settled(requests: Int, cost: Money)
    case inputProbed(InputProbeResult)
    case stopRequested(StopReason)
    case timer
    case drainLimitReached
  }

  let plan: RunPlan
  let extractor: SpecimenExtractor
  let journal: RunJournal
  let environment: Environment
  private let settings: SchedulerSettings
  private let earlier: RecordIndex
  let inbox = RunInbox()

  public init(
    plan: RunPlan, earlier: RecordIndex, settings: SchedulerSettings, extractor: SpecimenExtractor,
    journal: RunJournal, environment: Environment
  ) {
    self.plan = plan
    self.earlier = earlier
    self.settings = settings
    self.extractor = extractor
    self.journal = journal
    self.environment = environment
  }

  /// Asks the run to take no more specimens, to let what is in flight finish, and to end.
  public func requestStop(_ reason: StopReason) { inbox.post(.stopRequested(reason)) }

  /// Runs to the end, or to a stop.
  public func run() async -> RunSummary {
    await withTaskExecutorPreference(environment.executor) { await loop() }
  }

  @concurrent
  private func loop() async -> RunSummary {
    var interpreter = RunInterpreter(
      run: self, scheduler: Scheduler(specimens: plan.todo, settings: settings), earlier: earlier)
    interpreter.handle(.started)
    environment.progress(interpreter.progress)
    let watch = watchOpenings()
    while !interpreter.isFinished {
      interpreter.take(await inbox.next())
      environment.progress(interpreter.progress)
    }
    watch.cancel()
    extractor.input.stop()
    await journal.flush()
    return interpreter.summary
  }

  /// Says where openings of images do not end. The run goes on by itself once they do.
  private func watchOpenings() -> Task<Void, Never> {
    Task { [plan, extractor, journal, environment] in
      while true {
        await environment.sleep(.seconds(30))
        if Task.isCancelled { return }
        guard let change = extractor.input.openings.nextRound() else { continue }
        journal.note(change) { plan.specimens[$0].name }
      }
    }
  }
}
