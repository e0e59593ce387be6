import Dispatch

/// Runs tasks on the engine's own thread, between two looks at the connections.
///
/// What follows an answer is a chain of short steps: judged, written, the next request sent. On the shared pool of
/// threads each step wakes another thread, which costs several times what the step itself does. So whoever makes many
/// exchanges runs its tasks here, and keeps what takes long elsewhere: while a step runs, nothing is transferred.
public final class EngineExecutor: TaskExecutor {
  private let inbox: Inbox

  init(_ inbox: Inbox) { self.inbox = inbox }

  public func enqueue(_ job: consuming ExecutorJob) {
    let step = UnownedJob(job)
    if inbox.submit(step) { return }
    // The engine has ended; what is left of the tasks must end too.
    DispatchQueue.global().async { unsafe step.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
