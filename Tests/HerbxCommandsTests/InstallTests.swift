import Foundation
import OpenRouter
import TestSupport
import Testing

@Suite("scripts/install", .enabled(if: HerbxProcess.has("jq") && HerbxProcess.has("strip"), "needs jq and strip"))
struct InstallTests {
  private func install(_ prefix: String, _ more: String) async throws -> String {
    let script = HerbxProcess.package + "/scripts/install"
    return try await HerbxProcess.tool("bash", ["-c", "exec 2>&1; '\(script)' --prefix '\(prefix)' \(more)"])
  }

  private func files(_ folder: TemporaryFolder) throws -> Set<String> {
    Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path))
  }

  @Test("puts everything in its place, finds its script through a link, and removes exactly what it put there")
  func wholeLife() async throws {
    let folder = try TemporaryFolder()
    try folder.write("prefix/share/man/man1/other.1", "not ours")
    let before = try files(folder)
    let said = try await install(folder.path("prefix"), "--herbx '\(HerbxProcess.binary)'")
    #expect(said.contains("next: herbx doctor"), "\(said)")
    let installed = try files(folder)
    for name in [
      "bin/herbx", "share/herbx/provision-openrouter-key.sh", "share/man/man1/herbx.1",
      "share/man/man1/herbx-keys-provision.1", "share/bash-completion/completions/herbx",
      "share/zsh/site-functions/_herbx", "share/fish/vendor_completions.d/herbx.fish",
    ] { #expect(installed.contains("prefix/" + name), "\(name)") }

    try FileManager.default.createSymbolicLink(
      atPath: folder.path("linked"), withDestinationPath: folder.path("prefix/bin/herbx"))
    let doctor = try await HerbxProcess.tool(
      "env",
      ["-i", "HOME=\(folder.path)", "HERBX_BASE_URL=http://127.0.0.1:9/v1", folder.path("linked"), "doctor", "--json"])
    let checks = try JSONParser.parse(Array(doctor.utf8))["checks"]?.array ?? []
    let script = checks.first { $0["kind"]?.string == "provision_script" }
    let place = URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path
    #expect(script?["message"]?.string?.contains("`\(place)/prefix/share/herbx/") == true, "\(doctor)")

    let completions = folder.path("prefix/share/bash-completion/completions/herbx")
    #expect(try await HerbxProcess.tool("bash", ["-c", "bash -n '\(completions)' && echo well"]) == "well\n")
    try FileManager.default.removeItem(atPath: folder.path("linked"))
    // Installed twice, removed once.
    _ = try await install(folder.path("prefix"), "--herbx '\(HerbxProcess.binary)'")
    #expect(try files(folder) == installed)
    #expect(try await install(folder.path("prefix"), "--uninstall").hasPrefix("removed"))
    #expect(try files(folder) == before)
    #expect(try await install(folder.path("prefix"), "--uninstall").hasPrefix("error: there is no installation"))
  }

  @Test("where zsh does not look by itself, the line to type is shown, and with it Tab knows herbx")
  func zsh() async throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path("tools"), withIntermediateDirectories: true)
    if !HerbxProcess.has("zsh") {
      try FileManager.default.createSymbolicLink(atPath: folder.path("tools/zsh"), withDestinationPath: "/bin/sh")
    }
    let script = HerbxProcess.package + "/scripts/install"
    let said = try await HerbxProcess.tool(
      "bash",
      [
        "-c",
        "PATH=$PATH:'\(folder.path("tools"))' '\(script)' --prefix '\(folder.path("p"))' --herbx '\(HerbxProcess.binary)'",
      ])
    let line = "fpath=(\(folder.path("p"))/share/zsh/site-functions $fpath)"
    #expect(said.contains("hint: for Tab in zsh, before compinit in ~/.zshrc: \(line)\n"), "\(said)")
    guard HerbxProcess.has("zsh") else { return }
    let known = try await HerbxProcess.tool(
      "zsh", ["-f", "-c", "\(line); autoload -Uz compinit; compinit -u -D; print $_comps[herbx]"])
    #expect(known == "_herbx\n")
  }

  @Test("a prefix that it made goes with it, one that was there stays")
  func prefix() async throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path("there"), withIntermediateDirectories: true)
    for (name, stays) in [("there", true), ("made", false)] {
      _ = try await install(folder.path(name), "--herbx '\(HerbxProcess.binary)'")
      _ = try await install(folder.path(name), "--uninstall")
      #expect(folder.exists(name) == stays)
    }
  }
}
