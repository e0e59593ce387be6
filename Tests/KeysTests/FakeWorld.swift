import OpenRouter
import Synchronization
import Testing

@testable import Keys

/// The outside of a `KeyRing`, in memory: a key file, a lock, a service, a script and a clock that only sleeping moves.
///
/// What a test has not provided for fails it: a script that must not run, a key that nobody may ask about.
final class FakeWorld: Sendable {
  typealias Script = @Sendable (ProvisioningOrder, FakeWorld) async -> ScriptOutcome

  struct State {
    var file: APIKey?
    var fileFault: KeyFileError?
    var clock = Duration.zero
    /// Answers of `/key`, one by one; the last one stays.
    var answers: [APIKey: [KeyCheck]] = [:]
    var asked: [APIKey] = []
    var script: Script?
    var orders: [ProvisioningOrder] = []
    /// How often the lock is still found held by another process.
    var lockedFor = 0
    var lockHeld = false
    var events: [KeyEvent] = []
    var lines: [String: [UInt8]] = [:]
    var unwritable: Set<String> = []
    /// Files whose next line is written, and reported as not written.
    var failsOnceAfterWriting: Set<String> = []
  }

  let state: Mutex<State>

  init(file: APIKey?) {
    var start = State()
    start.file = file
    state = Mutex(start)
  }

  func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
  var orders: [ProvisioningOrder] { state.withLock { $0.orders } }
  var events: [KeyEvent] { state.withLock { $0.events } }
  var asked: [APIKey] { state.withLock { $0.asked } }
  var clock: Duration { state.withLock { $0.clock } }
  var isLocked: Bool { state.withLock { $0.lockHeld } }

  /// The script writes `key` into the file.
  func scriptMakes(_ key: APIKey, report: ScriptReport? = nil) {
    set {
      $0.script = { _, world in
        world.set { $0.file = key }
        return .done(report)
      }
    }
  }

  var environment: KeyRingEnvironment {
    KeyRingEnvironment(
      keyFilePath: "/keys", lockPath: "/keys.lock",
      loadKey: { () throws(KeyFileError) in try self.load() },
      readKeyFile: { () throws(KeyFileError) in try self.readFile() },
      tryLock: { self.tryLock() }, runScript: { await self.run($0) }, checkKey: { self.check($0) },
      journal: journal, accessLog: accessLog, ledger: KeyLedger(store: store("ledger")),
      wallClock: { self.wallClock() }, elapsed: { self.clock }, sleep: { await self.sleep($0) },
      randomEnding: { "0badcafe" }, sink: { event in self.set { $0.events.append(event) } })
  }

  var journal: RotationJournal { RotationJournal(store: store("journal")) }

  var accessLog: AccessLog {
    AccessLog(store: store("access"), identity: ProcessIdentity(pid: 1, user: "u", command: "c")) { self.wallClock() }
  }

  func wallClock() -> Timestamp {
    let passed = clock.components
    let milliseconds = passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
    return Timestamp(milliseconds: 1_760_000_000_000 + Int(milliseconds))
  }

  private func load() throws(KeyFileError) -> LoadedKey {
    guard let key = try readFile() else { throw KeyFileError(.missing, "no key", hint: "make one") }
    return LoadedKey(key: key, origin: .file("/keys"))
  }

  private func readFile() throws(KeyFileError) -> APIKey? {
    let (key, fault) = state.withLock { ($0.file, $0.fileFault) }
    if let fault { throw fault }
    return key
  }

  private func tryLock() -> KeyLockHold? {
    let free = state.withLock { state in
      state.lockedFor -= 1
      guard state.lockedFor < 0, !state.lockHeld else { return false }
      state.lockHeld = true
      return true
    }
    return free ? KeyLockHold { self.set { $0.lockHeld = false } } : nil
  }

  private func run(_ order: ProvisioningOrder) async -> ScriptOutcome {
    let script = state.withLock { state in
      state.orders.append(order)
      return state.script
    }
    #expect(isLocked, "the script runs under the lock")
    guard let script else {
      Issue.record("the script must not run here")
      return .notFound([])
    }
    return await script(order, self)
  }

  private func check(_ key: APIKey) -> KeyCheck {
    let answer = state.withLock { state -> KeyCheck? in
      state.asked.append(key)
      guard let answers = state.answers[key], let first = answers.first else { return nil }
      if answers.count > 1 { state.answers[key] = Array(answers.dropFirst()) }
      return first
    }
    guard let answer else {
      Issue.record("nobody may ask about this key here")
      return .unavailable("not provided for")
    }
    return answer
  }

  private func sleep(_ duration: Duration) async {
    set { $0.clock += duration }
    await Task.yield()
  }

  private func store(_ name: String) -> LineStore {
    LineStore(
      append: { line, _, isNeedless in
        try self.state.withLock { state in
          if let isNeedless, isNeedless(state.lines[name] ?? []) { return false }
          guard !state.unwritable.contains(name) else { throw FakeFault(file: name) }
          state.lines[name, default: []] += line + [10]
          if state.failsOnceAfterWriting.remove(name) != nil { throw FakeFault(file: name) }
          return true
        }
      },
      read: { self.state.withLock { $0.lines[name] ?? [] } })
  }
}

extension KeyRingSettings {
  /// For tests in which nobody may ask `/key` about a key that works.
  static var withoutEarlyRotation: KeyRingSettings {
    var settings = KeyRingSettings()
    settings.replacesEarly = false
    return settings
  }
}

struct FakeFault: Error { let file: String }

/// Holds who comes until it is opened.
actor Gate {
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func pass() async {
    if isOpen { return }
    await withCheckedContinuation { waiting.append($0) }
  }

  func open() {
    isOpen = true
    for continuation in waiting { continuation.resume() }
    waiting = []
  }
}
