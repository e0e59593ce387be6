import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The process group of a running script: signals go to the script and all its children at once.
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

  /// Kills what the script has left behind, and forgets the group. To be called as soon as the script has ended: its
  /// number is free for others from then on, once no process of the group is left.
  /// - Returns: whether there was a group, that is whether the script had started.
  @discardableResult
  func finish() -> Bool {
    send(SIGKILL)
    return leader.withLock { $0.take() != nil }
  }
}
