public import ArgumentParser
internal import Extraction
public import Publishing
internal import Review
internal import SystemLayer

/// `herbx records`.
struct RecordsCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "records", abstract: "One line for each specimen: its last record, for scripts and spreadsheets.",
    discussion: Examples.following(
      "Sorted by the image's name. In csv and tsv each term stands beside its confidence.",
      [
        "herbx records runs/first --format csv --flat > first.csv": "for a spreadsheet",
        "herbx records runs/first --only failed": "what failed, with the reason",
      ]))

  @Argument(help: "The run folder.", completion: .directory) var run: String
  @Option(help: "jsonl (the records as they stand), csv or tsv.") var format = RecordTable.Format.jsonl
  @Flag(help: "Values only: no confidences; in jsonl, a term's value bare.") var flat = false
  @Option(help: "done or failed.") var only: RecordTable.Selection?

  func run(_ context: CommandContext) async throws {
    let records = try Publish.records(of: run)
    Simulation.tell(of: run, context)
    try RecordTable(records, format: format, isFlat: flat, only: only).forEachLine { line in
      format == .jsonl ? context.printData(String(line.dropLast())) : context.printRow(line)
    }
  }
}

extension RecordTable.Format: ExpressibleByArgument {}
extension RecordTable.Selection: ExpressibleByArgument {}

/// What the commands that read a run's records have in common.
enum Publish {
  /// - Throws: status 66 where the folder holds no run.
  static func records(of run: String) throws(CommandFailure) -> RunRecords {
    let path = RunPath.plain(run)
    do {
      let records = try RunRecords(run: path)
      if records.entries.isEmpty { try RunPath.check(run) }
      return records
    } catch let error as CommandFailure { throw error } catch let error as ReadFailure {
      throw CommandFailure(.inputMissing, error)
    } catch {
      throw CommandFailure(.inputMissing, kind: "read_failed", "\(error)")
    }
  }

  /// What curators said of a run's records.
  static func curated(_ run: String) throws(CommandFailure) -> CuratedRecords {
    let ledger: ReviewLedger
    do { ledger = try AnnotationLog.read(run: FilePath(RunPath.plain(run))) } catch {
      throw CommandFailure(.inputMissing, error)
    }
    return { record in
      let reviews = ledger.reviews(of: record.image, recordSHA256: record.dwcSHA256)
      let values = reviews.compactMapValues { review in
        review.valued.flatMap { valued in
          valued.value.map { CuratedRecord.Value(text: $0, annotation: valued.citation) }
        }
      }
      return CuratedRecord(values: values, isReviewed: !reviews.isEmpty && !reviews.values.contains { $0.isFlagged })
    }
  }

  static func dataset(_ path: String?) throws(CommandFailure) -> DatasetFile {
    guard let path else { return DatasetFile() }
    do { return try DatasetFile(path: path) } catch { throw failure(error) }
  }

  static func failure(_ error: PublishingError) -> CommandFailure {
    let status: ExitStatus =
      switch error.kind {
      case .notWritable: .outputNotWritable
      case .writeFailed, .tooLarge, .outOfMemory: .writeFailed
      case .unreadable: .inputMissing
      case .datasetInvalid, .idsInvalid: .usage
      case .datasetUnfilled, .nothingToExport: .checkFailed
      }
    return CommandFailure(status, error)
  }
}
