internal import DarwinCore
internal import Dispatch
internal import Extraction
internal import OpenRouter
public import Publishing
internal import Synchronization
internal import SystemLayer

/// Compares runs with what is true, and with each other. The runs are read side by side in the order of the specimens'
/// names, so that memory holds one record of each; in as many parts at once as the machine has processors.
public struct Evaluation: Sendable {
  private let truth: (any TruthSource)?
  private let terms: [String]
  private let kinds: [FactKind]
  private let places: [String: Int]
  /// By term: whether the truth has it at all.
  private let isCompared: [Bool]
  private let records: [RunRecords]
  private var report: EvaluationReport

  /// - Parameter truth: nil to compare the runs with each other only.
  public init(_ runs: [(path: String, records: RunRecords)], truth: (any TruthSource)?) {
    self.truth = truth
    let terms = truth?.terms ?? Set(runs.flatMap(\.records.terms)).sorted()
    self.terms = terms
    kinds = terms.map { FactKind(term: $0) }
    places = Dictionary(uniqueKeysWithValues: terms.enumerated().map { ($1, $0) })
    isCompared = terms.map { truth?.filledTerms.contains($0) ?? true }
    records = runs.map(\.records)
    let tallies = runs.map { run in
      RunTally(
        path: run.path, isSimulated: SnapshotFile.isSimulated(run: run.path), cost: run.records.cost,
        unpriced: run.records.unpriced, terms: truth == nil ? [] : terms)
    }
    report = EvaluationReport(runs: tallies, hasTruth: truth != nil, specimensOfTruth: truth?.count ?? 0)
  }

  /// - Parameter parts: at once; nil for the machine's processors.
  /// - Throws: `ReadFailure`, `PublishingError` or `TruthError` where a file cannot be read.
  public func run(parts: Int? = nil) throws -> EvaluationReport {
    let starts = starts(of: parts ?? MachineInformation.current().processors)
    let results = Mutex([Int: Result<EvaluationReport, any Error>]())
    DispatchQueue.concurrentPerform(iterations: starts.count) { part in
      let result = Result { () throws -> EvaluationReport in
        var copy = self
        return try copy.part(from: starts[part], upTo: part + 1 < starts.count ? starts[part + 1] : nil)
      }
      results.withLock { $0[part] = result }
    }
    return try results.withLock { results in
      try results.sorted { $0.key < $1.key }.reduce(into: report) { $0.add(try $1.value.get()) }
    }
  }

  /// The first specimen of each part; nil for the first of all.
  private func starts(of parts: Int) -> [SpecimenName?] {
    let entries = records.max { $0.entries.count < $1.entries.count }?.entries ?? []
    let parts = max(1, min(parts, entries.count))
    return (0..<parts).map { $0 == 0 ? nil : entries[entries.count * $0 / parts].image }
  }

  private mutating func part(from start: SpecimenName?, upTo end: SpecimenName?) throws -> EvaluationReport {
    var readers = try records.map { try $0.reader(from: start, upTo: end) }
    var heads = try readers.indices.map { try readers[$0].next() }
    while let image = heads.compactMap({ $0?.entry.image }).min() {
      var readings: [Reading?] = []
      for index in heads.indices {
        guard let head = heads[index], head.entry.image == image else {
          readings.append(nil)
          continue
        }
        readings.append(try reading(head.line, head.entry, run: index))
        heads[index] = try readers[index].next()
      }
      compare(readings)
    }
    return report
  }

  /// One run's record of one specimen, judged.
  private struct Reading {
    let answers: [Answer?]
    let truth: [TruthValue]?
    let outcomes: [FieldOutcome?]
  }

  /// Nil for a failure.
  private mutating func reading(_ line: [UInt8], _ entry: RunRecords.Entry, run index: Int) throws -> Reading? {
    guard let record = RecordView(line: line) else { return nil }
    if report.runs[index].model == nil { report.runs[index].model = record.model }
    let values = try truth?.values(of: record)
    guard record.isSuccess else {
      report.runs[index].failures += 1
      report.runs[index].failedSpecimens += values == nil ? 0 : 1
      return nil
    }
    report.runs[index].successes += 1
    report.runs[index].milliseconds += record[.durationMilliseconds]?.count ?? 0
    let answers = Answer.all(in: record, places)
    let outcomes = values.map {
      report.runs[index].add(answers, $0, image: record.image, number: Int(entry.number))
    }
    return Reading(answers: answers, truth: values, outcomes: outcomes ?? [])
  }

  private mutating func compare(_ readings: [Reading?]) {
    for one in readings.indices {
      for other in readings.indices where other != one {
        guard let mine = readings[one], let theirs = readings[other], truth == nil || mine.truth != nil else {
          continue
        }
        report.agreements[one][other].specimens += 1
        for term in terms.indices where isCompared[term] && mine.truth?[term] != .unknown {
          report.agreements[one][other].add(
            mine.answers[term]?.text, theirs.answers[term]?.text, truth: mine.truth?[term].text,
            outcome: truth == nil ? nil : mine.outcomes[term], kind: kinds[term])
        }
      }
    }
  }
}
