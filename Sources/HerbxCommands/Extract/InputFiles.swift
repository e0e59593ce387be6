internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// The folder of images.
enum InputFolder {
  /// - Throws: status 66 where it is no folder that can be read.
  static func check(_ path: String) throws(CommandFailure) {
    guard let status = try? FileStatus(of: FilePath(path)) else {
      throw CommandFailure(
        .inputMissing, kind: "input_missing", "the input folder `\(path)` is not there",
        hint: "give the folder of images with `--input`")
    }
    guard status.kind == .folder else {
      throw CommandFailure(
        .inputMissing, kind: "input_not_a_folder", "the input `\(path)` is not a folder",
        hint: "give the folder that holds the image with `--input`, and choose with `--offset` and `--limit`")
    }
    guard FilePath(path).isReadableFolder else {
      throw CommandFailure(
        .inputMissing, kind: "input_unreadable", "the input folder `\(path)` may not be read",
        hint: "see who owns it: `ls -ld \(path.shellWord)`")
    }
  }

  /// What the walk has found must be whole, and something.
  /// - Parameter records: of the run, by image.
  /// - Throws: status 66 before anything is sent.
  static func check(_ plan: RunPlan, of path: String, records: Int) throws(CommandFailure) {
    if let unread = plan.unreadable.first {
      throw CommandFailure(
        .inputMissing, kind: "input_incomplete", "\(unread); what lies in it is not known",
        hint: "make it readable, or give a folder that is whole with `--input`")
    }
    guard plan.isEmpty else { return }
    let known = records > 0 ? ", though the run has records of \(records)" : ""
    let passedOver = plan.passedOver.description.map { "; passed over: \($0)" } ?? ""
    throw CommandFailure(
      .inputMissing, kind: "no_images", "nothing to do: no image is selected in `\(path)`\(known)\(passedOver)",
      hint: (records > 0 ? "is the share mounted? " : "")
        + "look at `--input`, `--include`, `--exclude`, `--files-from`, `--offset` and `--limit`")
  }
}

extension InputFolder {
  /// A folder that is said to be the run's own in another place must hold the run's images.
  /// - Throws: status 64 where most of those that have a success are others.
  static func checkFollowed(_ plan: RunPlan, to path: String) throws(CommandFailure) {
    guard plan.changed.count > plan.done else { return }
    throw CommandFailure(
      .usage, kind: "changed",
      "`\(path)` is not the run's input folder in another place: of \(plan.changed.count + plan.done) images with a"
        + " record, \(plan.changed.count) have another content",
      hint: "give the folder that was moved with `--input`, or ask anew all the same with `--allow-changed`")
  }
}

/// The prompts: ours, an institution's own by flag, or those that a run began with.
struct PromptFiles {
  private let options: AskingOptions
  private let kept: JSONValue?

  /// - Parameter kept: texts by name, for what no flag gives.
  init(_ options: AskingOptions, kept: JSONValue? = nil) {
    self.options = options
    self.kept = kept
  }

  /// - Throws: status 66 where a file is missing, empty, or no UTF-8.
  func load() throws(CommandFailure) -> PromptSet {
    var prompts = PromptSet(user: PromptSet.userText(options.askedTerms))
    if let text = kept?["system"]?.string { prompts.system = text }
    if let text = kept?["user"]?.string { prompts.user = text }
    if let path = options.systemPrompt { prompts.system = try read(path, flag: "--system-prompt") }
    if let path = options.userPrompt { prompts.user = try read(path, flag: "--user-prompt") }
    return prompts
  }

  /// In bytes; far beyond any prompt, and keeps a device that never ends from filling the memory.
  private static let largest = 1 << 20

  private func read(_ path: String, flag: String) throws(CommandFailure) -> String {
    guard FilePath(path).exists else { throw unusable(path, flag, "is not there") }
    guard FilePath(path).isRegularFile else { throw unusable(path, flag, "is no regular file") }
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try readFile(FilePath(path), limit: Self.largest) ?? [] } catch {
      if error.code == .fileTooLarge { throw unusable(path, flag, "has more than \(Self.largest) bytes") }
      throw CommandFailure(.inputMissing, ReadFailure(error))
    }
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
