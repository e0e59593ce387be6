internal import Extraction
internal import SystemLayer

/// What a run needs of the system beside files.
enum ProcessLimits {
  /// The transfer engine, readers of files, the queues of log, records and screen, and a pool as large as the machine.
  private static let threads = 12 + MachineInformation.current().processors

  /// - Throws: status 75 where the system gives too few threads: a run would stand still without a word.
  static func check() throws(CommandFailure) { try check(threads) }

  /// What every command needs before its first task: the pool.
  static func checkPool() throws(CommandFailure) { try check(4 + MachineInformation.current().processors) }

  private static func check(_ threads: Int) throws(CommandFailure) {
    guard ProcessInformation.canStart(threads: threads) else {
      throw CommandFailure(
        .serviceUnavailable, kind: "no_threads", "the system gives this process fewer than \(threads) threads more",
        hint:
          "look at `ulimit -u` and, in a container, at its limit of processes (pids.max); raise it or end other programs"
      )
    }
  }
}
