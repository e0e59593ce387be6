public import OpenRouter
internal import SystemLayer

/// The file that holds the key in force, `export OPENROUTER_API_KEY="…"` among other lines. Read, never run.
public struct KeyFile: Sendable, Equatable {
  /// The name whose value is the key.
  public static let keyName = "OPENROUTER_API_KEY"

  /// The path as it was given.
  public let path: String

  public init(path: String) { self.path = path }

  /// The key that the file holds; nil where there is no such file, or none of its lines sets the name.
  ///
  /// An empty value counts as not set.
  /// - Throws: where the file is open to others, belongs to another user, cannot be read, or a line that sets the key
  ///   is malformed.
  public func key() throws(KeyFileError) -> APIKey? {
    guard let bytes = try PrivateFile.read(path, what: "key file") else { return nil }
    return try Self.key(in: KeyFileText(bytes), path: path)
  }

  /// The key of this file, or the error that says why there is none and what to type.
  public func requiredKey() throws(KeyFileError) -> APIKey {
    guard let bytes = try PrivateFile.read(path, what: "key file") else {
      throw KeyFileError(
        .missing, "there is no key file `\(path)`, and \(Self.keyName) is not set", hint: Self.remedy(path))
    }
    let text = KeyFileText(bytes)
    if let key = try Self.key(in: text, path: path) { return key }
    if text.isBlank {
      throw KeyFileError(.empty, "the key file `\(path)` is empty", hint: Self.remedy(path))
    }
    let lines = text.assignments(of: Self.keyName)
    if lines.isEmpty, text.isJSON {
      throw KeyFileError(
        .noKey, "the key file `\(path)` is JSON, and no line of the form \(Self.keyName)=…", hint: Self.remedy(path))
    }
    if lines.isEmpty, text.hasKeyLike(named: Self.keyName) {
      throw KeyFileError(
        .noKey, "the key file `\(path)` holds something like a key, but no line of the form \(Self.keyName)=…",
        hint: Self.remedy(path))
    }
    let place = lines.last.map { "line \($0.line) sets \(Self.keyName) to nothing" } ?? "no line sets \(Self.keyName)"
    throw KeyFileError(.noKey, "the key file `\(path)` holds no key: \(place)", hint: Self.remedy(path))
  }

  private static func key(in text: KeyFileText, path: String) throws(KeyFileError) -> APIKey? {
    if text.isUTF16 {
      throw KeyFileError(
        .malformed, "the key file `\(path)` is UTF-16 or no text at all",
        hint: "save it as UTF-8, without a mark if need be")
    }
    let lines = text.assignments(of: keyName)
    if let bad = lines.first(where: { $0.fault != nil }), let fault = bad.fault {
      throw malformed(path, line: bad.line, fault)
    }
    guard let last = lines.last, let value = last.value, !value.isEmpty else { return nil }
    guard let key = APIKey(value) else {
      throw malformed(path, line: last.line, "the value has blanks or characters that no key has")
    }
    return key
  }

  private static func malformed(_ path: String, line: Int, _ fault: String) -> KeyFileError {
    KeyFileError(
      .malformed, "the key file `\(path)` cannot be understood at line \(line): \(fault)",
      hint: "write line \(line) as: export \(keyName)=\"sk-or-v1-…\"")
  }

  private static func remedy(_ path: String) -> String {
    "make a key with `herbx keys provision`, or write this line into `\(path)` and type"
      + " `chmod 600 \(path.shellWord)`: export \(keyName)=\"sk-or-v1-…\""
  }
}

extension KeyFile {
  /// The file itself where `path` is a link: all who share it agree on this name, whatever link they came by.
  public var target: String { FilePath(path).followingLinks.string }

  /// The path of a companion of the file, for example `api-keys.env.lock`.
  func companion(_ suffix: String) -> String { target + suffix }
}
