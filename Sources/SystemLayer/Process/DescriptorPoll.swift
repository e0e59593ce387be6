#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A descriptor that is waited for, and what for.
public struct WatchedDescriptor: Sendable {
  public let descriptor: Int32
  public let reads: Bool
  public let writes: Bool

  public init(_ descriptor: Int32, reads: Bool, writes: Bool) {
    (self.descriptor, self.reads, self.writes) = (descriptor, reads, writes)
  }
}

/// What a descriptor is ready for.
public struct ReadyDescriptor: Sendable, Equatable {
  public let descriptor: Int32
  public let isReadable: Bool
  public let isWritable: Bool
  /// It has an error, or is not open.
  public let hasFailed: Bool
}

/// Waits for descriptors by poll(2), and for a call from any thread, by a pipe to itself.
public final class DescriptorPoll: Sendable {
  /// How long a thread rests whose poll fails: it would spin.
  private static let rest: useconds_t = 100_000

  private let readEnd: FileDescriptor
  private let writeEnd: FileDescriptor

  /// - Throws: where the system gives no more descriptors.
  public init() throws(SystemError) {
    do { (readEnd, writeEnd) = try FileDescriptor.pipe() } catch {
      throw SystemError("make", "a pipe", error as? Errno ?? .tooManyOpenFiles)
    }
    for end in [readEnd, writeEnd] {
      _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end.rawValue, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    try? readEnd.close()
    try? writeEnd.close()
  }

  /// Ends the present wait, or else the next one. From any thread.
  public func wake() {
    // A full pipe wakes just as well.
    _ = try? writeEnd.writeAll([1])
  }

  /// Those that are ready; none where the time is over or `wake` was called.
  public func wait(for watched: [WatchedDescriptor], atMost longest: Duration) -> [ReadyDescriptor] {
    var entries = [pollfd(fd: readEnd.rawValue, events: Int16(POLLIN), revents: 0)]
    entries.reserveCapacity(watched.count + 1)
    for each in watched {
      let events = (each.reads ? POLLIN : 0) | (each.writes ? POLLOUT : 0)
      entries.append(pollfd(fd: each.descriptor, events: Int16(events), revents: 0))
    }
    // Rounded up: whoever waits for an instant would otherwise come too early, again and again.
    let (seconds, attoseconds) = longest.components
    let milliseconds =
      min(seconds, 86_400) * 1000 + (attoseconds + 999_999_999_999_999)
      / 1_000_000_000_000_000
    let count = unsafe poll(&entries, nfds_t(entries.count), Int32(clamping: milliseconds))
    guard count > 0 else {
      if count < 0, errno != EINTR { usleep(Self.rest) }
      return []
    }
    if entries[0].revents != 0 { empty() }
    return entries.dropFirst().compactMap(Self.ready)
  }

  private func empty() {
    unsafe withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
      while let count = unsafe try? readEnd.read(into: buffer), count == buffer.count {}
    }
  }

  private static func ready(_ entry: pollfd) -> ReadyDescriptor? {
    let found = Int32(entry.revents)
    guard found != 0 else { return nil }
    // A connection that was closed is read to learn of it.
    return ReadyDescriptor(
      descriptor: entry.fd, isReadable: found & (POLLIN | POLLHUP) != 0, isWritable: found & POLLOUT != 0,
      hasFailed: found & (POLLERR | POLLNVAL) != 0)
  }
}
