internal import Extraction
internal import Keys
internal import Logging
internal import OpenRouter
internal import SystemLayer

/// Answers that a crash has lost are asked for where the service keeps contents, and recorded instead of paid again.
struct LostAnswerSearch {
  let folder: RunFolder
  let template: ChatTemplate
  let address: ServiceAddress
  let account: AccountClient
  let journal: RunJournal
  let key: APIKey
  let management: APIKey?

  /// Answers that are asked for, at most: more were not in flight.
  private static let most = 512

  /// Takes the records of what came back up into `records`.
  func run(_ records: inout RecordIndex) async throws(CommandFailure) {
    guard RequestJournal.exists(in: folder.path) else { return }
    let requests: RequestJournal
    do { requests = try RequestJournal(folder: folder.path) } catch {
      throw CommandFailure(.writeFailed, error)
    }
    defer { requests.flush() }
    var count = 0
    for request in requests.accounts.open.values.sorted(by: { $0.number < $1.number }).prefix(Self.most) {
      guard let lost = LostAnswer(request, question: template.sha256, records: records),
        let reply = await account.answer(ofGeneration: lost.generationID, key, management: management)
      else { continue }
      let record = lost.record(
        reply, template: template, provider: address.provider, sequence: records.highestSequence + 1, at: .now())
      try await append(record, &records)
      // What the record tells of its cost is no loss any more.
      requests.ended(request.number, reply.cost.map { .cost($0) } ?? .free)
      count += 1
    }
    if count > 0 {
      journal.logger.info("\(count) answers that a crash had lost came back from the service; nothing was asked again")
    }
  }

  private func append(_ record: Record, _ records: inout RecordIndex) async throws(CommandFailure) {
    let line = record.line
    let results = await withCheckedContinuation { continuation in
      journal.append([journal.log.json(line)]) { continuation.resume(returning: $0) }
    }
    for result in results { if case .failure(let failure) = result { throw CommandFailure(.writeFailed, failure) } }
    records.add(Array(line.dropLast()))
  }
}
