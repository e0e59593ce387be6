import Dispatch
import Synchronization
import Testing

@testable import Transfer

@Suite("threads that wait for files")
struct FileReadersTests {
  private final class Count: Sendable {
    let value = Mutex(0)
  }

  /// Counts that it is gone.
  private final class Piece: Sendable {
    let gone: Count

    init(_ gone: Count) { self.gone = gone }

    deinit { gone.value.withLock { $0 += 1 } }
  }

  @Test("what has been done is let go, also while there is more to do all the time")
  func letsGo() {
    let readers = FileReaders(threads: 1)
    let (isBusy, goOn, gone) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), Count())
    readers.submit { goOn.wait() }
    for _ in 0..<100 {
      let piece = Piece(gone)
      readers.submit { withExtendedLifetime(piece) {} }
    }
    readers.submit {
      isBusy.signal()
      goOn.wait()
    }
    for _ in 0..<100 { readers.submit {} }
    goOn.signal()
    isBusy.wait()
    #expect(gone.value.withLock { $0 } == 100)
    goOn.signal()
    readers.stop()
  }

  @Test("each piece of work is done once and in its turn, whatever is taken meanwhile")
  func inTurn() async throws {
    let readers = FileReaders(threads: 1)
    let done = Mutex<[Int]>([])
    for number in 0..<300 {
      readers.submit { done.withLock { $0.append(number) } }
      if number % 70 == 0 { try await readers.run {} }
    }
    try await readers.run {}
    #expect(done.withLock { $0 } == Array(0..<300))
    readers.stop()
  }
}
