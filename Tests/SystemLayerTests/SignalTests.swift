import SystemLayer
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("watching for signals", .serialized)
struct SignalTests {
  @Test("each watch after the first hears of signals, and of what came before it while nobody listened")
  func oneAfterTheOther() async {
    for _ in 1...5 {
      let (heard, inbox) = AsyncStream<Int32>.makeStream()
      let watch = SignalWatch { inbox.yield($0) }
      kill(getpid(), SIGTERM)
      #expect(await heard.first { _ in true } == SIGTERM)
      watch.stop()
    }
    kill(getpid(), SIGINT)
    await SignalWatch.untilStopped()
  }
}
