import OpenRouter
import TestSupport
import Testing

@testable import Keys

@Suite(.endsHanging)
struct KeyRotationTests {
  private let world = FakeWorld(file: .sample(1))
  private let alive = KeyCheck.living()

  private func run(
    _ reason: RotationReason, served: Bool = false, made: Int = 0, settings: KeyRingSettings = KeyRingSettings()
  ) async -> RotationResult {
    let job = KeyJob(
      lease: KeyLease(key: .sample(1), generation: 1), kind: .rotate(reason), served: served, isRefused: false,
      made: made)
    let result = await rotation(settings).run(job, because: reason) { served }
    #expect(!world.isLocked, "the lock is given back")
    return result
  }

  private func rotation(_ settings: KeyRingSettings = KeyRingSettings()) -> KeyRotation {
    KeyRotation(KeyProvisioner(settings: settings, environment: world.environment))
  }

  private func failure(_ result: RotationResult) -> KeyFailure? {
    if case .failed(let failure) = result.outcome { failure } else { nil }
  }

  // MARK: - Is the key dead?

  @Test(
    "a bare 401 is confirmed before anything is done",
    arguments: [
      (.living(remaining: "3", usage: "1"), .stillValid), (.living(remaining: nil, usage: nil), .stillValid),
      (.unavailable("503"), .unverified(reason: "503")),
    ] as [(KeyCheck, RotationResult.Outcome)])
  func passing401(_ answer: KeyCheck, _ outcome: RotationResult.Outcome) async {
    world.set { $0.answers[.sample(1)] = [answer] }
    #expect(await run(.unauthorized) == RotationResult(outcome: outcome))
    #expect(world.orders.isEmpty)
  }

  @Test("a refused key, or one that nobody can ask about, is replaced", arguments: [KeyCheck.dead, .unsupported])
  func confirmed401(_ answer: KeyCheck) async {
    world.set { $0.answers = [.sample(1): [answer], .sample(2): [self.alive]] }
    world.scriptMakes(.sample(2))
    #expect(await run(.unauthorized) == RotationResult(outcome: .replaced(.sample(2), check: alive), made: 1))
    #expect(world.orders.map(\.rejected) == [.sample(1)])
    #expect(world.orders.map(\.keyName) == ["auto-rotation-20251009T085320Z-0badcafe"])
    #expect(world.orders.map(\.limit) == ["15.00"])
  }

  @Test func aSpentKeyIsReplacedWithoutAsking() async {
    world.set { $0.answers[.sample(2)] = [self.alive] }
    world.scriptMakes(.sample(2))
    #expect(await run(.spent).outcome == .replaced(.sample(2), check: alive))
    #expect(world.asked == [.sample(2)])
  }

  // MARK: - Adopting

  @Test func anotherKeyInTheFileIsAdoptedWithoutSpending() async throws {
    world.set {
      $0.file = .sample(2)
      $0.answers[.sample(2)] = [self.alive]
    }
    #expect(await run(.spent, made: 99) == RotationResult(outcome: .replaced(.sample(2), check: alive)))
    #expect(world.orders.isEmpty)
    #expect(world.events.contains(.adopted(key: APIKey.sample(2).masked)))
    #expect(try world.accessLog.entries().map(\.action) == ["adopt"])
  }

  @Test func aDeadKeyInPlaceOfADeadKeyIsReplaced() async {
    world.set {
      $0.file = .sample(2)
      $0.answers = [.sample(2): [.dead], .sample(3): [self.alive]]
    }
    world.scriptMakes(.sample(3))
    #expect(await run(.spent).outcome == .replaced(.sample(3), check: alive))
    #expect(world.orders.map(\.rejected) == [.sample(2)])
    #expect(world.clock >= .seconds(10))
  }

  @Test func aSpentKeyInTheFileIsNotAdopted() async {
    world.set {
      $0.file = .sample(2)
      $0.answers = [.sample(2): [.living(remaining: "0", usage: "15")], .sample(3): [self.alive]]
    }
    world.scriptMakes(.sample(3))
    #expect(await run(.spent).outcome == .replaced(.sample(3), check: alive))
    #expect(world.clock == .zero)
  }

