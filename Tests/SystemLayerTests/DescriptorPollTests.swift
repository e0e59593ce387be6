import SystemLayer
import Testing

@Suite("waiting for descriptors")
struct DescriptorPollTests {
  private func withPipe(_ body: (DescriptorPoll, FileDescriptor, FileDescriptor) throws -> Void) throws {
    let (readEnd, writeEnd) = try FileDescriptor.pipe()
    defer { try? readEnd.close() }
    try body(try DescriptorPoll(), readEnd, writeEnd)
  }

  @Test("a descriptor is ready for what it is watched for, and for nothing else")
  func readiness() throws {
    try withPipe { poll, readEnd, writeEnd in
      let watched = [
        WatchedDescriptor(readEnd.rawValue, reads: true, writes: false),
        WatchedDescriptor(writeEnd.rawValue, reads: false, writes: true),
      ]
      let writable = poll.wait(for: watched, atMost: .seconds(60))
      #expect(writable.map(\.descriptor) == [writeEnd.rawValue] && writable[0].isWritable && !writable[0].isReadable)
      try writeEnd.writeAll([1])
      let both = poll.wait(for: watched, atMost: .seconds(60))
      #expect(both.map(\.descriptor) == [readEnd.rawValue, writeEnd.rawValue] && both[0].isReadable)
      try writeEnd.close()
    }
  }

  @Test("an end that was closed makes the other readable, and one that is not open has failed")
  func ends() throws {
    try withPipe { poll, readEnd, writeEnd in
      try writeEnd.close()
      let closed = poll.wait(
        for: [WatchedDescriptor(readEnd.rawValue, reads: true, writes: false)], atMost: .seconds(60))
      #expect(closed.map(\.isReadable) == [true])
      let unknown = poll.wait(for: [WatchedDescriptor(1_000_000, reads: true, writes: false)], atMost: .seconds(60))
      #expect(unknown.map(\.hasFailed) == [true])
    }
  }

  @Test("a call ends one wait, be it the present one or the next, however often it was made before")
  func wakes() throws {
    let poll = try DescriptorPoll()
    // More than a pipe holds.
    for _ in 0..<100_000 { poll.wake() }
    #expect(poll.wait(for: [], atMost: .seconds(3600)).isEmpty)
    #expect(poll.wait(for: [], atMost: .zero).isEmpty)
    poll.wake()
    #expect(poll.wait(for: [], atMost: .seconds(3600)).isEmpty)
  }
}
