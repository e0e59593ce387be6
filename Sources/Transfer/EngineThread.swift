import CCurl
import Synchronization

/// A thread of its own: for the engine's loop, and for work that waits for files.
final class EngineThread: Sendable {
  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }

  @safe private struct Handle: @unchecked Sendable {
    let thread: OpaquePointer
  }

  private let handle: Mutex<Handle?>

  /// Starts `body` on a new thread; nil where the system gives no thread.
  init?(_ body: @escaping @Sendable () -> Void) {
    let context = unsafe Unmanaged.passRetained(Work(body))
    let run: @convention(c) (UnsafeMutableRawPointer) -> Void = { context in
      let work = unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
      work.body()
    }
    guard let thread = unsafe ccurl_thread_start(run, context.toOpaque()) else {
      unsafe context.release()
      return nil
    }
    handle = unsafe Mutex(Handle(thread: thread))
  }

  /// Waits for the thread's end. A second caller waits too.
  func join() {
    handle.withLock { handle in
      if let running = handle { unsafe ccurl_thread_join(running.thread) }
      handle = nil
    }
  }

  /// Leaves the thread to end by itself.
  func detach() {
    handle.withLock { handle in
      if let running = handle { unsafe ccurl_thread_detach(running.thread) }
      handle = nil
    }
  }
}
