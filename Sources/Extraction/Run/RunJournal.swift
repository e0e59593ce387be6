public import Logging
public import OpenRouter
internal import Synchronization
public import SystemLayer

/// The three files that tell how a run goes: records, events, log. Keys are masked in all that passes through.
public final class RunJournal: Sendable {
  public let log: RunLog
  public let logger: Logger
  private let records: RecordLog
  /// Locked as long as something may be written.
  private let folder: RunFolder
  private let events: LineWriter
  /// Events that go out with the next commit.
  private let gathered = Mutex(SafeText.empty)
  private let isCommitDue = Atomic(false)

  /// - Parameter echo: takes each log line for the terminal.
  /// - Throws: where one of the files cannot be opened.
  public init(folder: RunFolder, echo: (@Sendable (SafeText) -> Void)?) throws(WriteFailure) {
    self.folder = folder
    log = try RunLog(path: folder.logPath, echo: echo)
    logger = log.logger
    records = try RecordLog(path: folder.recordsPath)
    events = try LineWriter(path: folder.eventsPath) { [logger] in logger.warning("\($0.message)") }
  }

  /// A start that ends early has told why.
  deinit { finish() }

  /// The line of a record as it may be written.
  func line(of record: Record) -> SafeText { log.json(record.line) }

  /// Appends lines of records; `completion` is told once they are on the disk.
  public func append(_ lines: [SafeText], then completion: @escaping RecordLog.Completion) {
    records.append(lines, then: completion)
  }

  /// From here on each record carries the hash over itself and all before it.
  public func begin(_ chain: RecordChain) { records.begin(chain) }

  /// From here on what requests have cost is written before the records that say the same.
  public func begin(_ requests: RequestJournal) { records.precede(with: requests.flush) }

  /// Behind the last record that was written, in hex; nil where none carries one.
  public var chain: String? { records.chain?.written }

  /// Waits until every record given so far has been written, or has failed to be.
  func flush() async { await records.flush() }

  /// Appends an event. Events can be told again from the records, so a full disk here is said once and ends nothing.
  public func note(_ kind: Event.Kind, _ data: JSONValue = [:]) {
    keep(Event(kind, at: .now(), data).line)
    commit()
  }

  /// Keeps an event for the next commit.
  func gather(_ kind: Event.Kind, _ data: JSONValue) { keep(Event(kind, at: .now(), data).line) }

  private func keep(_ event: [UInt8]) {
    let line = log.json(event)
    gathered.withLock { $0 += line }
  }

  /// Appends the events that were gathered within a tenth of a second: to wake the writer for each costs more than it does.
  func commitSoon() {
    guard gathered.withLock({ $0 != .empty }), !isCommitDue.exchange(true, ordering: .acquiringAndReleasing) else {
      return
    }
    events.run(in: 100) { [weak self] in
      self?.isCommitDue.store(false, ordering: .releasing)
      self?.commit()
    }
  }

  /// Appends the events that were gathered, with one `write`.
  private func commit() {
    gathered.withLock { gathered in
      guard gathered != .empty else { return }
      defer { gathered = .empty }
      events.append(gathered)
    }
  }

  /// Waits until all that has been told is in the files: before the program ends.
  public func finish() {
    commit()
    events.flush()
    log.flush()
  }
}
