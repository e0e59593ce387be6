import OpenRouter
import Subprocess
import TestSupport
import Testing

@testable import Keys

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// `scripts/provision-openrouter-key.sh`, run as a person runs it, against a real service.
@Suite(.endsHanging)
struct ProvisioningShellTests {
  private let bench: Workbench
  private let service = FakeKeysService()

  init() throws { bench = try Workbench() }

  struct Run: Sendable {
    let status: Int32
    let output: String
    let errors: String
  }

  private var script: String {
    let tests = FilePath(#filePath).folder.folder.folder.string
    return tests + "/scripts/provision-openrouter-key.sh"
  }

  private func provision(
    _ arguments: [String] = [], at baseURL: String = "http://127.0.0.1:9/api/v1", file: String = "k",
    variables: [String: String] = [:], prefix: [String] = []
  ) async throws -> Run {
    var environment = inherited.filter { !$0.key.hasPrefix("OPENROUTER_") && !$0.key.hasPrefix("HERBX_") }
    environment["HOME"] = bench.folder
    environment["HERBX_KEYS_FILE"] = bench.path(file)
    environment["OPENROUTER_BASE_URL"] = baseURL
    environment["OPENROUTER_MANAGEMENT_KEY"] = FakeKeysService.managementKey
    // Long, so that a busy machine fails no test.
    environment["HERBX_PROVISION_TIMEOUT"] = "60"
    for (name, value) in variables { environment[name] = value.isEmpty ? nil : value }
    let command = prefix + ["bash", script] + arguments
    let result = try await Subprocess.run(
      Configuration(
        executable: .name(command[0]), arguments: Arguments(Array(command.dropFirst())),
        environment: .custom(environment.map { Array("\($0.key)=\($0.value)\0".utf8) })),
      output: .string(limit: 100_000), error: .string(limit: 100_000))
    guard case .exited(let status) = result.terminationStatus else { throw FakeFault(file: script) }
    let (output, errors) = (result.standardOutput, result.standardError)
    for secret in [FakeKeysService.managementKey] + (1...3).map({ APIKey.sample($0).withSecret { $0 } }) {
      #expect(!(output + errors).contains(secret.dropFirst(9).prefix(13)), "no secret is said")
    }
    return Run(status: status, output: output, errors: errors)
  }

  /// The one sentence of a failure.
  private func lastLine(_ run: Run) -> String { String(run.errors.split(separator: "\n").last ?? "") }

  // MARK: - The file

  @Test func theProceduresCommandPutsAKeyIntoTheFile() async throws {
    let run = try await service.serving {
      try await provision(["--name", "herbarium-extraction", "--limit", "15.00"], at: $0)
    }
    #expect(run.status == 0)
    #expect(try KeyFile(path: bench.path("k")).key() == .sample(1))
    #expect(try bench.mode("k") == 0o600)
    let key = try #require(await service.keys.first)
    #expect(key.name.hasPrefix("herbarium-extraction-2"))
    #expect(key.limit == 15)
    let report = try #require(ScriptReport(run.output[...].split(separator: "\n").last ?? ""))
    #expect(report == ScriptReport(hash: "hash1", name: key.name))
    // Lock, access log, ledger and journal are herbx's.
    #expect(try bench.names() == ["k"])
  }

  @Test func aNameMayHoldBlanksQuotesAndUmlauts() async throws {
    let name = #"Würzburg "2025" 'b' \ $HOME"#
    let run = try await service.serving {
      try await provision(["--name=\(name)", "--limit=0.36"], at: $0, variables: ["HERBX_PROVISION_ID": "id7"])
    }
    #expect(run.status == 0)
    #expect(await service.keys == [FakeKeysService.Key(hash: "hash1", name: name + "-id7", limit: 0.36)])
  }

  @Test func withoutArgumentsTheDefaultsHold() async throws {
    let run = try await service.serving {
      try await provision(at: $0, variables: ["HERBX_PROVISION_ID": "id7"])
    }
    #expect(run.status == 0)
    #expect(await service.keys == [FakeKeysService.Key(hash: "hash1", name: "auto-rotation-id7", limit: 15)])
  }

  @Test(
    "one line is replaced, all others stay byte for byte",
    arguments: [
      ("# a\r\nexport OPENROUTER_API_KEY=\"old\"\nB='1'", "# a\r\n", "B='1'"),
      ("OPENROUTER_API_KEY=old", "", ""), ("  export\tOPENROUTER_API_KEY='old' # c\n\n\n", "", "\n\n"),
      ("OPENROUTER_API_KEY=first\nX=1\nOPENROUTER_API_KEY=second\nY=2\n", "OPENROUTER_API_KEY=first\nX=1\n", "Y=2\n"),
      ("", "", ""), ("A=1\n", "A=1\n", ""), ("A=1", "A=1\n", ""), ("\n\n", "\n\n", ""),
      ("# OPENROUTER_API_KEY=x\nMY_OPENROUTER_API_KEY=y\n", "# OPENROUTER_API_KEY=x\nMY_OPENROUTER_API_KEY=y\n", ""),
      ("A='$(id) `id` \\ é \u{1}'\n%s %d\n", "A='$(id) `id` \\ é \u{1}'\n%s %d\n", ""),
      ("OPENROUTER_API_KEY = slip\nZ=1\n", "", "Z=1\n"),
    ])
  func otherLines(_ before: String, _ head: String, _ tail: String) async throws {
    try bench.write(before, to: "k")
    let run = try await service.serving { try await provision(at: $0) }
    #expect(run.status == 0)
    #expect(try bench.read("k") == head + APIKey.sample(1).line + tail)
    #expect(try KeyFile(path: bench.path("k")).key() == .sample(1))
  }

  @Test func bytesThatAreNoTextStay() async throws {
    let odd: [UInt8] = [0xFF, 0xFE, 0x0A, 0x80, 0x0A]
    try bench.write(odd + Array("OPENROUTER_API_KEY=old\n".utf8) + [0xC3, 0x28], to: "k")
    #expect(try await service.serving { try await provision(at: $0) }.status == 0)
    let bytes = try OpenFile(reading: FilePath(bench.path("k"))).read(count: 1000)
    #expect(bytes == odd + Array(APIKey.sample(1).line.utf8) + [0xC3, 0x28])
  }

  @Test func aLinkStaysAndItsTargetIsReplaced() async throws {
    try bench.write("A=1\n", to: "target", mode: 0o644)
    try bench.link("middle", to: bench.path("target"))
    try bench.link("k", to: "middle")
    #expect(try await service.serving { try await provision(at: $0) }.status == 0)
    #expect(FilePath(bench.path("k")).followingLinks.string == bench.path("target"))
    #expect(try bench.read("target") == "A=1\n" + APIKey.sample(1).line)
    #expect(try bench.mode("target") == 0o600)
  }

  @Test func aNewFolderIsTheOwnersAlone() async throws {
    #expect(try await service.serving { try await provision(at: $0, file: "new/deep/k") }.status == 0)
    #expect(try bench.mode("new") == 0o700)
    #expect(try bench.mode("new/deep") == 0o700)
    #expect(try bench.mode("new/deep/k") == 0o600)
  }

  @Test func theDefaultPlaceIsFound() async throws {
    let variables = ["HERBX_KEYS_FILE": "", "XDG_CONFIG_HOME": bench.path("settings")]
    #expect(try await service.serving { try await provision(at: $0, variables: variables) }.status == 0)
    #expect(try KeyFile(path: bench.path("settings/herbx/api-keys.env")).key() == .sample(1))
  }

  // MARK: - What stops it before anything is made

  @Test(
    "wrong usage says so",
    arguments: [["--nme", "x"], ["--name"], ["--limit", "0"], ["--limit", "much"], ["--name", ""]])
  func usage(_ arguments: [String]) async throws { #expect(try await provision(arguments).status == 64) }

  @Test func helpTellsEveryExitStatus() async throws {
    let help = try await provision(["--help"])
    #expect(help.status == 0)
    for status in 10...19 { #expect(help.output.contains("\(status)  ")) }
  }

  @Test(
    "an address is held to herbx's own rules",
    arguments: [
      "http://example.org/api/v1", "http://127.0.0.1.example.org/api/v1", "http://127.0.0.1:9@example.org/api/v1",
      "http://127.0.0.256/api/v1", "http://0.0.0.0/api/v1", "http://localhost.example.org/v1", "ftp://127.0.0.1/v1",
      #"http://localhost\@example.org/v1"#, "https://u:secret@example.org/v1", "https://example.org/v1?x",
      "https://example.org/v1#x", "https:///v1", "openrouter.ai/api/v1",
    ])
  func addresses(_ address: String) async throws {
    let run = try await provision(at: address)
    #expect(run.status == 64)
    #expect(!run.errors.contains("secret"))
  }

  @Test(
    "no proxy sees a request for this very machine, whatever variable or file names one",
    arguments: ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy", ".curlrc"])
  func loopbackGoesThroughNoProxy(_ name: String) async throws {
    let proxy = FakeKeysService()
    let run = try await proxy.serving { address in
      let proxyAddress = String(address.dropLast("/api/v1".count))
      var variables = [name: proxyAddress, "no_proxy": "", "NO_PROXY": ""]
      if name == ".curlrc" {
        try bench.write("proxy = \"\(proxyAddress)\"\n", to: name)
        try bench.write("default login u password p\n", to: ".netrc")
        variables = ["CURL_HOME": bench.folder]
      }
      return try await service.serving { [variables] in try await provision(at: $0, variables: variables) }
    }
    #expect(run.status == 0, "\(run.errors)")
    #expect(await proxy.calls.isEmpty)
    #expect(await service.calls == ["POST /api/v1/keys"])
  }

  @Test func theManagementKeysFileMustBeItsOwnersAlone() async throws {
    let none = ["OPENROUTER_MANAGEMENT_KEY": ""]
    let missing = try await provision(variables: none)
    #expect(missing.status == 11)
    #expect(lastLine(missing).contains(bench.path("management-key")))
    try bench.write(FakeKeysService.managementKey + "\n", to: "management-key", mode: 0o640)
    let open = try await provision(variables: none)
    #expect(open.status == 12)
    #expect(lastLine(open).contains("chmod 600 \"\(bench.path("management-key"))\""))
    for (text, wrong) in [(" \n", "is empty"), ("gelöscht\n", "holds characters that no key has")] {
      try bench.write(text, to: "management-key")
      let unusable = try await provision(variables: none)
      #expect(unusable.status == 11)
      #expect(lastLine(unusable).contains("the management key file `\(bench.path("management-key"))` \(wrong)"))
    }
    try bench.write(FakeKeysService.managementKey + "\n", to: "management-key")
    #expect(try await service.serving { try await provision(at: $0, variables: none) }.status == 0)
  }

  @Test func theOldNameOfTheManagementKeyStillWorks() async throws {
    let old = ["OPENROUTER_MANAGEMENT_KEY": "", "OPENROUTER_PROVISIONING_KEY": FakeKeysService.managementKey]
    #expect(try await service.serving { try await provision(at: $0, variables: old) }.status == 0)
  }

  @Test func aWrongManagementKeyIsRefusedAndNotShown() async throws {
    let wrong = "sk-or-v1-wrongwrongwrongwrong"
    let run = try await service.serving {
      try await provision(at: $0, variables: ["OPENROUTER_MANAGEMENT_KEY": wrong])
    }
    #expect(run.status == 13)
    #expect(lastLine(run).contains("the management key was refused (401): no such key: Bearer [management key]"))
    #expect(await service.calls == ["POST /api/v1/keys"])
    #expect(!bench.exists("k"))
  }

  @Test func aFileThatCannotBeReplacedCostsNothing() async throws {
    try bench.write("x", to: "plain")
    let below = try await service.serving { try await provision(at: $0, file: "plain/k") }
    #expect(below.status == 19)
    let folder = try await service.serving { try await provision(at: $0, file: ".") }
    #expect(folder.status == 19)
    #expect(await service.calls.isEmpty)
  }

  @Test(.enabled(if: getuid() != 0, "root may write anywhere"))
  func anUnwritableFolderCostsNothing() async throws {
    try bench.write("A=1\n", to: "k")
    try #require(unsafe chmod(bench.folder, 0o500) == 0)
    defer { unsafe chmod(bench.folder, 0o700) }
    #expect(try await service.serving { try await provision(at: $0) }.status == 19)
    #expect(await service.calls.isEmpty)
  }

  // MARK: - The service fails

  @Test func anUnreachableServiceIsTold() async throws {
    let run = try await provision()
    #expect(run.status == 15)
    #expect(lastLine(run).contains("no connection to http://127.0.0.1:9/api/v1"))
    #expect(!bench.exists("k"))
  }

  @Test(
    "the orphan of an unclear request is deleted before the next one",
    arguments: [
      (.silence, "24"), (.madeButAnswers(502), "60"), (.madeButAnswers(524), "60"), (.garbage, "60"),
    ] as [(FakeKeysService.Trouble, String)])
  func orphans(_ trouble: FakeKeysService.Trouble, _ patience: String) async throws {
    let service = FakeKeysService(olderKeys: 150)
    await service.plan([trouble])
    let run = try await service.serving {
      try await provision(at: $0, variables: ["HERBX_PROVISION_TIMEOUT": patience])
    }
    #expect(run.status == 0, "\(run.errors)")
    #expect(await service.keys.filter { $0.name != "old" }.map(\.hash) == ["hash2"])
    #expect(await service.keys.count == 151)
    #expect(try KeyFile(path: bench.path("k")).key() == .sample(2))
    let names = Set(await service.bodies)
    #expect(names.count == 1, "both requests bear the same unique name")
  }

  @Test("a file whose lines cannot be told apart keeps them all, and no key is made")
  func carriageReturns() async throws {
    let text = "export OPENROUTER_API_KEY=\"old\"\rexport OTHER=\"precious\"\r"
    try bench.write(text, to: "k")
    let run = try await service.serving { try await provision(at: $0) }
    #expect(run.status == 19)
    #expect(lastLine(run).contains("save it with line feeds"))
    #expect(await service.calls.isEmpty)
    #expect(try bench.read("k") == text)
  }

  @Test func twoPassingFaultsMakeNoKey() async throws {
    await service.plan([.madeButAnswers(503), .answers(503, "down")])
    let run = try await service.serving { try await provision(at: $0) }
    #expect(run.status == 15)
    #expect(await service.keys.isEmpty)
    #expect(await service.calls.count { $0.hasPrefix("POST") } == 2)
  }

  @Test func anOrphanThatCannotBeLookedForIsNamed() async throws {
    await service.plan([.madeButAnswers(503)], listsFail: true)
    let run = try await service.serving { try await provision(at: $0, variables: ["HERBX_PROVISION_ID": "id7"]) }
    #expect(run.status == 16)
    #expect(lastLine(run).contains("`auto-rotation-id7`"))
    #expect(await service.calls.count { $0.hasPrefix("POST") } == 1)
  }

  @Test("a plain refusal is passed on and not repeated", arguments: [(400, 14), (402, 14), (403, 13), (404, 14)])
  func refusals(_ status: Int, _ exit: Int32) async throws {
    await service.plan([.answers(status, "because of sk-or-v1-0123456789abcdef")])
    let run = try await service.serving { try await provision(at: $0) }
    #expect(run.status == exit)
    #expect(lastLine(run).contains("because of sk-or-v1-0123456789ab..."))
    #expect(await service.calls == ["POST /api/v1/keys"])
  }

  @Test func aKeyThatCannotBeStoredIsDeletedAgain() async throws {
    let tools = try bench.fakeTool("mv", "exit 1")
    let path = tools + ":" + (inherited["PATH"] ?? "/usr/bin:/bin")
    try bench.write("A=1\n", to: "k")
    let run = try await service.serving { try await provision(at: $0, variables: ["PATH": path]) }
    #expect(run.status == 17)
    #expect(await service.keys.isEmpty)
    #expect(try bench.read("k") == "A=1\n")
    await service.plan([], deletesFail: true)
    let left = try await service.serving { try await provision(at: $0, variables: ["PATH": path]) }
    #expect(left.status == 18)
    #expect(lastLine(left).contains("herbx keys revoke hash2"))
  }

  // MARK: - Secrets

  @Test(.enabled(if: ToolsHere.strace, "strace is not installed or may not trace here"))
  func noSecretStandsInAnyArgv() async throws {
    try bench.write("A=1\n" + APIKey.sample(9).line, to: "k")
    await service.plan([.madeButAnswers(502)])
    let trace = bench.path("trace")
    let run = try await service.serving {
      try await provision(
        ["--verbose"], at: $0,
        variables: ["OPENROUTER_API_KEY": "in-the-environment", "HERBX_REJECTED_KEY_SHA256": APIKey.sample(9).sha256],
        prefix: ["strace", "-f", "-v", "-s", "100000", "-e", "trace=execve", "-o", trace])
    }
    #expect(run.status == 0)
    let calls = try bench.read("trace").split(separator: "\n").filter { $0.contains("execve(") }
    #expect(calls.contains { $0.contains("curl") } && calls.contains { $0.contains("jq") })
    // `-v` shows the environments too: after the script's own start, none may hold a secret either.
    let secrets = ([2, 9].map { APIKey.sample($0).withSecret { $0 } }) + [FakeKeysService.managementKey]
    for call in calls.dropFirst(2) {
      for secret in secrets + ["in-the-environment"] {
        #expect(!call.contains(secret) || isBeforeTheService(call), "\(call.prefix(200))")
      }
    }
    for call in calls {
      let argv = call.split(separator: "], [").first ?? ""
      for secret in secrets { #expect(!argv.contains(secret)) }
    }
  }

  /// The tools that run before the script has taken the secrets out of its environment do not go anywhere.
  private func isBeforeTheService(_ call: Substring) -> Bool { !call.contains("curl") && !call.contains("jq") }

  @Test(.enabled(if: ToolsHere.shellcheck, "shellcheck is not installed"))
  func shellcheckFindsNothing() async throws {
    let result = try await Subprocess.run(
      .name("shellcheck"), arguments: Arguments([script]), output: .string(limit: 100_000), error: .discarded)
    #expect(result.standardOutput == "")
    #expect(result.terminationStatus.isSuccess)
  }
}

/// Tools that only some machines have. Where one is missing, the test is skipped and says so.
enum ToolsHere {
  static let strace = works(["strace", "-o", "/dev/null", "true"])
  static let shellcheck = works(["shellcheck", "--version"])
  static let flock = works(["flock", "--version"])

  private static func works(_ command: [String]) -> Bool {
    let script = command.map { "'\($0)'" }.joined(separator: " ") + " >/dev/null 2>&1"
    return unsafe system(script) == 0
  }
}

extension Workbench {
  /// A folder with one tool in it that takes the place of the real one.
  func fakeTool(_ name: String, _ text: String) throws -> String {
    try Folder(FilePath(path("tools"))).make()
    _ = try script(text, name: "tools/\(name)")
    return path("tools")
  }
}
