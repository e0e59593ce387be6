import Dispatch

/// Runs tasks on the engine's own thread, between two looks at the connections.
///
/// What follows an answer is a chain of short steps: it is judged, its record is made, the next request begins. On threads
/// of their own each step would wake another thread, and what it works on would move to another processor: that costs
/// several times what the step itself does. So whoever makes many exchanges runs its tasks here, and keeps elsewhere what
/// waits for a file or takes long: while a step runs, nothing is transferred.
public final class EngineExecutor: TaskExecutor {
  private let commands: CommandQueue

  init(_ commands: CommandQueue) { self.commands = commands }

  public func enqueue(_ job: consuming ExecutorJob) {
    let step = UnownedJob(job)
    if commands.submit(step) { return }
    // The engine has ended; what is left of the tasks must end too.
    DispatchQueue.global().async { self.run(step) }
  }

  func run(_ step: UnownedJob) { unsafe step.runSynchronously(on: asUnownedTaskExecutor()) }
}
