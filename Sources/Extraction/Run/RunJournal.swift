public import Logging
public import OpenRouter
internal import Synchronization
public import SystemLayer

/// The three files that tell how a run goes: records, events, log. Keys are masked in all that passes through.
public final class RunJournal: Sendable {
  public let log: RunLog
  public let logger: Logger
  private let records: RecordLog
  private let events: Mutex<EventFile>

  private struct EventFile: ~Copyable {
    var file: AppendFile
    /// Lines that go out with the next commit.
    var gathered = SafeText.empty
    var hasFailed = false

    /// - Returns: what went wrong, the first time.
    mutating func write() -> WriteFailure? {
      guard gathered != .empty else { return nil }
      defer { gathered = .empty }
      do throws(SystemError) {
        try file.append(gathered)
        return nil
      } catch {
        defer { hasFailed = true }
        return hasFailed ? nil : WriteFailure(error, bytes: gathered.bytes.count)
      }
    }
  }

  /// - Parameter echo: takes each log line for the terminal.
  /// - Throws: where one of the files cannot be opened.
  public init(folder: RunFolder, echo: (@Sendable (SafeText) -> Void)?) throws(WriteFailure) {
    log = try RunLog(path: folder.logPath, echo: echo)
    logger = log.logger
    records = try RecordLog(path: folder.recordsPath)
    let events = try WriteFailure.naming { () throws(SystemError) in try AppendFile(FilePath(folder.eventsPath)) }
    self.events = Mutex(EventFile(file: events))
  }

  /// The line of a record as it may be written.
  func line(of record: Record) -> SafeText { log.json(record.line) }

  /// Appends lines of records; `completion` is told once they are on the disk.
  func append(_ lines: [SafeText], then completion: @escaping RecordLog.Completion) {
    records.append(lines, then: completion)
  }

  /// From here on each record carries the hash over itself and all before it.
  public func begin(_ chain: RecordChain) { records.begin(chain) }

  /// Behind the last record that was written, in hex; nil where none carries one.
  public var chain: String? { records.chain?.written }

  /// Waits until every record given so far has been written, or has failed to be.
  func flush() async { await records.flush() }

  /// Appends an event. Events can be told again from the records, so a full disk here is said once and ends nothing.
  public func note(_ kind: Event.Kind, _ data: JSONValue = [:]) {
    keep(Event(kind, at: .now(), data).line)
    commit()
  }

  /// Keeps an event for the next `commit`, which must come soon.
  func gather(_ kind: Event.Kind, _ data: JSONValue) { keep(Event(kind, at: .now(), data).line) }

  private func keep(_ event: [UInt8]) {
    let line = log.json(event)
    events.withLock { $0.gathered += line }
  }

  /// Appends the events that were gathered, with one `write`.
  func commit() {
    if let failure = events.withLock({ $0.write() }) { logger.warning("\(failure.message)") }
  }
}
