import OpenRouter
import TestSupport
import Testing

@testable import Keys

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Real scripts, real process groups.
@Suite(.endsHanging)
struct ProvisioningScriptTests {
  private let bench: Workbench
  private let order = ProvisioningOrder(name: "auto-rotation", limit: "15.00", id: "id7", rejected: .sample(1))

  init() throws { bench = try Workbench() }

  private func run(
    _ text: String, variables: [String: String] = inherited, timeout: Duration = .seconds(30),
    grace: Duration = .milliseconds(200)
  ) async throws -> ScriptOutcome {
    let path = try bench.script(text)
    return await ProvisioningScript(
      finding: .found(path), keyFile: KeyFile(path: bench.path("k")), baseURL: "http://127.0.0.1:9/api/v1",
      variables: variables, timeout: timeout, grace: grace
    ).run(order)
  }

  /// Returns when the process whose number the script has written into a file is gone. A process that stays fails the
  /// test by its time limit.
  private func isGone(_ file: String) async throws -> Bool {
    let number = try #require(pid_t(try bench.read(file).split(separator: "\n").first ?? ""))
    while kill(number, 0) == 0, !isZombie(number) {
      try Task.checkCancellation()
      await Task.yield()
    }
    return true
  }

  /// Dead, and only not yet taken notice of by its parent.
  private func isZombie(_ number: pid_t) -> Bool {
    guard let bytes = try? OpenFile(reading: FilePath("/proc/\(number)/stat")).read(count: 4096) else { return false }
    return String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.hasPrefix(" Z") ?? false
  }

  @Test func argumentsAndEnvironmentAreAsPromised() async throws {
    var variables = inherited
    variables["OPENROUTER_API_KEY"] = APIKey.sample(1).withSecret { $0 }
    variables["OPENROUTER_MANAGEMENT_KEY"] = "management"
    let outcome = try await run(
      """
      cd "$(dirname "$0")"
      printf '%s|' "$@" > arguments
      env > environment
      wc -c > stdin
      """, variables: variables)
    #expect(outcome == .done(nil))
    #expect(try bench.read("arguments") == "--name|auto-rotation|--limit|15.00|")
    #expect(try bench.read("stdin").contains("0"))
    let lines = Set(try bench.read("environment").split(separator: "\n").map(String.init))
    #expect(lines.contains("HERBX_KEYS_FILE=\(bench.path("k"))"))
    #expect(lines.contains("OPENROUTER_BASE_URL=http://127.0.0.1:9/api/v1"))
    #expect(lines.contains("HERBX_REJECTED_KEY_SHA256=\(APIKey.sample(1).sha256)"))
    #expect(lines.contains("HERBX_PROVISION_ID=id7"))
    #expect(lines.contains("HERBX_LOCK_HELD=1"))
    #expect(lines.contains("OPENROUTER_MANAGEMENT_KEY=management"))
    #expect(!lines.contains { $0.hasPrefix("OPENROUTER_API_KEY=") })
  }

  @Test func theLastLineOfStdoutMayTellOfTheKey() async throws {
    let outcome = try await run(#"echo working; echo '{"hash":"h1","name":"n-id7","limit":15.00,"label":null}'"#)
    #expect(outcome == .done(ScriptReport(hash: "h1", name: "n-id7")))
  }

  @Test("a hash or a name that cannot be one is not believed: least of all the key itself")
  func reportsAreChecked() async throws {
    try bench.write("OPENROUTER_API_KEY=gateway-key-of-another-shape\n", to: "k")
    for word in ["gateway-key-of-another-shape", "sk-or-v1-0123456789abcdef0123", "x/y", "", "a b", "../keys"] {
      let outcome = try await run("printf '{\"hash\":\"%s\",\"name\":\"fine\"}' '\(word)'")
      #expect(outcome == .done(ScriptReport(hash: nil, name: "fine")), "\(word)")
    }
    let outcome = try await run(#"printf '{"hash":"h-1","name":"from gateway-key-of-another-shape"}'"#)
    #expect(outcome == .done(ScriptReport(hash: "h-1", name: nil)))
  }

  @Test("a script that others may change does not run")
  func unsafeScript() async throws {
    let path = try bench.script("echo > \"$(dirname \"$0\")/ran\"", mode: 0o777)
    try bench.link("link.sh", to: path)
    for name in ["script.sh", "link.sh"] {
      let outcome = await ProvisioningScript(
        finding: .found(bench.path(name)), keyFile: KeyFile(path: bench.path("k")), baseURL: "", variables: inherited
      ).run(order)
      #expect(outcome == .unsafe(path: bench.path(name), reason: "others may change it (mode 777)"))
    }
    #expect(!bench.exists("ran"))
  }

  @Test(
    "a script is its user's or root's, and writable by nobody else; a user's private group is the user",
    arguments: [
      (7, 0o755, false, true), (0, 0o755, false, true), (8, 0o755, false, false), (7, 0o775, false, false),
      (7, 0o775, true, true), (7, 0o757, true, false), (7, 0o500, false, true),
    ] as [(UInt32, UInt16, Bool, Bool)])
  func safety(_ owner: UInt32, _ permissions: UInt16, _ isOwnGroup: Bool, _ isSafe: Bool) {
    #expect(
      (ScriptSafety.fault(owner: owner, permissions: permissions, isOwnGroup: isOwnGroup, user: 7) == nil) == isSafe)
  }

  @Test func theLastLineOfAFailureIsShownMasked() async throws {
    let secret = "sk-or-v1-0123456789abcdef0123456789abcdef"
    #expect(
      try await run("echo out; echo first >&2; printf 'bad key \(secret)\\a\\n\\n' >&2; exit 13")
        == .failed(exit: 13, lastLine: "bad key sk-or-v1-0123456789ab... "))
    #expect(try await run("echo only stdout; exit 1") == .failed(exit: 1, lastLine: "only stdout"))
    #expect(try await run("exit 1") == .failed(exit: 1, lastLine: nil))
  }

