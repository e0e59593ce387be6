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

/// Listens for the signals that ask a program to end. A process may have one after the other, or several.
public final class SignalWatch: Sendable {
  private struct State {
    /// Made by the first watch, and kept: a source that is made anew beside one that is going hears of nothing.
    var sources: [any DispatchSourceSignal] = []
    var listeners: [ObjectIdentifier: @Sendable (Int32) -> Void] = [:]
    /// Came while nobody listened, between one part of a command and the next.
    var unheard: [Int32] = []
  }

  private static let state = Mutex(State())
  private static let queue = DispatchQueue(label: "herbx.signals")

  /// - Parameter body: told of each signal, on a queue of its own. SIGHUP is left alone where nohup had it ignored.
  public init(_ body: @escaping @Sendable (Int32) -> Void) {
    let name = ObjectIdentifier(self)
    Self.state.withLock { state in
      if state.sources.isEmpty { state.sources = Self.makeSources() }
      state.listeners[name] = body
      for number in state.unheard { Self.queue.async { body(number) } }
      state.unheard = []
    }
  }

  deinit { stop() }

  private static func makeSources() -> [any DispatchSourceSignal] {
    let registration = DispatchGroup()
    // A signal that comes before is lost.
    defer { registration.wait() }
    return [SIGINT, SIGTERM, SIGHUP].filter { $0 != SIGHUP || !isIgnored(signal: SIGHUP) }.map { number in
      // The default action would end the process before the source hears of the signal.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { tell(number) }
      registration.enter()
      source.setRegistrationHandler { registration.leave() }
      source.resume()
      return source
    }
  }

  private static func tell(_ number: Int32) {
    let listeners = state.withLock { state in
      if state.listeners.isEmpty { state.unheard.append(number) }
      return Array(state.listeners.values)
    }
    for listener in listeners { listener(number) }
  }

  /// Waits for the first of these signals.
  public static func untilStopped() async {
    let (signals, inbox) = AsyncStream<Int32>.makeStream()
    let watch = SignalWatch { inbox.yield($0) }
    defer { watch.stop() }
    for await _ in signals { return }
  }

  public func stop() {
    let name = ObjectIdentifier(self)
    Self.state.withLock { $0.listeners[name] = nil }
  }
}
