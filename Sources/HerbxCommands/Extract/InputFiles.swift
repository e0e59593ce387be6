internal import Extraction
internal import OpenRouter

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The folder of images.
enum InputFolder {
  /// - Throws: status 66 where it is no folder that can be read.
  static func check(_ path: String) throws(CommandFailure) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw CommandFailure(
        .inputMissing, kind: "input_missing", "the input folder `\(path)` is not there",
        hint: "give the folder of images with `--input`")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw CommandFailure(
        .inputMissing, kind: "input_not_a_folder", "the input `\(path)` is not a folder",
        hint: "give the folder that holds the image with `--input`, and choose with `--offset` and `--limit`")
    }
    guard unsafe access(path, R_OK | X_OK) == 0 else {
      throw CommandFailure(
        .inputMissing, kind: "input_unreadable", "the input folder `\(path)` may not be read",
        hint: "see who owns it: `ls -ld \(path)`")
    }
  }

  static func absolute(_ path: String) -> String {
    guard let resolved = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}

/// The prompts: ours, or an institution's own by flag.
struct PromptFiles {
  private let options: AskingOptions

  init(_ options: AskingOptions) { self.options = options }

  /// - Throws: status 66 where a file is missing, empty, or no UTF-8.
  func load() throws(CommandFailure) -> PromptSet {
    var prompts = PromptSet()
    if let path = options.systemPrompt { prompts.system = try read(path, flag: "--system-prompt") }
    if let path = options.userPrompt { prompts.user = try read(path, flag: "--user-prompt") }
    return prompts
  }

  private func read(_ path: String, flag: String) throws(CommandFailure) -> String {
    let bytes: [UInt8]?
    do { bytes = try WholeFile.read(path) } catch { throw CommandFailure(.inputMissing, error) }
    guard let bytes else { throw unusable(path, flag, "is not there") }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw unusable(path, flag, "is not UTF-8 text") }
    guard text.contains(where: { !$0.isWhitespace }) else { throw unusable(path, flag, "is empty") }
    return text
  }

  private func unusable(_ path: String, _ flag: String, _ what: String) -> CommandFailure {
    CommandFailure(
      .inputMissing, kind: "prompt_unusable", "the prompt file `\(path)` \(what)",
      hint: "give a text file with `\(flag)`, or leave the flag out to use herbx's own prompt")
  }
}
