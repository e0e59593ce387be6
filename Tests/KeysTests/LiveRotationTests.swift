import OpenRouter
import Subprocess
import Synchronization
import TestSupport
import Testing

@testable import Keys

/// `KeyRing` with real files, real locks, real processes and the project's own script.
@Suite(.endsHanging)
struct LiveRotationTests {
  private let bench: Workbench
  private let service = FakeKeysService()
  private let events = EventList()

  init() throws {
    bench = try Workbench()
    try bench.write("# keys\n" + APIKey.sample(9).line, to: "k")
  }

  final class EventList: Sendable {
    private let list = Mutex<[KeyEvent]>([])
    func append(_ event: KeyEvent) { list.withLock { $0.append(event) } }
    var all: [KeyEvent] { list.withLock { $0 } }
  }

  private var file: KeyFile { KeyFile(path: bench.path("k")) }

  private var projectScript: String {
    FilePath(#filePath).folder.folder.folder.string
      + "/scripts/provision-openrouter-key.sh"
  }

  /// - Parameter dead: the keys that `/key` refuses.
  private func environment(
    script: String, baseURL: String = "http://127.0.0.1:9/api/v1", dead: Set<APIKey> = [.sample(9)],
    more: [String: String] = [:]
  ) -> KeyRingEnvironment {
    var variables = inherited.merging(more) { $1 }
    variables["OPENROUTER_MANAGEMENT_KEY"] = FakeKeysService.managementKey
    let events = events
    return .live(
      keyFile: file, variables: variables,
      script: ProvisioningScript(finding: .found(script), keyFile: file, baseURL: baseURL, variables: variables),
      identity: .current(arguments: ["herbx", "extract"]),
      checkKey: { dead.contains($0) ? .dead : .living() },
      sink: { events.append($0) })
  }

  /// Returns when `condition` holds; the suite's time limit ends it otherwise.
  private func until(_ condition: () async -> Bool) async throws {
    while await !condition() {
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  @Test func ringsThatShareAFileMakeOneKeyInAll() async throws {
    let made = try await service.serving { baseURL in
      let environment = environment(script: projectScript, baseURL: baseURL)
      // Each has a lock of its own, as processes have.
      var rings: [KeyRing] = []
      for _ in 0..<4 { rings.append(try await KeyRing.open(KeyRingSettings(), in: environment)) }
      return try await withThrowingTaskGroup { [rings] group in
        for ring in rings {
          let lease = KeyLease(key: .sample(9), generation: 1)
          for _ in 0..<10 { group.addTask { try await ring.report(.unauthorized, of: lease) } }
        }
        return try await group.reduce(into: [KeyReplacement]()) { $0.append($1) }
      }
    }
    #expect(made == Array(repeating: .replaced, count: 40))
    #expect(await service.calls == ["POST /api/v1/keys"])
    #expect(try bench.read("k") == "# keys\n" + APIKey.sample(1).line)
    let actions = try AccessLog(of: file, identity: .current(arguments: []), redactor: Redactor()).entries().map(
      \.action)
    #expect(actions.count { $0 == "load" } == 4)
    #expect(actions.count { $0 == "adopt" } == 3)
    #expect(actions.filter { $0.hasPrefix("provision") } == ["provision-started", "provision-done"])
    let ledger = try KeyLedger(of: file).entries()
    #expect(ledger.map(\.hash) == ["hash1"])
    #expect(ledger.first?.name == (await service.keys.first?.name))
    #expect(try RotationJournal(of: file).history().open.isEmpty)
  }

  @Test(.enabled(if: ToolsHere.flock, "flock(1) is not installed"))
  func theKeyThatAnotherProcessBringsUnderTheLockIsAdopted() async throws {
    // Holds the lock until the ring has been seen to wait, then brings a key: as another herbx would.
    let other = try bench.script(
      """
      cd "$(dirname "$0")"
      exec 9>>k.lock
      flock 9
      echo > locked
      while [ ! -e reported ]; do sleep 0.02; done
      sleep 0.3
      umask 077
      echo '\(APIKey.sample(5).withSecret { "OPENROUTER_API_KEY=\($0)" })' > k.new
      mv k.new k
      """, name: "other.sh")
    let never = try bench.script("echo > \"$(dirname \"$0\")/ran\"; exit 1", name: "never.sh")
    async let ended = Subprocess.run(
      .name("bash"), arguments: Arguments([other]), output: .discarded, error: .discarded)
    try await until { bench.exists("locked") }
    let ring = try await KeyRing.open(KeyRingSettings(), in: environment(script: never))
    let lease = try await ring.lease()
    async let replacement = ring.report(.spent, of: lease)
    try await until { !ring.state.waiters.isEmpty }
    try bench.write("", to: "reported")
    #expect(try await replacement == .replaced)
    #expect(try await ring.lease().key == .sample(5))
    #expect(try await ended.terminationStatus.isSuccess)
    #expect(!bench.exists("ran"))
  }

  @Test func aPersonRotatesByHandWhileARunGoesOn() async throws {
    let never = try bench.script("exit 1", name: "never.sh")
    let ring = try await KeyRing.open(KeyRingSettings(), in: environment(script: never))
    let lease = try await ring.lease()
    try bench.write(APIKey.sample(6).line, to: "k")
    #expect(try await ring.lease() == lease)
    #expect(try await ring.report(.unauthorized, of: lease) == .replaced)
    #expect(try await ring.lease().key == .sample(6))
  }

  @Test func theFirstKeyOfTheEnvironmentIsReplacedByOneInTheFile() async throws {
    let made = try await service.serving { baseURL in
      var environment = environment(script: projectScript, baseURL: baseURL)
      let none = KeyFile(path: bench.path("k"))
      environment.loadKey = { () throws(KeyFileError) in
        try LoadedKey.load(from: none, variables: APIKey.sample(9).withSecret { ["OPENROUTER_API_KEY": $0] })
      }
      try bench.remove("k")
      let ring = try await KeyRing.open(KeyRingSettings(), in: environment)
      return try await ring.report(.unauthorized, of: try await ring.lease())
    }
    #expect(made == .replaced)
    #expect(events.all.first == .loaded(key: APIKey.sample(9).masked, origin: .environment))
    #expect(try bench.read("k") == APIKey.sample(1).line)
  }

  @Test func theScriptsOwnWordsReachThePerson() async throws {
    await service.plan([.answers(402, "no credit on sk-or-v1-0123456789abcdef")])
    let failure = await service.failing { baseURL in
      let ring = try await KeyRing.open(
        KeyRingSettings(), in: environment(script: projectScript, baseURL: baseURL))
      return try await ring.report(.unauthorized, of: try await ring.lease())
    }
    #expect(failure?.kind == .provisioningFailed)
    #expect(
      failure?.message
        == "❌ Provisioning failed: the service refused to make the key (402): no credit on sk-or-v1-0123456789ab...;"
        + " no key was made")
    #expect(try RotationJournal(of: file).history().open.isEmpty)
  }

  @Test func aCrashBetweenBeginningAndEndStopsTheNextStartUntilAPersonHasHelped() async throws {
    let never = try bench.script("exit 1", name: "never.sh")
    let environment = environment(script: never)
    try RotationJournal(of: file).begin(
      ProvisioningAttempt(
        id: "x", keyName: "auto-rotation-x", rejected: APIKey.sample(9).sha256, time: Timestamp(milliseconds: 0), pid: 1
      ))
    await #expect(throws: KeyFailure.self) { try await KeyRing.open(KeyRingSettings(), in: environment) }
    // The failure has given the lock back, and the key that a person puts into the file settles the matter.
    try bench.write(APIKey.sample(6).line, to: "k")
    let ring = try await KeyRing.open(KeyRingSettings(), in: environment)
    #expect(try await ring.lease().key == .sample(6))
    #expect(try RotationJournal(of: file).history().open.isEmpty)
  }

  @Test func theEndOfTheProgramWaitsForTheScript() async throws {
    let slow = try bench.script(
      """
      cd "$(dirname "$0")"
      sleep 0.3
      echo '\(APIKey.sample(5).withSecret { "OPENROUTER_API_KEY=\($0)" })' > k
      """)
    let ring = try await KeyRing.open(KeyRingSettings(), in: environment(script: slow))
    let lease = try await ring.lease()
    let waiter = Task { try await ring.report(.spent, of: lease) }
    try await until { !ring.state.waiters.isEmpty }
    waiter.cancel()
    _ = await waiter.result
    await ring.waitUntilIdle()
    #expect(try file.key() == .sample(5))
    #expect(try await ring.lease() == KeyLease(key: .sample(5), generation: 2))
  }

  @Test("no proxy sees the management key when a key is rotated against this very machine")
  func throughNoProxy() async throws {
    let proxy = FakeKeysService()
    let replacement = try await proxy.serving { proxyURL in
      let names = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
      let variables = Dictionary(uniqueKeysWithValues: names.map { ($0, String(proxyURL.dropLast("/api/v1".count))) })
      return try await service.serving { baseURL in
        let ring = try await KeyRing.open(
          KeyRingSettings(), in: environment(script: projectScript, baseURL: baseURL, more: variables))
        return try await ring.report(.unauthorized, of: try await ring.lease())
      }
    }
    #expect(replacement == .replaced)
    #expect(await proxy.calls.isEmpty)
  }

  @Test("a key file that the script has left open to others is closed before it is read")
  func openKeyFile() async throws {
    let careless = try bench.script(
      """
      cd "$(dirname "$0")"
      echo '\(APIKey.sample(5).withSecret { "OPENROUTER_API_KEY=\($0)" })' > new
      chmod 644 new
      mv new k
      """)
    let ring = try await KeyRing.open(KeyRingSettings(), in: environment(script: careless))
    #expect(try await ring.report(.spent, of: try await ring.lease()) == .replaced)
    #expect(try bench.mode("k") == 0o600)
    #expect(try RotationJournal(of: file).history().open.isEmpty)
  }

  @Test func allCompanionFilesAreTheOwnersAlone() async throws {
    _ = try await service.serving { baseURL in
      let ring = try await KeyRing.open(
        KeyRingSettings(), in: environment(script: projectScript, baseURL: baseURL))
      return try await ring.report(.unauthorized, of: try await ring.lease())
    }
    for suffix in ["", ".lock", ".access.jsonl", ".journal.jsonl", ".ledger.jsonl"] {
      #expect(try bench.mode("k" + suffix) == 0o600)
      let text = try bench.read("k" + suffix)
      #expect(suffix == "" || APIKey.sample(1).withSecret { !text.contains($0) })
      #expect(APIKey.sample(9).withSecret { !text.contains($0) })
    }
  }
}

extension FakeKeysService {
  /// The failure that `body` ends with.
  nonisolated func failing(_ body: @Sendable (String) async throws -> some Sendable) async -> KeyFailure? {
    do {
      _ = try await serving(body)
      return nil
    } catch { return error as? KeyFailure }
  }
}
