import ArgumentParser
import Foundation
import OpenRouter
import TestSupport
import Testing

@testable import HerbxCommands

@Suite("documents", .endsHanging)
struct DocumentTests {
  /// Commands and pages that are written by others and may not be there yet.
  private static let commandNames = Set(Herbx.configuration.subcommands.map { $0._commandName })
  private static let pagesOfOthers: Set = ["docs/performance.md", "docs/dashboard.md"]

  @Test("every herbx command in a document is one that herbx takes", arguments: Document.all)
  func parsed(_ document: Document) throws {
    for command in document.commands {
      for arguments in command.herbxArguments where !isOfOthers(arguments) {
        do { _ = try Herbx.parseAsRoot(arguments) } catch {
          guard Herbx.exitCode(for: error) != .success else { continue }
          Issue.record("\(document.path): `\(command.line)`: \(Herbx.message(for: error))")
        }
      }
    }
  }

  private func isOfOthers(_ arguments: [String]) -> Bool {
    guard let name = arguments.first, ["dashboard", "report"].contains(name) else { return false }
    return !Self.commandNames.contains(name)
  }

  @Test("the commands of the systemd unit are ones that herbx takes")
  func unit() throws {
    let unit = try String(contentsOfFile: HerbxProcess.package + "/docs/herbx-run@.service", encoding: .utf8)
    let commands = unit.split(separator: "\n").compactMap { $0.firstMatch(of: /^ExecStart(?:Pre)?=-?(.*)$/)?.output.1 }
    #expect(commands.count == 2)
    for command in commands {
      let line = String(command).replacing("${MAX_COST}", with: "12")
      let arguments = try #require(DocumentCommand(line: line, isExempt: true).herbxArguments.first)
      #expect(throws: Never.self) { try Herbx.parseAsRoot(arguments) }
    }
  }

  @Test("a wrong flag or command in a document would be found")
  func wrongCommand() throws {
    let document = Document(path: "x", text: "```bash\nHERBX_X=1 herbx status 'a b' --wach | jq . # note\n```")
    let arguments = try #require(document.commands.first?.herbxArguments.first)
    #expect(arguments == ["status", "a b", "--wach"])
    #expect(throws: (any Error).self) { try Herbx.parseAsRoot(arguments) }
  }

