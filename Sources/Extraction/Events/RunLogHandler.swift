internal import Logging

/// Brings log messages into a `RunLog`.
struct RunLogHandler: LogHandler {
  let log: RunLog
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let values = metadata.merging(event.metadata ?? [:]) { $1 }
    let suffix = values.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    log.write(event.level.procedureName, event.message.description + suffix)
  }
}

extension Logger.Level {
  /// As the procedure's log lines name it.
  fileprivate var procedureName: String {
    switch self {
    case .trace, .debug: "DEBUG"
    case .info, .notice: "INFO"
    case .warning: "WARNING"
    case .error: "ERROR"
    case .critical: "CRITICAL"
    }
  }
}
