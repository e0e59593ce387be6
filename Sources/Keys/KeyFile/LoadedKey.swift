public import OpenRouter

/// A key, and where it came from.
public struct LoadedKey: Sendable, Equatable {
  public enum Origin: Sendable, Equatable, CustomStringConvertible {
    /// The key file at this path.
    case file(String)
    /// The variable `OPENROUTER_API_KEY`.
    case environment

    public var description: String {
      switch self {
      case .file(let path): path
      case .environment: "the variable \(KeyFile.keyName)"
      }
    }
  }

  public let key: APIKey
  public let origin: Origin

  public init(key: APIKey, origin: Origin) {
    self.key = key
    self.origin = origin
  }

  /// The key of `file`, else that of the environment.
  ///
  /// A file that is refused (open to others, malformed) is an error also where the environment holds a key: going on
  /// with another key than the one the person wrote down would hide the fault.
  public static func load(from file: KeyFile, variables: [String: String]) throws(KeyFileError) -> LoadedKey {
    if let key = try file.key() { return LoadedKey(key: key, origin: .file(file.path)) }
    if let text = variables[KeyFile.keyName], !text.isEmpty {
      guard let key = APIKey(text) else {
        throw KeyFileError(
          .malformed, "the variable \(KeyFile.keyName) has blanks or characters that no key has",
          hint: "set it to the key alone, without quotes or blanks")
      }
      return LoadedKey(key: key, origin: .environment)
    }
    return LoadedKey(key: try file.requiredKey(), origin: .file(file.path))
  }
}
