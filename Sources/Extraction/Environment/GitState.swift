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

  /// Reads what `git status --porcelain=v2 --branch` wrote (git-status(1)); nil before the first commit.
  init?(status: String) {
    var (commit, branch, isDirty) = ("", "", false)
    for line in status.split(separator: "\n") {
      if line.hasPrefix("# branch.oid ") {
        commit = String(line.dropFirst(13))
      } else if line.hasPrefix("# branch.head ") {
        branch = String(line.dropFirst(14))
      } else if !line.hasPrefix("#") {
        isDirty = true
      }
    }
    guard !commit.isEmpty, commit != "(initial)", !branch.isEmpty else { return nil }
    // As `git rev-parse --abbrev-ref` names it.
    self.init(commit: commit, branch: branch == "(detached)" ? "HEAD" : branch, isDirty: isDirty)
  }

  /// Asks `git` about the current folder; nil outside a repository, before its first commit, and without `git`.
  public static func current() async -> GitState? {
    // Of a bare name a process would be tried in each folder of the search path.
    guard let git = try? await Executable.name("git").resolveExecutablePath(in: .inherit) else { return nil }
    let arguments: Arguments = ["status", "--porcelain=v2", "--branch", "--untracked-files=no"]
    let result = try? await run(
      .path(git), arguments: arguments, output: .bytes(limit: 16 << 20), error: .discarded)
    guard let result, result.terminationStatus.isSuccess else { return nil }
    return GitState(status: String(decoding: result.standardOutput, as: UTF8.self))
  }
}
