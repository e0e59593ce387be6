internal import DarwinCore
internal import Extraction
internal import OpenRouter
internal import Review
internal import SystemLayer

/// What the pages of a review are told, as JSON.
extension ReviewState {
  /// How the review stands.
  mutating func summaryJSON(run name: String) -> JSONValue {
    let queue = queue()
    let done = queue.numbers.count(where: isDone)
    let control = queue.control.filter(isDone)
    let sample = control.map { tallies[$0] }.reduce(SheetTally(), +)
    let figures = tallies.reduce(SheetTally(), +)
    return [
      "run": .string(name), "simulated": .bool(isSimulated), "reviewer": .string(settings.reviewer.text),
      "sheets": JSONValue(table.count),
      "lines": JSONValue(ledger.count), "queue": JSONValue(queue.numbers.count), "queue_done": JSONValue(done),
      "accepted": JSONValue(figures.accepted), "replaced": JSONValue(figures.replaced),
      "flagged": JSONValue(figures.flagged), "conflicts": JSONValue(figures.conflicts),
      "stale": JSONValue(figures.stale), "unreadable": JSONValue(log.unreadable),
      "control": [
        "sheets": JSONValue(queue.control.count), "done": JSONValue(control.count),
        "fields": JSONValue(sample.accepted + sample.replaced + sample.flagged), "wrong": JSONValue(sample.replaced),
      ],
      "pace": pace.map { JSONValue(Int(min($0, 1e9))) } ?? .null, "terms": .array(termsJSON),
      "second": settings.second.map { .string(RunFolder.runID(of: $0)) } ?? .null,
      "complaint": complaint.map(JSONValue.string) ?? .null, "turn": JSONValue(turn),
    ]
  }

  private var pace: Double? {
    let times = ledger.times(by: settings.reviewer).compactMap { Timestamp(iso8601: $0) }
    guard let first = times.first else { return nil }
    let seconds = times.map { $0.duration(since: first) / .seconds(1) }
    return ReviewPace(seconds: seconds).decisionsPerHour
  }

  /// Every term of the run with how many sheets have it and how many of those are decided.
  private var termsJSON: [JSONValue] {
    var decided: [String: Int] = [:]
    for reviews in reviews { for term in reviews.keys { decided[term, default: 0] += 1 } }
    return table.filled.sorted { LabelGroup.isBefore($0.key, $1.key) }.map { term, count in
      ["term": .string(term), "filled": JSONValue(count), "decided": JSONValue(decided[term] ?? 0)]
    }
  }

  /// The queue, and of each sheet in it one letter: open, partly decided, done; capital for those of the control sample.
  mutating func queueJSON() -> JSONValue {
    let queue = queue()
    let letters = queue.numbers.map { row in
      let letter = isDone(row) ? "d" : reviews[row].isEmpty ? "o" : "p"
      return queue.control.contains(row) ? letter.uppercased() : letter
    }
    return ["numbers": .array(queue.numbers.map { JSONValue($0) }), "states": .string(letters.joined())]
  }

  /// One sheet with its fields, grouped as on a label; nil where there is none of that number.
  func sheetJSON(_ row: Int) -> JSONValue? {
    guard reviews.indices.contains(row) else { return nil }
    let image = table.names[row]
    let fields = Dictionary(table.fields(row).map { ($0.term, $0) }) { $1 }
    let terms = Set(fields.keys).union(reviews[row].keys).sorted(by: LabelGroup.isBefore)
    let checks = checks.sentences(image, on: terms)
    let groups = LabelGroup.allCases.compactMap { group -> JSONValue? in
      let mine = terms.filter { LabelGroup.group(of: $0) == group }
      if mine.isEmpty { return nil }
      return [
        "name": .string(group.rawValue),
        "fields": .array(mine.map { fieldJSON(row, $0, fields[$0], image, checks.byTerm[$0] ?? []) }),
      ]
    }
    let stale = ledger.stale(of: image, recordSHA256: table.recordSHA256(row))
    return [
      "number": JSONValue(row), "image": .string(image.text), "ok": .bool(table.isSuccess(row)),
      "record": .string(table.recordSHA256(row)), "groups": .array(groups), "done": .bool(isDone(row)),
      "missing": .array(missing(from: terms)),
      "checks": .array(checks.others.map(JSONValue.string)),
      "undo": ledger.last(by: settings.reviewer, on: image).map {
        ["id": .string($0.id), "term": .string($0.term)]
      } ?? .null,
      "stale": .array(
        stale.map { ["term": .string($0.term), "value": JSONValue($0.value), "by": .string($0.reviewer.name)] }),
    ]
  }

