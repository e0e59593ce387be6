internal import Extraction
internal import Logging

extension PreviousRun {
  /// Mends what a crash left, before anything is appended, and says what it found.
  func mend(_ folder: RunFolder, _ journal: RunJournal) throws(CommandFailure) {
    let repair: TornTail.Repair
    do { repair = try TornTail.repair(folder.recordsPath, tail: torn, now: .now()) } catch {
      throw CommandFailure(.writeFailed, error)
    }
    switch repair {
    case .nothingToDo: break
    case .completed(let bytes):
      journal.logger.warning("the last record (\(bytes) bytes) lacked only its newline, which was added")
    case .moved(let bytes):
      journal.logger.warning("a torn last line (\(bytes) bytes) was moved to `\(folder.recordsPath).torn`")
    }
    for line in records.foreignLines.prefix(20) {
      journal.logger.warning("line \(line) of `\(folder.recordsPath)` is no record; it stays and counts as nothing")
    }
    if records.foreignLines.count > 20 {
      journal.logger.warning("… and \(Plural.of(records.foreignLines.count - 20, "line")) more")
    }
  }

  /// Reads again what was paid for and could not be used, before anything is asked.
  mutating func reread(_ folder: RunFolder, _ journal: RunJournal) async throws {
    guard records.entries.contains(where: { !$0.value.isSuccess }) else { return }
    do {
      try await RunRereading(folder: folder.path, records: records).append(to: journal, records: &records)
    } catch let failure as WriteFailure { throw CommandFailure(.writeFailed, failure) }
  }
}
