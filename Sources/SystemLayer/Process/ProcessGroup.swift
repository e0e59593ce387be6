internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The process group of a running program: signals go to it and all its children at once.
final class ProcessGroup: Sendable {
  private let leader = Mutex<pid_t?>(nil)

  func started(_ leader: pid_t) { self.leader.withLock { $0 = leader } }

  func send(_ signal: Int32) {
    leader.withLock { leader in
      // A group of number 0 or 1 would be this process's own, or everybody's.
      guard let leader, leader > 1 else { return }
      _ = kill(-leader, signal)
    }
  }

  /// Kills what the program has left behind, and forgets the group. To be called as soon as the program has ended: its
  /// number is free for others from then on, once no process of the group is left.
  /// - Returns: whether there was a group, that is whether the program had started.
  @discardableResult
  func finish() -> Bool {
    send(SIGKILL)
    return leader.withLock { $0.take() != nil }
  }
}

/// Ends a process group once its time is over.
actor Watchdog {
  private let group: ProcessGroup
  private let timeout: Duration
  private let grace: Duration
  private var task: Task<Void, Never>?
  private var hasFired = false

  init(group: ProcessGroup, timeout: Duration, grace: Duration) {
    self.group = group
    self.timeout = timeout
    self.grace = grace
  }

  func start() {
    task = Task {
      guard (try? await Task.sleep(for: timeout)) != nil else { return }
      hasFired = true
      group.send(SIGTERM)
      guard (try? await Task.sleep(for: grace)) != nil else { return }
      group.send(SIGKILL)
    }
  }

  /// Whether the time was over before this call.
  func stop() async -> Bool {
    task?.cancel()
    await task?.value
    return hasFired
  }
}