  @Test(
    "what a document says to type works, from top to bottom, with a simulated service", .serialized,
    arguments: Document.all)
  func runs(_ document: Document) async throws {
    let commands = document.commands.filter(\.isRun)
    guard !commands.isEmpty else { return }
    try await withSeparateBench(images: 12) { bench in
      try prepare(bench)
      for command in commands {
        let outcome = try await run(command, bench)
        #expect(
          outcome.status == command.status, "\(document.path): `\(command.line)`\n\(outcome.output)\(outcome.errors)")
      }
    }
  }

  /// The home folder that documents speak of: `~/sheets`, `runs`, the package's own `docs` and `scripts`.
  private func prepare(_ bench: SeparateBench) throws {
    let files = FileManager.default
    try files.moveItem(atPath: bench.input, toPath: bench.folder.path("sheets"))
    try files.createDirectory(atPath: bench.folder.path("runs"), withIntermediateDirectories: true)
    for name in ["docs", "scripts"] {
      try files.createSymbolicLink(
        atPath: bench.folder.path(name), withDestinationPath: HerbxProcess.package + "/" + name)
    }
  }

  private func run(_ command: DocumentCommand, _ bench: SeparateBench) async throws -> HerbxProcess.Outcome {
    let binaries = (HerbxProcess.binary as NSString).deletingLastPathComponent
    let path = binaries + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
    let line = "cd '\(bench.folder.path)' && { \(command.shell)\n}"
    // `env` stands in for the binary that the bench would start, so that a shell may run the whole line.
    return try await HerbxProcess.run(
      [], home: bench.folder, environment: bench.environment.merging(["PATH": path]) { $1 },
      wrapper: ["/usr/bin/env", "timeout", "900", "bash", "-o", "pipefail", "-c", line])
  }

  @Test("links between documents lead to pages and headings that are there", arguments: Document.all)
  func links(_ document: Document) throws {
    for (path, heading) in document.links where !Self.pagesOfOthers.contains(path) || isThere(path) {
      #expect(isThere(path), "\(document.path) links to \(path)")
      guard let heading, let page = Document.all.first(where: { $0.path == path }) else { continue }
      #expect(page.headings.contains(heading), "\(document.path) links to \(path)#\(heading)")
    }
  }

  private func isThere(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: HerbxProcess.package + "/" + path)
  }

  @Test("the pages that a reader is promised are there, and the README is short")
  func pages() throws {
    let wanted = [
      "architecture", "changelog", "cli", "contributing", "messages", "night-run", "operating-procedure", "records",
      "security",
    ].map { "docs/\($0).md" }
    #expect(Set(Document.all.map(\.path)).isSuperset(of: wanted))
    let readme = try #require(Document.all.first { $0.path == "README.md" })
    #expect(readme.text.split(separator: "\n", omittingEmptySubsequences: false).count < 170)
  }

  /// The names of all suites.
  private static let suites: Set<String> = {
    let folder = HerbxProcess.package + "/Tests"
    let names = (FileManager.default.enumerator(atPath: folder) ?? .init()).compactMap { $0 as? String }
    let lines = names.filter { $0.hasSuffix(".swift") }
      .compactMap { try? String(contentsOfFile: folder + "/" + $0, encoding: .utf8) }
      .flatMap { $0.split(separator: "\n") }.filter { $0.hasPrefix("struct ") }
    return Set(lines.map { String($0.dropFirst(7).prefix { $0.isLetter }) })
  }()

  @Test("a test that a document names is there", arguments: Document.all)
  func namedTests(_ document: Document) {
    for match in document.text.matches(of: /`([A-Z][A-Za-z]+Tests)`/) {
      #expect(Self.suites.contains(String(match.output.1)), "\(document.path) names \(match.output.1)")
    }
  }

  @Test("docs/cli.md says what the program says", .enabled(if: HerbxProcess.has("jq"), "needs jq"))
  func cliPage() async throws {
    let folder = try TemporaryFolder()
    let errors = try await HerbxProcess.tool(
      "bash",
      [
        "-c",
        "exec 2>&1; '\(HerbxProcess.package)/scripts/document-commands' --herbx '\(HerbxProcess.binary)' --cli '\(folder.path("cli.md"))'",
      ])
    let made = try folder.text("cli.md")
    let committed = try String(contentsOfFile: HerbxProcess.package + "/docs/cli.md", encoding: .utf8)
    #expect(made == committed, "type: scripts/document-commands --cli docs/cli.md\n\(errors)")
  }

  @Test(
    "there is a man page for each command, that man can read", .enabled(if: HerbxProcess.has("groff"), "needs groff"))
  func manPages() async throws {
    let folder = try TemporaryFolder()
    let complaints = try await HerbxProcess.tool(
      "bash",
      [
        "-c",
        """
        exec 2>&1
        '\(HerbxProcess.package)/scripts/document-commands' --herbx '\(HerbxProcess.binary)' --man '\(folder.path)/man' &&
          groff -k -man -Tutf8 -ww -z '\(folder.path)'/man/*.1
        """,
      ])
    #expect(complaints.isEmpty)
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path("man")))
    #expect(names.isSuperset(of: ["herbx.1", "herbx-extract.1", "herbx-doctor.1", "herbx-keys-provision.1"]))
    #expect(names.isSuperset(of: Self.commandNames.map { "herbx-\($0).1" }))
    #expect(try folder.text("man/herbx-extract.1").contains("\\-\\-max\\-cost"))
  }
}
