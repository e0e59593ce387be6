#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The process's table of open files.
enum DescriptorTable {
  /// Two for each of the most requests in flight, its image and its connection, and as many again for all else.
  private static let most: UInt64 = 2048

  /// Gives the table room for a run, as long as the process has one thread.
  ///
  /// When a table of many threads grows, Linux waits until each processor has let go of the old one
  /// (`expand_fdtable` in fs/file.c): 10 to 20 ms at each doubling, just when a run opens its connections.
  static func makeRoom() {
    let highest = min(MachineProbe.openFileLimit(), most)
    guard highest > 0 else { return }
    let last = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, Int32(highest) - 1)
    if last >= 0 { close(last) }
  }
}
