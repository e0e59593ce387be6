import OpenRouter
import TestSupport
import Testing

@testable import Extraction

/// What a run writes passes through one mask, whatever way it comes: a server's words may hold a key anywhere.
@Suite("the files of a run")
struct RunJournalTests {
  /// One of the service's shape, and one of another, known to the process.
  private static let secrets = ["sk-or-v1-" + String(repeating: "5e", count: 32), "a-key-of-another-shape-0123456789"]

  @Test("hold no key, in events told at once or gathered, records and log", arguments: secrets)
  func masked(secret: String) async throws {
    let folder = try TemporaryFolder()
    let journal = try RunJournal(folder: try RunFolder(folder.path("run")), echo: nil)
    journal.log.mask(Redactor(known: [try #require(APIKey(secret))]))
    var record = Record(
      image: "a.jpg", model: "m", outcome: .failure(RecordFailure(error: "`\(secret)` was refused", kind: "k")),
      timestamp: Timestamp(milliseconds: 0))
    record.usage = ["cost": .string(secret)]
    journal.note(.runThrottled, ["reason": .string("try `\(secret)` later")])
    journal.note(record)
    await withCheckedContinuation { continuation in
      journal.append([journal.line(of: record)]) { _ in continuation.resume() }
    }
    journal.finish()
    for (file, lines) in [("events.jsonl", 2), ("raw.jsonl", 1), ("run.log", 1)] {
      let text = try folder.text("run/\(file)")
      #expect(text.split(separator: "\n").count == lines)
      #expect(!text.contains(secret.dropFirst(21)))
    }
  }

  @Test("what a request has cost stands in its file before the record that says the same does")
  func costsFirst() async throws {
    let folder = try TemporaryFolder()
    let journal = try RunJournal(folder: try RunFolder(folder.path("run")), echo: nil)
    let requests = try RequestJournal(folder: folder.path("run"))
    journal.begin(requests)
    let key = try #require(APIKey("sk-or-v1-0123456789abcdef0123456789abcdef"))
    let record = Record(
      image: "a.jpg", model: "m", outcome: .failure(RecordFailure(error: "x", kind: "k")),
      timestamp: Timestamp(milliseconds: 0))
    for _ in 0..<50 {
      let number = requests.sent(with: KeyLease(key: key, generation: 1)) {}
      requests.ended(number, .free)
      let text = await withCheckedContinuation { continuation in
        journal.append([journal.line(of: record)]) { _ in
          continuation.resume(returning: try? folder.text("run/requests.jsonl"))
        }
      }
      #expect(text?.contains("\"ended\",\"number\":\(number),") == true)
    }
  }

  @Test("events of specimens are written without anything after them")
  func eventsSoon() async throws {
    let folder = try TemporaryFolder()
    let journal = try RunJournal(folder: try RunFolder(folder.path("run")), echo: nil)
    let record = Record(
      image: "a.jpg", model: "m", outcome: .failure(RecordFailure(error: "x", kind: "k")),
      timestamp: Timestamp(milliseconds: 0))
    for count in 1...3 {
      journal.note(record)
      journal.commitSoon()
      while (try? folder.text("run/events.jsonl").split(separator: "\n").count) != count {
        try await Task.sleep(for: .milliseconds(5))
      }
    }
  }
}

@Suite("a writer of lines")
struct LineWriterTests {
  @Test("does not wait for itself on its own thread")
  func ownThread() async throws {
    let folder = try TemporaryFolder()
    let writer = try LineWriter(path: folder.path("events.jsonl"))
    await withCheckedContinuation { continuation in
      writer.run(in: 0) {
        writer.append(SecretMask().line("{}") + .newline)
        writer.flush()
        continuation.resume()
      }
    }
    writer.flush()
    #expect(try folder.text("events.jsonl") == "{}\n")
  }
}
