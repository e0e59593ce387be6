internal import Dispatch
public import OpenRouter
internal import Synchronization
public import SystemLayer

/// `requests.jsonl` in the run folder: what was sent and what it cost, so that a start which is killed leaves word of what
/// was in flight. Whoever tells it something does not wait: a thread of its own appends the lines, those of requests at
/// once, and a request does not go out whole before its line is written. Nobody waits for the disk: the system keeps what
/// a killed process has written, and a power loss costs the word of a second or two.
public final class RequestJournal: RequestAccounting {
  private struct State {
    var accounts: RequestAccounts
    /// Lines that are not written yet, and whom to tell when they are.
    var pending: [(line: JSONValue, noted: (@Sendable () -> Void)?)] = []
    var isWriting = false
    var isWritingSoon = false
    /// Why lines are missing; told once.
    var failure: SystemError?
  }

  private let state: Mutex<State>
  private let file: Mutex<AppendFile>
  private let queue = DispatchQueue(label: "herbx.requests", qos: .userInitiated)
  private let disk: DelayedSync
  private let now: @Sendable () -> Timestamp
  private let secrets: SharedMask

  /// Opens the journal of a run folder, shortened to what still matters.
  /// - Parameters:
  ///   - recorded: what the records say that each key has paid, for a run that was begun without a journal.
  ///   - secrets: what must not stand in it, should the service send it.
  /// - Throws: where it cannot be written.
  public init(
    folder: String, recorded: [String: Money] = [:], secrets: SharedMask = SharedMask(),
    now: @escaping @Sendable () -> Timestamp = { .now() }
  ) throws(WriteFailure) {
    (self.now, self.secrets) = (now, secrets)
    let path = FilePath(folder).appending("requests.jsonl")
    var accounts: RequestAccounts
    do throws(ReadFailure) { accounts = try Self.accounts(in: folder) } catch {
      throw WriteFailure(path: error.path, bytes: 0, reason: error.reason)
    }
    accounts.raise(to: recorded)
    let lines = secrets.json(Self.text(accounts.carriedLines).bytes)
    if path.exists || lines != .empty {
      try WriteFailure.naming { () throws(SystemError) in try replaceFile(path, with: lines) }
    }
    state = Mutex(State(accounts: accounts))
    file = Mutex(try WriteFailure.naming { () throws(SystemError) in try AppendFile(path) })
    disk = try WriteFailure.naming { () throws(SystemError) in try DelayedSync(path) }
  }

  /// Whether a run folder has one.
  public static func exists(in folder: String) -> Bool { FilePath(folder).appending("requests.jsonl").exists }

  /// What the journal of a run folder says; nothing is written.
  public static func accounts(in folder: String) throws(ReadFailure) -> RequestAccounts {
    var accounts = RequestAccounts()
    var lines = RecordLines(path: folder + "/requests.jsonl")
    let rest = try lines.forEach { accounts.add($0.bytes) }
    accounts.add(rest.bytes)
    return accounts
  }

  /// As it stands now.
  public var accounts: RequestAccounts { state.withLock { $0.accounts } }

  /// Why not every line could be written; nil where all were.
  public var failure: SystemError? { state.withLock { $0.failure } }

  public func sent(with lease: KeyLease, noted: @escaping @Sendable () -> Void) -> Int {
    let sent = now()
    return state.withLock { state in
      let number = state.accounts.lastNumber + 1
      let request = RequestAccounts.Open(number: number, key: lease.key.sha256, sent: sent, generationID: nil)
      state.accounts.begin(request)
      append(request.line, &state, noted)
      return number
    }
  }

