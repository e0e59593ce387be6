public import OpenRouter

/// Why no key could be taken from the key file or the environment.
public struct KeyFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A fixed short word for each cause.
  public enum Kind: String, Sendable, CaseIterable {
    case missing = "key_file_missing"
    case unreadable = "key_file_unreadable"
    case notAFile = "key_file_not_a_file"
    case tooLarge = "key_file_too_large"
    case permissions = "key_file_permissions"
    case owner = "key_file_owner"
    case empty = "key_file_empty"
    case noKey = "key_not_in_file"
    case malformed = "key_malformed"
  }

  public let kind: Kind
  /// One sentence that names the file and, where there is one, the line.
  public let message: String
  /// What to do next.
  public let hint: String?

  public init(_ kind: Kind, _ message: String, hint: String) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  public var description: String { message }
}

extension KeyFileError: ExplainedError {
  public var kindName: String { kind.rawValue }
}
