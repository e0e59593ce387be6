public import Logging
public import OpenRouter
internal import Synchronization

/// The three files that tell how a run goes: records, events, log. Keys are masked in all that passes through.
public final class RunJournal: Sendable {
  public let log: RunLog
  public let logger: Logger
  private let records: RecordLog
  private let events: Mutex<EventFile>

  private struct EventFile: ~Copyable {
    var file: AppendFile
    var hasFailed = false
  }

  /// - Parameter echo: takes each log line for the terminal.
  /// - Throws: where one of the files cannot be opened.
  public init(folder: RunFolder, echo: (@Sendable (String) -> Void)?) throws(WriteFailure) {
    log = try RunLog(path: folder.logPath, echo: echo)
    logger = log.logger
    records = try RecordLog(path: folder.recordsPath)
    events = Mutex(EventFile(file: try AppendFile(path: folder.eventsPath)))
  }

  /// Appends a record; `completion` is told once it is on the disk.
  func append(_ record: Record, then completion: @escaping RecordLog.Completion) {
    records.append(log.redact(record.line), then: completion)
  }

  /// Waits until every record given so far has been written, or has failed to be.
  func flush() async { await records.flush() }

  /// Appends an event. Events can be told again from the records, so a full disk here is said once and ends nothing.
  public func note(_ kind: Event.Kind, _ data: JSONValue = [:]) {
    let line = log.redact(Event(kind, at: .now(), data).line)
    let failure = events.withLock { events -> WriteFailure? in
      do throws(WriteFailure) {
        try events.file.append(line)
        return nil
      } catch {
        defer { events.hasFailed = true }
        return events.hasFailed ? nil : error
      }
    }
    if let failure { logger.warning("\(failure.message)") }
  }
}