  @Test func aFileWithoutKeyIsFilled() async {
    world.set {
      $0.file = nil
      $0.answers[.sample(2)] = [self.alive]
    }
    world.scriptMakes(.sample(2))
    #expect(await run(.spent).outcome == .replaced(.sample(2), check: alive))
  }

  @Test func aFileThatIsRefusedStopsBeforeAnythingIsMade() async {
    world.set { $0.fileFault = KeyFileError(.permissions, "open", hint: "chmod 600 /keys") }
    #expect(failure(await run(.spent))?.kind == .keyFile)
    #expect(failure(await run(.spent))?.hint == "chmod 600 /keys")
  }

  // MARK: - The new key

  @Test func aNewKeyMayTakeAMoment() async {
    world.set { $0.answers[.sample(2)] = [.dead, .dead, .dead, self.alive] }
    world.scriptMakes(.sample(2))
    #expect(await run(.spent).outcome == .replaced(.sample(2), check: alive))
    #expect(world.clock > .zero)
  }

  @Test(
    "a new key that cannot be checked is taken, and that is remembered",
    arguments: [KeyCheck.unsupported, .unavailable("503")])
  func unchecked(_ answer: KeyCheck) async {
    world.set { $0.answers[.sample(2)] = [answer] }
    world.scriptMakes(.sample(2))
    #expect(await run(.spent) == RotationResult(outcome: .replaced(.sample(2), check: nil), made: 1))
  }

