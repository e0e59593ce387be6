#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Wakes the engine's thread from any other: a pipe whose reading end the thread watches beside its connections.
final class Bell: Sendable {
  /// To be watched for something to read.
  let readEnd: Int32
  private let writeEnd: Int32

  /// Nil where the system gives no more descriptors.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    (readEnd, writeEnd) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// A pipe that is full rings already.
  func ring() {
    var byte: UInt8 = 1
    _ = unsafe write(writeEnd, &byte, 1)
  }

  func silence() {
    var bytes: UInt64 = 0
    while unsafe read(readEnd, &bytes, 8) == 8 {}
  }
}