  public func ended(_ number: Int, _ end: RequestEnd) {
    let id = JSONValue.Member("number", .number(String(number)))
    switch end {
    case .free: close(number, .zero, .object([.init("event", "ended"), id, .init("cost", 0)]))
    case .cost(let cost):
      close(number, cost, .object([.init("event", "ended"), id, .init("cost", .number(cost.digits))]))
    case .unconfirmed(let generation, let isAnswered):
      let line = JSONValue.object([
        .init("event", "unconfirmed"), id,
        .init("generation_id", generation.map { .string(secrets.redact($0)) } ?? .null),
        .init("answered", .bool(isAnswered)),
      ])
      state.withLock { write(line, &$0) }
    }
  }

  private func close(_ number: Int, _ cost: Money, _ line: JSONValue) {
    state.withLock { state in
      state.accounts.end(number, cost: cost)
      append(line, &state)
    }
  }

  public func answering(_ number: Int, generationID: String, about: JSONValue) {
    let line = JSONValue.object([
      .init("event", "answering"), .init("number", .number(String(number))),
      .init("generation_id", .string(secrets.redact(generationID))), .init("about", about),
    ])
    state.withLock { state in
      // The answer may have been there whole before this was told.
      if state.accounts.open[number] != nil { write(line, &state) }
    }
  }

  /// Notes what `/key` says is used of a key before this run has used it. Later words are passed over.
  public func noteUsed(_ used: Money, of key: APIKey) {
    let line = JSONValue.object([
      .init("event", "key"), .init("key_sha256", .string(key.sha256)), .init("used", .number(used.digits)),
    ])
    state.withLock { state in
      // What is said after the first request may hold its cost already.
      if !state.accounts.knows(key.sha256) { write(line, &state) }
    }
    flush()
  }

  /// Takes what the service says of open requests.
  public func settle(_ settlement: Settlement) {
    state.withLock { write(settlement.line, &$0) }
    flush()
  }

  private func write(_ line: JSONValue, _ state: inout State) {
    state.accounts.add(line)
    append(line, &state)
  }

  /// Has a line written: at once where somebody is to be told of it, else with the next such line or soon.
  private func append(_ line: JSONValue, _ state: inout State, _ noted: (@Sendable () -> Void)? = nil) {
    state.pending.append((line, noted))
    if noted != nil, !state.isWriting {
      state.isWriting = true
      queue.async { [self] in writePending() }
    } else if !state.isWritingSoon {
      state.isWritingSoon = true
      queue.asyncAfter(deadline: .now() + .milliseconds(100)) { [self] in
        self.state.withLock { $0.isWritingSoon = false }
        writePending()
      }
    }
  }

  private func writePending() {
    // Whoever has the file takes the lines, so that these stand in their order.
    let written = file.withLock { file in
      let pending = state.withLock { state in
        defer { (state.pending, state.isWriting) = ([], false) }
        return state.pending
      }
      guard !pending.isEmpty else { return pending }
      let lines = Self.text(pending.map(\.line))
      do throws(SystemError) { try file.append(lines) } catch { state.withLock { $0.failure = error } }
      disk.note()
      return pending
    }
    for each in written { each.noted?() }
  }

  /// Returns once all that was told so far is in the file. May wait for it.
  public func flush() { writePending() }

  private static func text(_ lines: [JSONValue]) -> SafeText {
    lines.reduce(into: SafeText.empty) { $0 += SecretMask().json($1.line) }
  }
}

/// Has a file brought to the disk within a second after something was written to it, on a thread that may wait for that. A
/// file server's client keeps what was written for half a minute, and loses it with its host's power.
private final class DelayedSync: Sendable {
  private let file: OpenFile
  private let isDue = Atomic(false)
  private let queue = DispatchQueue(label: "herbx.requests-sync")

  /// - Throws: where the file cannot be opened.
  init(_ path: FilePath) throws(SystemError) { file = try OpenFile(path, .readWrite) }

  func note() {
    guard !isDue.exchange(true, ordering: .acquiringAndReleasing) else { return }
    queue.asyncAfter(deadline: .now() + 1) { [self] in
      isDue.store(false, ordering: .releasing)
      // Where it fails the records fail, too, and these say so.
      try? file.synchronize()
    }
  }
}
