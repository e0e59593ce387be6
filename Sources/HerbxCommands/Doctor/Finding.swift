internal import OpenRouter

/// What one check of `herbx doctor` came to.
struct Finding: Sendable, Equatable {
  /// A fixed short word for each check, in the order in which they are told.
  enum Kind: String, Sendable, CaseIterable {
    case keyFile = "key_file"
    case keyFileAccess = "key_file_access"
    case keyFileLocks = "key_file_locks"
    case key
    case keyLife = "key_life"
    case provisionScript = "provision_script"
    case scriptExecutable = "provision_script_executable"
    case scriptTools = "provision_script_tools"
    case managementKey = "management_key"
    case service
    case clock
    case model
    case libcurl
    case runFolder = "run_folder"
    case runFolderLocks = "run_folder_locks"
    case diskSpace = "disk_space"
    case openFiles = "open_files"
    case imageTools = "image_tools"
  }

  enum State: String, Sendable {
    case ok, failed
    /// It stands in nobody's way, and a person should know of it.
    case warning
    /// There was nothing to check, or a check before this one failed.
    case skipped

    var mark: String {
      switch self {
      case .ok: "✓"
      case .failed: "✗"
      case .warning: "!"
      case .skipped: "–"
      }
    }
  }

  let kind: Kind
  let state: State
  let message: String
  /// The remedy, or what to heed; nil where nothing is wrong.
  let hint: String?

  static func ok(_ kind: Kind, _ message: String) -> Finding { Finding(kind, .ok, message) }
  static func skipped(_ kind: Kind, _ message: String) -> Finding { Finding(kind, .skipped, message) }
  static func failed(_ kind: Kind, _ message: String, hint: String?) -> Finding {
    Finding(kind, .failed, message, hint: hint)
  }
  static func warning(_ kind: Kind, _ message: String, hint: String) -> Finding {
    Finding(kind, .warning, message, hint: hint)
  }
  static func failed(_ kind: Kind, _ error: any ExplainedError) -> Finding {
    .failed(kind, error.message, hint: error.hint)
  }

  private init(_ kind: Kind, _ state: State, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.state = state
    self.message = message
    self.hint = hint
  }

  /// The finding with every secret masked: a service's words stand in some.
  func redacted(by redactor: Redactor) -> Finding {
    Finding(kind, state, redactor.redact(message), hint: hint.map(redactor.redact))
  }
}
