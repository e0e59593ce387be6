public import OpenRouter
internal import SystemLayer

/// Why nothing was published, or not all.
public struct PublishingError: ExplainedError, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case notWritable = "output_not_writable"
    case writeFailed = "write_failed"
    case unreadable = "read_failed"
    case tooLarge = "archive_too_large"
    case outOfMemory = "out_of_memory"
    case datasetInvalid = "dataset_invalid"
    case datasetUnfilled = "dataset_unfilled"
    case idsInvalid = "ids_invalid"
    case nothingToExport = "nothing_to_export"
  }

  public let kind: Kind
  public let message: String
  public let hint: String?

  init(_ kind: Kind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  init(_ error: SystemError) {
    let isFull = [Errno.noSpace, .diskQuotaExceeded, .ioError].contains(error.code)
    kind =
      ["write to", "write"].contains(error.action) || isFull
      ? .writeFailed : error.action == "read" ? .unreadable : .notWritable
    message = "\(error)"
    hint = isFull ? "make room, then run the same command again" : "see who owns it: `ls -ld \(error.path)`"
  }

  public var kindName: String { kind.rawValue }
}
