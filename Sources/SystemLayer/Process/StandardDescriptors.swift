#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The process's table of open files.
public enum DescriptorTable {
  /// Two for each of the most requests in flight, its image and its connection, and as many again for all else.
  private static let most: UInt64 = 2048

  /// Fills standard descriptors that the parent had closed: otherwise the first file opened takes the number of
  /// standard error, and what is meant for people goes into the records.
  public static func keepStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      // `open` gives the lowest free number, which is this one.
      _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY)
    }
  }

  /// Gives the table room for a run, as long as the process has one thread.
  ///
  /// When a table of many threads grows, Linux waits until each processor has let go of the old one
  /// (`expand_fdtable` in fs/file.c): 10 to 20 ms at each doubling, just when a run opens its connections.
  public static func makeRoom() {
    let highest = min(ProcessInformation.openFileLimit, most)
    guard highest > 0 else { return }
    let last = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, Int32(highest) - 1)
    if last >= 0 { close(last) }
  }

  /// Whether the process, or the machine, may open no more files at this moment.
  public static var isExhausted: Bool {
    let descriptor = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
    guard descriptor < 0 else {
      close(descriptor)
      return false
    }
    return errno == EMFILE || errno == ENFILE
  }
}
