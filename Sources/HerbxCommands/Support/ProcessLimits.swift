internal import Extraction
internal import SystemLayer

/// What a run needs of the system beside files.
enum ProcessLimits {
  /// The transfer engine, readers of files, the queues of log, records and screen, and a pool as large as the machine.
  private static let threads = 12 + MachineInformation.current().processors

  /// - Throws: status 75 where the system gives too few threads, so that a run would stand still without a word, or no
  ///   /proc, so that it would be killed on the way: libdispatch reads there how many of its threads wait, and traps where
  ///   it cannot (`_dispatch_workq_monitor_pools`).
  static func check() throws(CommandFailure) {
    try check(threads)
    guard ProcessInformation.canCountThreads else {
      throw CommandFailure(
        .serviceUnavailable, kind: "no_proc",
        "`/proc` is not mounted, and a run needs it: a system library looks there at the threads of this process",
        hint: "mount it: `mount -t proc proc /proc`; or give the container its /proc")
    }
  }

  /// Files that a run has open beside its requests: its own, the keys', those of the system's libraries.
  private static let ownFiles: UInt64 = 40

  /// How many requests may be in flight: each holds an image and a connection.
  /// - Parameter isPreparing: whether pictures are made of images. Each request holds such a one as well, and as much
  ///   again is kept for further attempts, made ready ahead, and used by the children.
  static func mostInFlight(isPreparing: Bool = false) -> Int {
    let limit = ProcessInformation.openFileLimit
    return limit > ownFiles ? Int(clamping: (limit - ownFiles) / (isPreparing ? 4 : 2)) : 0
  }

  /// - Throws: status 64 where not one request fits under the limit of open files.
  static func checkFiles() throws(CommandFailure) {
    guard mostInFlight() == 0 else { return }
    throw CommandFailure(
      .usage, kind: "open_files",
      "this process may open \(ProcessInformation.openFileLimit) files, and a run needs \(ownFiles + 2)",
      hint: "raise the limit: `ulimit -n 1024`")
  }

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
