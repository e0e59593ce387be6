internal import Extraction
internal import Imaging
internal import Keys
internal import OpenRouter
internal import Transfer

/// What there is to know before it is judged.
struct DoctorFacts: Sendable {
  var keys: KeyFacts
  var script: ScriptFacts
  var service: ServiceFacts
  var machine: MachineFacts
}

struct KeyFacts: Sendable {
  /// The key file's path, whether or not it is there.
  var path: String
  var fileExists: Bool
  var loaded: Result<LoadedKey, KeyFileError>
  /// What `/key` says of the loaded key; nil where it was not asked.
  var check: KeyCheck?
  /// Of the folder that holds it.
  var locks: LockFacts
  /// Nil where there is a management key.
  var managementFault: KeyFileError?
}

struct ScriptFacts: Sendable {
  var finding: ScriptSearch.Finding
  var isExecutable: Bool
  /// Programs that the project's own script needs and that are not on the path.
  var missingTools: [String]

  /// The programs that `provision-openrouter-key.sh` cannot do without.
  static let tools = ["bash", "curl", "jq"]

  /// Whether it goes by the project's name. Of another program nothing is known.
  var isOurs: Bool {
    guard case .found(let path) = finding else { return false }
    return path.hasSuffix("/provision-openrouter-key.sh")
  }
}

struct ServiceFacts: Sendable {
  struct Answer: Sendable {
    var status: Int
    /// The service's clock, by its `Date` header; nil where it sends none.
    var serviceTime: Timestamp?
    /// This machine's clock at the middle of the exchange.
    var localTime: Timestamp
    /// Nil where the service has none.
    var catalogue: Catalogue?
  }

  /// Without the path.
  var address: String
  var answer: Result<Answer, TransferError>
  /// `--model`.
  var namedModel: String?
  /// What the key's account may ask of free models.
  var allowance = FreeAllowance(nil)
}

struct MachineFacts: Sendable {
  var library: TransferLibrary.Versions
  /// The run folder, or where none is named the working folder.
  var folder: String
  /// Whether a run could write there, or make it.
  var isWritable: Bool
  /// Of the run folder.
  var locks: LockFacts
  /// Bytes for an ordinary user; nil where the system does not tell.
  var freeBytes: UInt64?
  /// The soft limit of this process.
  var openFileLimit: UInt64
  var concurrency: Int
  /// The programs that prepare images.
  var tools = ConverterTools()
}