  /// Terms of a label that the record lacks, each with its group.
  private func missing(from terms: [String]) -> [JSONValue] {
    LabelGroup.allCases.flatMap { group in
      group.terms.filter { !terms.contains($0) }.map { [.string($0), .string(group.rawValue)] }
    }
  }

  private func fieldJSON(
    _ row: Int, _ term: String, _ field: FieldTable.Field?, _ image: SpecimenName, _ checks: [String]
  ) -> JSONValue {
    let review = reviews[row][term]
    let other = second.number(of: image).flatMap { second.field($0, term: term)?.text }
    let kind = FactKind(term: term)
    let agrees = other.map { ValueMatch($0, field?.text ?? "", kind: kind).isSame } ?? false
    let remarks = ledger.comments(of: image, term: term).map { annotation -> JSONValue in
      ["by": .string(annotation.reviewer.name), "text": JSONValue(annotation.comment)]
    }
    return [
      "term": .string(term), "value": .string(value(row, term: term)), "read": JSONValue(field?.text),
      "confidence": JSONValue(field?.confidence), "state": .string(review.map(Self.word) ?? "open"),
      "by": JSONValue(review?.decision.reviewer.name), "created": JSONValue(review?.decision.created),
      "conflict": review?.conflict.map {
        [
          "by": .string($0.reviewer.name), "value": JSONValue($0.value),
          "state": .string($0.action == .flag ? "flagged" : "decided"),
        ]
      } ?? .null,
      "checks": .array(checks.map(JSONValue.string)),
      "second": other == field?.text ? .null : JSONValue(other), "agreed": .bool(agrees), "comments": .array(remarks),
    ]
  }

  private static func word(_ review: FieldReview) -> String {
    switch review.decision.action {
    case .accept: "accepted"
    case .replace: "corrected"
    case .flag, .comment, .withdraw: "flagged"
    }
  }

  /// Values of a term that reviewers have confirmed, the most frequent first.
  func suggestionsJSON(_ term: String) -> JSONValue {
    var counts: [String: Int] = [:]
    for row in reviews.indices {
      if let value = reviews[row][term]?.value, !value.isEmpty { counts[value, default: 0] += 1 }
    }
    let best = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(50)
    return ["term": .string(term), "values": .array(best.map { .string($0.key) })]
  }

  /// One term over all sheets.
  mutating func focusJSON(_ term: String, from first: Int, size: Int = 100) -> JSONValue {
    let (count, groups) = asking(term) { index -> (Int, [[FocusValue]]) in
      let groups = index.groups(from: first, size: size)
      let rows = index.rows(of: groups.flatMap { $0 })
      let values = groups.map { $0.map { FocusValue(text: index.text($0), rows: rows[$0] ?? []) } }
      return (index.groupCount(), values)
    }
    let page = groups.map { group -> JSONValue in ["values": .array(group.map { valueJSON($0, term) })] }
    return [
      "term": .string(term), "groups": .array(page), "first": JSONValue(first), "all": JSONValue(count),
      "sheets": JSONValue(table.count),
    ]
  }

  private struct FocusValue {
    let text: String
    let rows: [Int]
  }

  private func valueJSON(_ value: FocusValue, _ term: String) -> JSONValue {
    [
      "text": .string(value.text), "count": JSONValue(value.rows.count),
      "decided": JSONValue(value.rows.count { reviews[$0][term] != nil }),
      "sheets": .array(value.rows.prefix(12).map { JSONValue($0) }),
    ]
  }
}
