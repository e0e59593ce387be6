import OpenRouter
import Testing

@testable import Keys

struct RecordsTests {
  private let bench: Workbench
  private let identity = ProcessIdentity(pid: 7, user: "ada", command: "herbx extract")

  init() throws { bench = try Workbench() }

  @Test func theAccessLogHoldsOneMaskedLineForEachUse() throws {
    let file = KeyFile(path: bench.path("deep/k"))
    let log = AccessLog(of: file, identity: identity, redactor: Redactor())
    try log.record(.load, key: .sample(1), detail: "here")
    try log.record(.list)
    #expect(try bench.mode("deep/k.access.jsonl") == 0o600)
    let entries = try log.entries()
    #expect(entries.map(\.action) == ["load", "list"])
    #expect(entries.first?.key == APIKey.sample(1).masked)
    #expect(entries.first?.user == "ada")
    #expect(entries.first?.pid == 7)
    #expect(entries.first?.detail == "here")
    #expect(Timestamp(iso8601: entries[0].timestamp) != nil)
    let text = try bench.read("deep/k.access.jsonl")
    #expect(text.hasSuffix("}\n"))
    #expect(APIKey.sample(1).withSecret { !text.contains($0) })
  }

  @Test func aCommandLineIsMasked() {
    let arguments = ["herbx", "--key", "sk-or-v1-0123456789abcdef0123"]
    #expect(ProcessIdentity.current(arguments: arguments).command == "herbx --key sk-or-v1-0123456789ab...")
  }

  @Test func aLineAfterATornOneStandsAlone() throws {
    try bench.write("{\"action\":\"load\",\"timestamp\":\"x\"}\n{\"act", to: "k.access.jsonl", mode: 0o644)
    let log = AccessLog(of: KeyFile(path: bench.path("k")), identity: identity, redactor: Redactor())
    try log.record(.check)
    #expect(try log.entries().map(\.action) == ["load", "check"])
    #expect(try bench.mode("k.access.jsonl") == 0o600)
  }

  @Test func manyWritersNeverMixTheirLines() async throws {
    let log = AccessLog(of: KeyFile(path: bench.path("k")), identity: identity, redactor: Redactor())
    try await withThrowingTaskGroup { group in
      for number in 1...200 { group.addTask { try log.record(.load, key: .sample(number)) } }
      try await group.waitForAll()
    }
    #expect(Set(try log.entries().map(\.key)).count == 200)
  }

  @Test func theLedgerKeepsTheLimitsDigits() throws {
    let ledger = KeyLedger(of: KeyFile(path: bench.path("k")))
    let entry = KeyLedger.Entry(
      hash: "h1", name: "n", limit: "15.00", made: "t", why: "spent", run: nil, key: "sk-or-v1-abc...",
      keySHA256: "00ff")
    try ledger.record(entry)
    #expect(try ledger.entries() == [entry])
    #expect(try bench.read("k.ledger.jsonl").contains("\"limit\":15.00"))
    #expect(try bench.mode("k.ledger.jsonl") == 0o600)
  }

  private func attempt(_ id: String, rejected: APIKey? = .sample(1)) -> ProvisioningAttempt {
    ProvisioningAttempt(
      id: id, keyName: "auto-\(id)", rejected: rejected?.sha256, time: Timestamp(milliseconds: 1000), pid: 7)
  }

  @Test func anAttemptIsOpenUntilItsEndIsWritten() throws {
    let journal = RotationJournal(of: KeyFile(path: bench.path("k")))
    #expect(try journal.history().open.isEmpty)
    try journal.begin(attempt("a"))
    try journal.begin(attempt("b", rejected: nil))
    #expect(try journal.history().open == [attempt("a"), attempt("b", rejected: nil)])
    try journal.end("a", .failed(reason: "x"), at: .now())
    #expect(try journal.history().open.map(\.id) == ["b"])
    try journal.end("b", .cleared, at: .now())
    #expect(try journal.history().open.isEmpty)
    #expect(try bench.mode("k.journal.jsonl") == 0o600)
  }

  @Test func aKeyIsFreshUntilItServesOrGrowsOld() throws {
    let journal = RotationJournal(of: KeyFile(path: bench.path("k")))
    let hour = 3_600_000
    try journal.begin(attempt("a"))
    try journal.end("a", .made(.sample(2), hash: nil), at: Timestamp(milliseconds: 0))
    let fresh = try journal.history()
    #expect(fresh.isFresh(.sample(2), at: Timestamp(milliseconds: hour - 1)))
    #expect(!fresh.isFresh(.sample(2), at: Timestamp(milliseconds: hour)))
    #expect(!fresh.isFresh(.sample(1), at: Timestamp(milliseconds: 0)))
    try journal.noteServed(.sample(2), at: Timestamp(milliseconds: 1))
    #expect(!(try journal.history().isFresh(.sample(2), at: Timestamp(milliseconds: 2))))
    let text = try bench.read("k.journal.jsonl")
    #expect(APIKey.sample(2).withSecret { !text.contains($0) })
  }
}
