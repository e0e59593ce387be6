import Foundation
import OpenRouter
import SystemLayer
import TestSupport
import Testing

@testable import Extraction

extension RequestJournal {
  /// A request whose line is in the file.
  fileprivate func sent(with lease: KeyLease) -> Int {
    defer { flush() }
    return sent(with: lease) {}
  }

  /// The end of a request, with its line in the file.
  fileprivate func close(_ number: Int, _ end: RequestEnd) {
    ended(number, end)
    flush()
  }
}

@Suite("what a run's requests have cost, over kills")
struct RequestJournalTests {
  private let folder: TemporaryFolder
  private let lease: KeyLease
  private let key: APIKey

  init() throws {
    folder = try TemporaryFolder()
    key = try #require(APIKey("sk-or-v1-0123456789abcdef0123456789abcdef"))
    lease = KeyLease(key: key, generation: 1)
  }

  private func money(_ digits: String) -> Money { Money(digits: digits) ?? .zero }

  private func open(at milliseconds: Int = 0) throws -> RequestJournal {
    try RequestJournal(folder: folder.path) { Timestamp(milliseconds: milliseconds) }
  }

  @Test("what was in flight at a kill is open at the next start, and what was paid is counted to the last digit")
  func kill() throws {
    var journal = try open()
    let numbers = (0..<4).map { _ in journal.sent(with: lease) }
    journal.close(numbers[0], .cost(money("0.0036125")))
    journal.close(numbers[1], .free)
    journal.close(numbers[2], .unconfirmed(generationID: "gen-1", isAnswered: false))
    // Three starts, each killed at once: nothing is lost and nothing counted twice.
    for _ in 0..<3 {
      journal = try open()
      #expect(journal.accounts.total == money("0.0036125"))
      #expect(Set(journal.accounts.open.keys) == [numbers[2], numbers[3]])
      #expect(journal.accounts.open[numbers[2]]?.generationID == "gen-1")
    }
    #expect(journal.sent(with: lease) == numbers[3] + 1)
    let text = try folder.text("requests.jsonl")
    #expect(!text.contains("0123456789abcdef0123"))
  }

  @Test("a key that the service sends in place of an answer's name is not written")
  func secrets() throws {
    let secrets = SharedMask()
    let foreign = try #require(APIKey("sk-gw7Rk2Xp9Lm4Vt8Nb3Yc6Hd1Jf5Ws0"))
    secrets.add(SecretMask(known: [foreign]))
    let journal = try RequestJournal(folder: folder.path, secrets: secrets)
    let numbers = (0..<2).map { _ in journal.sent(with: lease) }
    foreign.withSecret { secret in
      journal.answering(numbers[0], generationID: secret, about: .null)
      journal.close(numbers[1], .unconfirmed(generationID: secret, isAnswered: true))
    }
    journal.flush()
    _ = try RequestJournal(folder: folder.path)
    #expect(!(try folder.text("requests.jsonl").contains("7Rk2Xp9Lm4Vt8Nb3Yc6")))
  }

  @Test("a journal that a power loss has emptied or cut counts at least what the records say", arguments: ["0", "0.3"])
  func cutByPowerLoss(left: String) throws {
    let id = key.sha256
    let line = #"{"event":"carried","key_sha256":"\#(id)","cost":\#(left),"lost":0,"number":3}"# + "\n"
    try folder.write("requests.jsonl", left == "0" ? "" : line)
    let journal = try RequestJournal(folder: folder.path, recorded: [id: money("0.5"), "other": money("0.1")])
    #expect(journal.accounts.total == money("0.6"))
    // What was settled beside the records stays where it is more than they say.
    try folder.write("requests.jsonl", line.replacing("\"cost\":\(left)", with: "\"cost\":0.7"))
    #expect(try RequestJournal(folder: folder.path, recorded: [id: money("0.5")]).accounts.total == money("0.7"))
  }

  @Test("a request is told to be noted once its line is in the file")
  func noted() async throws {
    let journal = try open()
    for number in 1...200 {
      let path = folder.path("requests.jsonl")
      let isThere = await withCheckedContinuation { continuation in
        _ = journal.sent(with: lease) {
          let lines = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n") ?? []
          continuation.resume(returning: lines.contains { $0.contains("\"number\":\(number),") })
        }
      }
      #expect(isThere)
      journal.ended(number, .free)
    }
    // Ends come with what is written next, or soon.
    journal.flush()
    #expect(try open().accounts.open.isEmpty)
  }

  @Test("a line torn by a crash counts as nothing, and the next one stands alone")
  func tornLine() throws {
    _ = try open().sent(with: lease)
    let text = try folder.text("requests.jsonl")
    try folder.write("requests.jsonl", text + "{\"event\":\"sent\",\"num")
    let journal = try open()
    #expect(journal.accounts.open.count == 1)
    journal.close(1, .free)
    #expect(try open().accounts.open.isEmpty)
  }

  @Test(
    "what /key says was used bounds what lost requests have cost; others who use the key make it more, never less",
    arguments: [
      ("5.01", "0"), ("5.012", "0.002"), ("5.03", "0.02"), ("5.031", nil), ("4.9", "0"),
    ] as [(String, String?)])
  func settlement(_ used: String, _ cost: String?) throws {
    let journal = try open()
    journal.noteUsed(money("5"), of: key)
    journal.noteUsed(money("5.005"), of: key)
    journal.close(journal.sent(with: lease), .cost(money("0.01")))
    for _ in 0..<2 { _ = journal.sent(with: lease) }
    let settlement = journal.accounts.settlement(
      of: key.sha256, used: money(used), reserve: money("0.01"), sentBefore: Timestamp(milliseconds: 1))
    #expect(settlement?.cost == cost.map(money))
    guard let settlement else { return }
    journal.settle(settlement)
    let accounts = try open().accounts
    #expect(accounts.open.isEmpty)
    #expect(accounts.total == money("0.01") + settlement.cost)
  }

  @Test("nothing is said where a request of the same key may still be billed, or its use before the run is not known")
  func noSettlement() throws {
    var journal = try open(at: 100)
    _ = journal.sent(with: lease)
    func settle(before milliseconds: Int) -> Settlement? {
      journal.accounts.settlement(
        of: key.sha256, used: money("5"), reserve: money("1"), sentBefore: Timestamp(milliseconds: milliseconds))
    }
    #expect(settle(before: 101) == nil)
    // What is said now may hold the request's cost already.
    journal.noteUsed(money("5"), of: key)
    #expect(settle(before: 101) == nil)
    try folder.write("requests.jsonl", "")
    journal = try open(at: 100)
    journal.noteUsed(money("5"), of: key)
    _ = journal.sent(with: lease)
    #expect(settle(before: 100) == nil)
    #expect(settle(before: 101)?.cost == .zero)
  }

  @Test("numbers that cannot be are survived")
  func oddNumbers() throws {
    try folder.write(
      "requests.jsonl",
      #"{"event":"sent","number":9223372036854775807,"key_sha256":"k"}"# + "\n"
        + #"{"event":"ended","number":1e308,"cost":-1}"# + "\n"
        + #"{"event":"settled","numbers":[1.5,null],"cost":1e400}"#
        + "\n" + "[]\nnull\n")
    let journal = try open()
    journal.close(journal.sent(with: lease), .free)
    #expect(journal.accounts.total == .zero)
  }
}
