import Foundation
import TestSupport
import Testing

/// What the scripts say and do before they build anything.
@Suite("scripts")
struct ScriptTests {
  private func bash(_ text: String) async throws -> String {
    try await HerbxProcess.tool("bash", ["-c", "exec 2>&1; cd '\(HerbxProcess.package)'; \(text)"])
  }

  @Test(
    "a wrong option is named, with status 64 and where the help is",
    arguments: [
      ("scripts/quickstart --bogus", "error: no such option: `--bogus`\nhint: scripts/quickstart --help\n64\n"),
      ("scripts/install --prefix", "error: `--prefix` needs a value\nhint: scripts/install --help\n64\n"),
      ("scripts/test --filter", "error: `--filter` needs a value\nhint: scripts/test --help\n64\n"),
      ("scripts/package --herbx", "error: `--herbx` needs a value\nhint: scripts/package --help\n64\n"),
    ])
  func wrongOption(line: String, output: String) async throws {
    #expect(try await bash("\(line); echo $?") == output)
  }

  @Test("where there is no Swift, that is said before anything is installed")
  func noSwift() async throws {
    let said = try await bash(
      """
      . scripts/lib/prepare.bash
      has() { [ "$1" != swift ]; }
      need_packages() { say "installing $*"; }
      prepare_machine
      """)
    #expect(
      said.hasPrefix("error: there is no Swift on this machine; nothing was installed\nhint: get Swift 6.3"), "\(said)")
    #expect(!said.contains("installing "))
  }

  @Test("a home folder that cannot be written is named, and another stands in for it")
  func readOnlyHome() async throws {
    let said = try await bash("HOME=/proc; . scripts/lib/prepare.bash; prepare_home; echo \"$HOME\"")
    #expect(said.hasPrefix("the home folder `/proc` cannot be written; .build/home stands in for it\n"))
    #expect(said.hasSuffix("/.build/home\n"))
  }

  @Test("a program that needs Swift's libraries, or is none, is not packed")
  func notSelfContained() async throws {
    #if os(Linux)
      let said = try await bash("scripts/package --herbx '\(HerbxProcess.binary)'; echo $?")
      #expect(said.contains("does not start where no Swift is: it needs libswift"), "\(said)")
      #expect(said.hasSuffix("\n1\n"))
    #endif
    let none = try await bash("scripts/package --herbx README.md; echo $?")
    #expect(none.hasPrefix("error: `README.md` is no program\n"), "\(none)")
  }

  @Test("the documents of a package have every page and picture that they link to, and the unit and the samples")
  func documents() async throws {
    let folder = try TemporaryFolder()
    let said = try await bash(
      ". scripts/lib/prepare.bash; . scripts/lib/stage.bash; stage_documents '\(folder.path("doc"))'")
    #expect(said.isEmpty)
    for document in Document.all {
      #expect(folder.exists("doc/\(document.path)"), "\(document.path)")
      for link in document.links {
        #expect(folder.exists("doc/\(link.path)"), "\(document.path) links to \(link.path)")
      }
    }
    #expect(folder.exists("doc/docs/herbx-run@.service") && folder.exists("doc/docs/samples/uncertain-betula.png"))
  }

  @Test("a build tells how far it is, keeps the whole output, and its status is the build's")
  func building() async throws {
    let folder = try TemporaryFolder()
    let said = try await bash(
      """
      . scripts/lib/prepare.bash
      work() { echo '[7/90] Compiling A'; echo 'error: x'; return 3; }
      interval=0 build_telling '\(folder.path("log"))' work
      echo "status $?"
      """)
    #expect(said.hasPrefix("   the whole output: tail -f "), "\(said)")
    #expect(said.contains("\n   [7/90] Compiling A\n"), "\(said)")
    #expect(said.hasSuffix("status 3\n"))
    #expect(try folder.text("log") == "[7/90] Compiling A\nerror: x\n")
  }
}
