public import OpenRouter
internal import SystemLayer

/// The key that makes, lists and deletes keys. It cannot run a model.
public enum ManagementKey {
  /// The variables that may hold it, the newer name first.
  public static let names = ["OPENROUTER_MANAGEMENT_KEY", "OPENROUTER_PROVISIONING_KEY"]

  /// From the environment, else from `management-key` beside the key file (its owner's alone, like the key file).
  public static func load(variables: [String: String], beside file: KeyFile) throws(KeyFileError) -> APIKey {
    for name in names {
      guard let text = variables[name], !text.isEmpty else { continue }
      guard let key = APIKey(text) else {
        throw KeyFileError(
          .malformed, "the variable \(name) has blanks or characters that no key has",
          hint: "set it to the key alone, without quotes or blanks")
      }
      return key
    }
    for path in places(beside: file) {
      guard let bytes = try PrivateFile.read(path, what: "management key file") else { continue }
      let text = trimmed(bytes)
      guard !text.isEmpty else {
        throw KeyFileError(
          .empty, "the management key file `\(path)` is empty", hint: "write the key into it, alone on one line")
      }
      guard let key = APIKey(text) else {
        throw KeyFileError(
          .malformed, "the management key file `\(path)` does not hold one key and nothing else",
          hint: "write the key alone on one line")
      }
      return key
    }
    let place = places(beside: file)[0]
    throw KeyFileError(
      .missing, "there is no management key: neither \(names[0]) is set nor does `\(place)` exist",
      hint: "make one at https://openrouter.ai/settings/management-keys, write it into `\(place)` and type"
        + " `chmod 600 \(place.shellWord)`")
  }

  /// Beside the name that was given, then beside the file a link leads to.
  static func places(beside file: KeyFile) -> [String] {
    let folders = [file.path, file.target].map { FilePath($0).folder.string }
    return (folders[0] == folders[1] ? [folders[0]] : folders).map { $0 + "/management-key" }
  }

  private static func trimmed(_ bytes: [UInt8]) -> String {
    let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
    let body = bytes.drop { blanks.contains($0) }
    let end = body.lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? body.startIndex
    return String(decoding: body[..<end], as: UTF8.self)
  }
}