  @Test func keysOfAnyShapeThatAreKnownAreMasked() async throws {
    try bench.write("OPENROUTER_API_KEY=foreign-shape-of-a-key\n", to: "k")
    try bench.write("management-of-a-vault\n", to: "management-key")
    let outcome = try await run("echo foreign-shape-of-a-key management-of-a-vault >&2; exit 1")
    #expect(outcome == .failed(exit: 1, lastLine: "foreign... managem..."))
  }

  @Test func aChattyScriptIsReadToItsEnd() async throws {
    let outcome = try await run(
      """
      for stream in 1 2; do head -c 1048576 /dev/zero | tr '\\0' 'x' | fold -w 100 >&$stream; done
      echo >&2; echo 'the last word' >&2; exit 4
      """)
    #expect(outcome == .failed(exit: 4, lastLine: "the last word"))
  }

  @Test func aLineWithoutEndIsCut() async throws {
    guard case .failed(4, let line?) = try await run("head -c 1048576 /dev/zero | tr '\\0' 'x' >&2; exit 4") else {
      Issue.record("the script fails with 4")
      return
    }
    #expect(line == String(repeating: "x", count: 300))
  }

  @Test func aScriptThatHangsEndsWithAllItsChildren() async throws {
    let outcome = try await run(
      """
      cd "$(dirname "$0")"
      echo $$ > leader
      bash -c 'trap "" TERM; echo $$ > child; while :; do sleep 0.05; done' &
      trap '' TERM
      echo 'still at it' >&2
      while :; do sleep 0.05; done
      """, timeout: .seconds(5))
    #expect(outcome == .timedOut(exit: nil, lastLine: "still at it"))
    #expect(try await isGone("leader"))
    #expect(try await isGone("child"))
  }

  @Test func aChildThatIgnoresTheSignalDoesNotOutliveItsScript() async throws {
    let outcome = try await run(
      """
      cd "$(dirname "$0")"
      bash -c 'trap "" TERM; echo $$ > child; while :; do sleep 0.05; done' &
      trap 'exit 143' TERM
      while :; do sleep 0.05; done
      """, timeout: .seconds(5), grace: .seconds(10))
    guard case .timedOut(exit: 143, _) = outcome else { throw FakeFault(file: "\(outcome)") }
    #expect(try await isGone("child"))
  }

  @Test func aChildLeftBehindIsEndedAndHoldsNobodyUp() async throws {
    let outcome = try await run(
      """
      cd "$(dirname "$0")"
      bash -c 'trap "" TERM; echo $$ > child; while :; do sleep 0.05; done' &
      while [ ! -s child ]; do sleep 0.02; done
      echo '{"hash":"h"}'
      """)
    #expect(outcome == .done(ScriptReport(hash: "h", name: nil)))
    #expect(try await isGone("child"))
  }

  @Test func aScriptThatClosesItsOutputsIsTimedAllTheSame() async throws {
    #expect(
      try await run("exec >&- 2>&-; sleep 60", timeout: .milliseconds(300)) == .timedOut(exit: nil, lastLine: nil))
  }

  @Test func aSignalFromElsewhereIsTold() async throws {
    #expect(try await run("echo so far >&2; kill -KILL $$") == .signalled(SIGKILL, lastLine: "so far"))
  }

  @Test func whatCannotBeStartedSaysWhy() async throws {
    func outcome(_ finding: ScriptSearch.Finding) async -> ScriptOutcome {
      await ProvisioningScript(
        finding: finding, keyFile: KeyFile(path: bench.path("k")), baseURL: "", variables: inherited
      ).run(order)
    }
    let gone = bench.path("gone.sh")
    #expect(await outcome(.missing(["/a", gone])) == .notFound(["/a", gone]))
    #expect(await outcome(.found(gone)) == .notFound([gone]))
    let plain = try bench.script("exit 0", name: "plain.sh", mode: 0o600)
    #expect(await outcome(.found(plain)) == .notExecutable(path: plain, reason: "it has no execute permission"))
    let odd = try bench.write("#!/nowhere/interpreter\n", to: "odd.sh", mode: 0o700)
    guard case .notExecutable(odd, _) = await outcome(.found(odd)) else {
      Issue.record("a script without its interpreter cannot start")
      return
    }
  }
}