  @Test func aNewKeyRefusedToTheEndIsTheFreshKeyFailure() async {
    world.set { $0.answers[.sample(2)] = [.dead] }
    world.scriptMakes(.sample(2))
    #expect(
      await run(.spent)
        == RotationResult(outcome: .failed(.freshKeyFailed(.official)), made: 1))
    #expect(world.clock >= .seconds(10) && world.clock < .seconds(12))
  }

  /// Key 1 counts as made by herbx a moment ago.
  private func makeFirstKeyFresh() throws {
    let attempt = ProvisioningAttempt(id: "a", keyName: "n", rejected: "0", time: world.wallClock(), pid: 1)
    try world.journal.begin(attempt)
    try world.journal.end("a", .made(.sample(1), hash: nil), at: world.wallClock())
  }

  @Test("a fresh key that never worked is not replaced", arguments: [RotationReason.unauthorized, .spent])
  func neverWorked(_ reason: RotationReason) async throws {
    try makeFirstKeyFresh()
    world.set { $0.answers[.sample(1)] = [.dead] }
    #expect(await run(reason).outcome == .failed(.freshKeyFailed(.official)))
    #expect(world.orders.isEmpty)
  }

  @Test func aFreshKeyWithoutKeyEndpointIsNotReplacedEither() async throws {
    try makeFirstKeyFresh()
    world.set { $0.answers[.sample(1)] = [.unsupported] }
    #expect(await run(.unauthorized).outcome == .failed(.freshKeyFailed(.official)))
  }

  @Test func aFreshKeyThatWorkedElsewhereIsReplaced() async throws {
    try makeFirstKeyFresh()
    try world.journal.noteServed(.sample(1), at: world.wallClock())
    world.set { $0.answers = [.sample(1): [.dead], .sample(2): [self.alive]] }
    world.scriptMakes(.sample(2))
    #expect(await run(.unauthorized).outcome == .replaced(.sample(2), check: alive))
  }

  @Test func aFreshKeyThatWorkedHereIsReplaced() async throws {
    try makeFirstKeyFresh()
    world.set { $0.answers = [.sample(1): [.dead], .sample(2): [self.alive]] }
    world.scriptMakes(.sample(2))
    #expect(await run(.unauthorized, served: true).outcome == .replaced(.sample(2), check: alive))
  }

  @Test func aFreshKeyThatOthersUsedUpIsReplaced() async throws {
    try makeFirstKeyFresh()
    world.set { $0.answers = [.sample(1): [.living(remaining: "0", usage: "15")], .sample(2): [self.alive]] }
    world.scriptMakes(.sample(2))
    #expect(await run(.spent).outcome == .replaced(.sample(2), check: alive))
  }

  @Test func anOutageIsNoDeadFreshKey() async throws {
    try makeFirstKeyFresh()
    world.set { $0.answers[.sample(1)] = [.dead, .unavailable("503")] }
    #expect(await run(.unauthorized).outcome == .unverified(reason: "503"))
  }

  @Test func theFreshKeyOfAnotherProcessIsNotReplacedEither() async throws {
    try makeFirstKeyFresh()
    world.set { $0.answers[.sample(1)] = [.dead] }
    let job = KeyJob(
      lease: KeyLease(key: .sample(7), generation: 1), kind: .rotate(.spent), served: true, isRefused: false, made: 0)
    let result = await rotation().run(job, because: .spent) { true }
    #expect(result.outcome == .failed(.freshKeyFailed(.official)))
    #expect(world.orders.isEmpty)
  }

  // MARK: - The script

  @Test(
    "each way that a script fails has its message, and closes the journal where no key can have been made",
    arguments: [
      (.notFound(["/a", "/b/p.sh"]), .scriptNotFound, "❌ Provisioning script not found: /b/p.sh", false),
      (
        .notExecutable(path: "/p.sh", reason: "no"), .scriptNotExecutable,
        "❌ Provisioning script cannot be started: /p.sh (no)", false
      ),
      (
        .unsafe(path: "/p.sh", reason: "no"), .scriptUnsafe,
        "❌ Provisioning script is not yours alone to change: /p.sh (no)", false
      ),
      (.failed(exit: 13, lastLine: "refused"), .provisioningFailed, "❌ Provisioning failed: refused", false),
      (
        .failed(exit: 1, lastLine: nil), .provisioningFailed,
        "❌ Provisioning failed: the script said nothing (exit status 1)", false
      ),
      (.failed(exit: 16, lastLine: "unclear"), .provisioningFailed, "❌ Provisioning failed: unclear", true),
      (.failed(exit: 18, lastLine: "orphan"), .provisioningFailed, "❌ Provisioning failed: orphan", true),
      (.failed(exit: 137, lastLine: "x"), .provisioningFailed, "❌ Provisioning failed: x", true),
      (.signalled(9, lastLine: "x"), .provisioningFailed, "❌ Provisioning failed: x", true),
      (.timedOut(exit: nil, lastLine: "x"), .scriptTimedOut, "❌ Provisioning script timed out", true),
      (.timedOut(exit: 143, lastLine: nil), .scriptTimedOut, "❌ Provisioning script timed out", true),
      (.timedOut(exit: 1, lastLine: nil), .scriptTimedOut, "❌ Provisioning script timed out", true),
      (.timedOut(exit: 15, lastLine: nil), .scriptTimedOut, "❌ Provisioning script timed out", false),
      (.done(nil), .notLoaded, "❌ Key provisioned but not loaded into environment", true),
    ] as [(ScriptOutcome, KeyFailure.Kind, String, Bool)])
  func scriptFailures(_ outcome: ScriptOutcome, _ kind: KeyFailure.Kind, _ message: String, _ open: Bool) async throws {
    world.set { $0.script = { _, _ in outcome } }
    let failure = try #require(failure(await run(.spent)))
    #expect(failure.kind == kind)
    #expect(failure.message == message)
    let hint = try #require(failure.hint)
    #expect(!hint.isEmpty)
    #expect(try world.journal.history().open.isEmpty == !open)
    #expect(hint.contains("auto-rotation-20251009T085320Z-0badcafe") == open)
    #expect(try world.accessLog.entries().map(\.action) == ["provision-started", "provision-failed"])
    guard open else { return }
    // A second key is never made by itself.
    let again = try #require(self.failure(await run(.spent)))
    #expect(again.kind == .unclearProvisioning)
    #expect(again.message.contains("still holds the refused key"))
    #expect(world.orders.count == 1)
  }

  @Test func aScriptThatIsCutOffAfterItsWorkHasSucceeded() async throws {
    world.set {
      $0.answers[.sample(2)] = [self.alive]
      $0.script = { _, world in
        world.set { $0.file = .sample(2) }
        return .timedOut(exit: nil, lastLine: nil)
      }
    }
    #expect(await run(.spent) == RotationResult(outcome: .replaced(.sample(2), check: alive), made: 1))
    #expect(try world.journal.history().open.isEmpty)
  }

  @Test func theJournalStandsBeforeTheScriptRuns() async throws {
    world.set {
      $0.script = { order, world in
        #expect((try? world.journal.history().open.map(\.keyName)) == [order.keyName])
        #expect((try? world.journal.history().open.map(\.rejected)) == [APIKey.sample(1).sha256])
        return .failed(exit: 11, lastLine: "x")
      }
    }
    _ = await run(.spent)
    #expect(world.orders.count == 1)
    world.set { $0.unwritable = ["journal"] }
    #expect(failure(await run(.spent))?.kind == .journal)
    #expect(world.orders.count == 1)
  }

  @Test("where the journal's line may stand though writing it failed, it is closed: no script has run")
  func theJournalIsClosedWhereNoScriptRan() async throws {
    world.set { $0.failsOnceAfterWriting = ["journal"] }
    #expect(failure(await run(.spent))?.kind == .journal)
    #expect(world.orders.isEmpty)
    #expect(try world.journal.history().open.isEmpty)
  }

  @Test func theLedgerTellsWhatWasMadeAndWhy() async throws {
    world.set { $0.answers[.sample(2)] = [self.alive] }
    world.scriptMakes(.sample(2), report: ScriptReport(hash: "h1", name: "n1"))
    _ = await run(.spent, settings: KeyRingSettings(run: "run_7"))
    let entries = try world.environment.ledger.entries()
    #expect(entries.map(\.hash) == ["h1"])
    #expect(entries.map(\.name) == ["n1"])
    #expect(entries.map(\.why) == ["spent"])
    #expect(entries.map(\.run) == ["run_7"])
    #expect(entries.map(\.limit) == ["15.00"])
    #expect(entries.map(\.key) == [APIKey.sample(2).masked])
    #expect(entries.map(\.keySHA256) == [APIKey.sample(2).sha256])
    #expect(try world.accessLog.entries().map(\.action) == ["provision-started", "provision-done"])
  }

  @Test func recordsThatCannotBeWrittenAreToldAndStopNothing() async {
    world.set {
      $0.answers[.sample(2)] = [self.alive]
      $0.unwritable = ["access", "ledger"]
    }
    world.scriptMakes(.sample(2))
    #expect(await run(.spent).outcome == .replaced(.sample(2), check: alive))
    #expect(world.events.contains { if case .warning = $0 { true } else { false } })
  }

  // MARK: - Limit and lock

  @Test func theLimitCountsKeysThatWereMade() async {
    #expect(failure(await run(.spent, made: 3))?.kind == .rotationLimit)
    #expect(failure(await run(.spent, settings: KeyRingSettings(maxRotations: 0)))?.kind == .rotationLimit)
  }

  @Test func aHeldLockIsWaitedForUntilItsHolderHasBroughtAKey() async {
    world.set {
      $0.lockedFor = 20
      $0.answers[.sample(2)] = [self.alive]
    }
    let world = world
    var environment = world.environment
    environment.sleep = { duration in
      world.set {
        $0.clock += duration
        if $0.clock > .seconds(5) { $0.file = .sample(2) }
      }
    }
    let job = KeyJob(
      lease: KeyLease(key: .sample(1), generation: 1), kind: .rotate(.spent), served: false, isRefused: false, made: 0)
    let rotation = KeyRotation(KeyProvisioner(settings: KeyRingSettings(), environment: environment))
    #expect(await rotation.run(job, because: .spent) { false }.outcome == .replaced(.sample(2), check: alive))
    #expect(world.orders.isEmpty)
  }

  @Test func aLockThatIsNeverGivenBackIsAFailure() async {
    world.set { $0.lockedFor = .max }
    let result = await run(.spent)
    #expect(failure(result)?.kind == .lockUnavailable)
    #expect(failure(result)?.message == "❌ Lock not obtained: another process has held `/keys.lock` for 60 s")
  }

  // MARK: - What an earlier process has left

  private func leaveOpen(age: Duration, rejected: APIKey?) throws {
    let time = Timestamp(milliseconds: world.wallClock().milliseconds - Int(age.components.seconds) * 1000)
    try world.journal.begin(
      ProvisioningAttempt(id: "a", keyName: "auto-rotation-a", rejected: rejected?.sha256, time: time, pid: 1))
  }

  @Test func aCrashAfterTheKeyCameIsSettledAtTheNextStart() async throws {
    try leaveOpen(age: .seconds(3600), rejected: .sample(7))
    let ring = try await KeyRing.open(.withoutEarlyRotation, in: world.environment)
    #expect(try await ring.lease().key == .sample(1))
    #expect(try world.journal.history().open.isEmpty)
    #expect(!world.isLocked)
    // The one who had it made could not say so any more.
    let entry = try #require(try world.environment.ledger.entries().last)
    #expect(entry.name == "auto-rotation-a" && entry.hash == nil && entry.keySHA256 == APIKey.sample(1).sha256)
  }

  @Test("a crash that leaves it unclear stops the next start", arguments: [APIKey.sample(1), nil])
  func unclearAtStart(_ inFile: APIKey?) async throws {
    try leaveOpen(age: .seconds(3600), rejected: .sample(1))
    world.set { $0.file = inFile }
    do {
      _ = try await KeyRing.open(.withoutEarlyRotation, in: world.environment)
      Issue.record("nobody knows whether a key was made")
    } catch let failure as KeyFailure {
      #expect(failure.kind == .unclearProvisioning)
      #expect(failure.message.contains("`auto-rotation-a`"))
      let hint = failure.hint ?? ""
      #expect(hint.contains("herbx keys list") && hint.contains("herbx keys provision"))
    }
    #expect(!world.isLocked)
    #expect(try world.journal.history().open.count == 1)
  }

  @Test func aScriptThatMayStillRunIsWaitedFor() async throws {
    try leaveOpen(age: .seconds(1), rejected: .sample(1))
    let world = world
    var environment = world.environment
    // The orphaned script comes to its end while the next start looks on.
    environment.sleep = { duration in
      world.set {
        $0.clock += duration
        if $0.clock > .seconds(5) { $0.file = .sample(2) }
      }
    }
    let ring = try await KeyRing.open(.withoutEarlyRotation, in: environment)
    #expect(try await ring.lease().key == .sample(2))
  }

  @Test func aPersonClearsTheMatter() async throws {
    try leaveOpen(age: .seconds(3600), rejected: .sample(1))
    world.set { $0.answers[.sample(2)] = [self.alive] }
    world.scriptMakes(.sample(2), report: ScriptReport(hash: "h", name: "mine-1"))
    let settings = KeyRingSettings(keyName: "mine", keyLimit: "50.00")
    let outcome = try await ManualProvisioning(settings, in: world.environment).run()
    #expect(outcome.key == .sample(2))
    #expect(outcome.name == "mine-1")
    #expect(outcome.verified)
    #expect(outcome.cleared.map(\.keyName) == ["auto-rotation-a"])
    #expect(world.orders.map(\.rejected) == [nil])
    #expect(world.orders.map(\.limit) == ["50.00"])
    #expect(try world.journal.history().open.isEmpty)
    #expect(try world.environment.ledger.entries().map(\.why) == ["by hand"])
  }
}
