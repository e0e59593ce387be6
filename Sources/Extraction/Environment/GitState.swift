internal import OpenRouter
internal import Subprocess

/// The state of the repository that a run was started in.
public struct GitState: Sendable, Equatable {
  public let commit: String
  public let branch: String
  /// Whether anything was changed and not committed.
  public let isDirty: Bool

  public init(commit: String, branch: String, isDirty: Bool) {
    self.commit = commit
    self.branch = branch
    self.isDirty = isDirty
  }

  var json: JSONValue {
    ["commit": .string(commit), "branch": .string(branch), "dirty": .bool(isDirty)]
  }

  /// Asks `git` about the current folder; nil outside a repository, before its first commit, and without `git`.
  public static func current() async -> GitState? {
    guard let commit = await ask("rev-parse", "HEAD"), let branch = await ask("rev-parse", "--abbrev-ref", "HEAD")
    else {
      return nil
    }
    let changes = await ask("status", "--porcelain", "--untracked-files=no")
    return GitState(commit: commit, branch: branch, isDirty: changes?.isEmpty == false)
  }

  private static func ask(_ arguments: String...) async -> String? {
    let result = try? await run(
      .name("git"), arguments: Arguments(arguments), output: .string(limit: 1 << 20), error: .discarded)
    guard let result, result.terminationStatus.isSuccess else { return nil }
    return result.standardOutput.split(whereSeparator: \.isNewline).joined(separator: "\n")
  }
}
