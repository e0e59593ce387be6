internal import Dispatch
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Signals to this process.
public enum Signal {
  public static let interrupt = SIGINT
  public static let terminate = SIGTERM
  public static let hangUp = SIGHUP
  public static let kill = SIGKILL

  /// A reader that goes away, of a pipe or of a connection, becomes an error to be handled, and not a death.
  public static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Ends the process at once, without anything that waits for its end.
  public static func endProcess(_ status: Int32) -> Never { _exit(status) }
}

/// Listens for the signals that ask a program to end.
public final class SignalWatch: Sendable {
  /// Cancelled once, from whichever thread ends the run.
  private let sources: Mutex<[any DispatchSourceSignal]>

  /// - Parameter body: told of each signal, on a queue of its own. SIGHUP is left alone where nohup had it ignored.
  public init(_ body: @escaping @Sendable (Int32) -> Void) {
    let queue = DispatchQueue(label: "herbx.signals")
    var sources: [any DispatchSourceSignal] = []
    for number in [SIGINT, SIGTERM, SIGHUP] where number != SIGHUP || !isIgnored(signal: SIGHUP) {
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
  public static func untilStopped() async {
    let (signals, inbox) = AsyncStream<Int32>.makeStream()
    let watch = SignalWatch { inbox.yield($0) }
    defer { watch.stop() }
    for await _ in signals { return }
  }

  public func stop() { sources.withLock { for source in $0 { source.cancel() } } }
}
