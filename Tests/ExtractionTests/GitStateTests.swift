import Testing

@testable import Extraction

@Suite("the state of the repository")
struct GitStateTests {
  private static let commit = "3f1c0a9be2d15d6f0a7c4e8b9d2f6a1c5e7b8d90"

  @Test(
    "commit, branch and changes are read from one answer of git",
    arguments: [
      (["# branch.oid \(commit)", "# branch.head main"], GitState(commit: commit, branch: "main", isDirty: false)),
      (
        ["# branch.oid \(commit)", "# branch.head a/b", "# branch.upstream origin/a/b", "# branch.ab +1 -0"],
        GitState(commit: commit, branch: "a/b", isDirty: false)
      ),
      (
        ["# branch.oid \(commit)", "# branch.head main", "1 .M N... 100644 100644 100644 aa bb README.md"],
        GitState(commit: commit, branch: "main", isDirty: true)
      ),
      (
        ["# branch.oid \(commit)", "# branch.head (detached)"],
        GitState(commit: commit, branch: "HEAD", isDirty: false)
      ),
      (["# branch.oid (initial)", "# branch.head main"], nil),
      ([], nil),
    ] as [([String], GitState?)])
  func reading(lines: [String], expected: GitState?) {
    #expect(GitState(status: lines.map { "\($0)\n" }.joined()) == expected)
  }
}
