internal import Dispatch
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Listens for the signals that ask a run to end.
final class SignalWatch: Sendable {
  /// Cancelled once, from whichever thread ends the run.
  private let sources: Mutex<[any DispatchSourceSignal]>

  /// - Parameter body: told of each signal, on a queue of its own. SIGHUP is left alone where nohup had it ignored.
  init(_ body: @escaping @Sendable (Int32) -> Void) {
    let queue = DispatchQueue(label: "herbx.signals")
    var sources: [any DispatchSourceSignal] = []
    for number in [SIGINT, SIGTERM, SIGHUP] where number != SIGHUP || !Self.isIgnored(SIGHUP) {
      // The default action would end the process before the source hears of the signal.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { body(number) }
      source.resume()
      sources.append(source)
    }
    self.sources = Mutex(sources)
  }

  /// Waits for the first of these signals.
  static func untilStopped() async {
    let (signals, inbox) = AsyncStream<Int32>.makeStream()
    let watch = SignalWatch { inbox.yield($0) }
    defer { watch.stop() }
    for await _ in signals { return }
  }

  func stop() { sources.withLock { for source in $0 { source.cancel() } } }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    unsafe sigaction(number, nil, &action)
    #if canImport(Darwin)
      let handler = unsafe action.__sigaction_u.__sa_handler
    #else
      let handler = unsafe action.__sigaction_handler.sa_handler
    #endif
    return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
