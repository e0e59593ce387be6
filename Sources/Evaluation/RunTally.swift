internal import DarwinCore
internal import Extraction
public import OpenRouter

/// What one run amounts to: by term, by confidence, by sheet, in money and time.
public struct RunTally: Sendable, Equatable {
  /// As it was named.
  public let path: String
  /// Whether its records are invented.
  public let isSimulated: Bool
  public internal(set) var model: String?
  /// Records of success, and of failure.
  public internal(set) var successes = 0
  public internal(set) var failures = 0
  /// Successes of which the truth knows something.
  public internal(set) var specimens = 0
  /// Failures of which it does.
  public internal(set) var failedSpecimens = 0
  /// What all answers cost; nil where the service told it of none.
  public let cost: Money?
  /// Successes of which it did not tell it.
  public let unpriced: Int
  /// From request to answer, over all successes, in milliseconds.
  public internal(set) var milliseconds = 0
  public internal(set) var terms: [TermTally]
  public internal(set) var calibration = Calibration()
  public internal(set) var worst = WorstSheets()
  private let kinds: [FactKind]

  init(path: String, isSimulated: Bool, cost: Money, unpriced: Int, terms: [String]) {
    self.path = path
    self.isSimulated = isSimulated
    self.cost = unpriced > 0 && cost == .zero ? nil : cost
    self.unpriced = unpriced
    self.terms = terms.map { TermTally(term: $0) }
    kinds = terms.map { FactKind(term: $0) }
  }

  /// Takes what the same run amounts to over further specimens.
  mutating func add(_ other: RunTally) {
    model = model ?? other.model
    successes += other.successes
    failures += other.failures
    specimens += other.specimens
    failedSpecimens += other.failedSpecimens
    milliseconds += other.milliseconds
    for index in terms.indices { terms[index].add(other.terms[index]) }
    calibration.add(other.calibration)
    worst.add(other.worst)
  }

  public var run: String { RunFolder.runID(of: path) }
  public var fields: Int { terms.reduce(0) { $0 + $1.fields } }
  public var right: Int { terms.reduce(0) { $0 + $1.right } }

  /// Nil without a success, where nothing was billed, or where not all is known.
  public var costPerSpecimen: Money? {
    guard let cost, unpriced == 0, successes > 0, cost > .zero else { return nil }
    return cost.divided(by: successes)
  }

  /// What a right field cost, if all of the run's specimens are as those of the truth.
  public var costPerRightField: Money? {
    guard let each = costPerSpecimen, right > 0 else { return nil }
    return (each * specimens).divided(by: right)
  }

  /// Takes one specimen's answers beside what is true.
  /// - Returns: what became of each term's field.
  mutating func add(_ answers: [Answer?], _ truth: [TruthValue], image: SpecimenName, number: Int) -> [FieldOutcome?] {
    specimens += 1
    let outcomes = terms.indices.map { index in judge(answers[index], truth[index], index) }
    let counted = outcomes.compactMap(\.self)
    worst.add(
      .init(image: image, number: number, notRight: counted.count { !$0.isRight }, fields: counted.count))
    return outcomes
  }

  private mutating func judge(_ answer: Answer?, _ truth: TruthValue, _ index: Int) -> FieldOutcome? {
    if truth == .unknown { return nil }
    let kind = kinds[index]
    guard let outcome = FieldOutcome(answer: answer?.text, truth: truth.text, kind: kind) else { return nil }
    terms[index].add(outcome)
    if let answer { calibration.add(confidence: answer.confidence, isRight: outcome.isRight) }
    if kind == .freeText, let answer, let expected = truth.text {
      let error = outcome == .exact ? 0 : CharacterError.of(answer.text.trimmedBlanks, truth: expected.trimmedBlanks)
      if let error { terms[index].add(characterError: error) }
    }
    return outcome
  }
}

/// What a model says in one field.
struct Answer: Sendable, Equatable {
  let text: String
  /// From 0 to 1; nil where it is unknown.
  let confidence: Double?

  /// A record's answers, one for each of the terms in their order; nil where it says nothing.
  /// - Parameter places: of the terms.
  static func all(in record: RecordView, _ places: [String: Int]) -> [Answer?] {
    var answers = [Answer?](repeating: nil, count: places.count)
    for (term, raw) in record[.dwc]?.members ?? [] {
      guard let place = places[term] else { continue }
      let field = RecordField(term: term, raw.value)
      answers[place] =
        field.isFilled ? field.text.map { Answer(text: $0, confidence: field.confidence?.fraction) } : nil
    }
    return answers
  }
}

extension TruthValue {
  /// Nil where the sheet has nothing or nobody knows.
  var text: String? { if case .value(let text) = self { text } else { nil } }
}
