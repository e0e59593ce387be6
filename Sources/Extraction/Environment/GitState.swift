internal import OpenRouter
internal import SystemLayer

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

  /// Asks `git` about the current folder; nil outside a repository, before its first commit, without `git`, and where it
  /// does not answer within ten seconds.
  public static func current() async -> GitState? {
    let path = ProcessInformation.environment["PATH"]
    guard let git = ProcessInformation.findProgram("git", on: path) else { return nil }
    // Without optional locks `git status` writes nothing into the repository, where a commit may be under way.
    let arguments = ["--no-optional-locks", "status", "--porcelain=v2", "--branch", "--untracked-files=no"]
    var process = ChildProcess(git, arguments: arguments, deadline: .seconds(10))
    process.outputLimit = 16 << 20
    guard let outcome = try? await process.run(), outcome.isSuccess else { return nil }
    return GitState(status: String(decoding: outcome.output, as: UTF8.self))
  }
}
