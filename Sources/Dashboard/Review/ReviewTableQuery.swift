internal import DarwinCore
internal import Extraction
internal import OpenRouter
internal import Review

/// Which sheets the table shows, in which order, and which page of them.
struct ReviewTableQuery: Sendable, Equatable {
  enum State: String, Sendable {
    case any, open, partly, done, flagged, conflict, commented
  }

  var words: [Substring] = []
  var term: String?
  /// Folded; what the term's value must hold. Empty with `term` set: sheets without a value.
  var value: String?
  /// In percent; only sheets with a field (of the term, where one is given) below it.
  var below: Int?
  var failsCheck = false
  var state = State.any
  var reviewer: String?
  /// `name`, `confidence`, or a term; with a minus in front for the other way round.
  var order = "name"
  var page = 1
  var columns: [String]

  static let size = 50
  static let usualColumns = ["catalogNumber", "scientificName", "recordedBy", "eventDate", "country", "locality"]

  /// What makes no sense counts as not given.
  init(_ query: [String: String]) {
    words = Folding.words(String((query["text"] ?? "").prefix(400)))
    term = query["term"].flatMap { $0.isEmpty ? nil : $0 }
    value = query["value"].map(Folding.fold)
    below = query["below"].flatMap { Int($0) }.flatMap { (1...100).contains($0) ? $0 : nil }
    failsCheck = query["check"] == "failing"
    state = query["state"].flatMap(State.init) ?? .any
    reviewer = query["reviewer"].flatMap { $0.isEmpty ? nil : $0 }
    order = query["order"] ?? order
    page = max(1, query["page"].flatMap { Int($0) } ?? 1)
    let asked = (query["columns"] ?? "").split(separator: ",").map(String.init).prefix(12)
    columns = asked.isEmpty ? Self.usualColumns : Array(asked)
  }
}

extension ReviewState {
  /// The page of the table that a query asks for.
  mutating func tableJSON(_ query: ReviewTableQuery) -> JSONValue {
    let order = rows(in: query.order)
    let held = candidates(query)
    let rows = order.filter { row in held.allSatisfy { $0[row] } && matches(row, query) }
    let pages = max(1, (rows.count + ReviewTableQuery.size - 1) / ReviewTableQuery.size)
    let page = min(query.page, pages)
    let shown = rows.dropFirst((page - 1) * ReviewTableQuery.size).prefix(ReviewTableQuery.size)
    return [
      "matches": JSONValue(rows.count), "all": JSONValue(table.count), "page": JSONValue(page),
      "pages": JSONValue(pages), "columns": .array(query.columns.map(JSONValue.string)),
      "rows": .array(
        shown.map { row in
          [
            "number": JSONValue(row), "image": .string(table.names[row].text), "ok": .bool(table.isSuccess(row)),
            "state": .string(state(row).rawValue), "confidence": JSONValue(table.lowestConfidence(row)),
            "comments": JSONValue(comments(row)), "decided": JSONValue(reviews[row].count),
            "fields": JSONValue(table.terms(of: row).count),
            "cells": .array(query.columns.map { cellJSON(row, $0) }),
          ]
        }),
    ]
  }

  /// For each condition that is asked of all rows at once, which of them meet it.
  private mutating func candidates(_ query: ReviewTableQuery) -> [[Bool]] {
    var held: [[Bool]] = []
    if let term = query.term, let wanted = query.value { held.append(asking(term) { $0.rowsHolding(wanted) }) }
    if !query.words.isEmpty { held.append(rowsHolding(query.words)) }
    return held
  }

  /// What the model wrote is found in the texts; only where a curator has changed something is it looked at again.
  private func rowsHolding(_ words: [Substring]) -> [Bool] {
    var rows = reviews.indices.map { !reviews[$0].isEmpty && holds($0, words) }
    text.forEachMatch(words.map { Array($0.utf8) }) { row, number in
      if reviews[row].isEmpty, textOfRow[row] == number { rows[row] = true }
    }
    return rows
  }

  private func cellJSON(_ row: Int, _ term: String) -> JSONValue {
    [
      .string(value(row, term: term)), JSONValue(table.field(row, term: term)?.confidence),
      .bool(reviews[row][term] != nil),
    ]
  }

  private func state(_ row: Int) -> ReviewTableQuery.State {
    if reviews[row].values.contains(where: { $0.conflict != nil }) { return .conflict }
    if reviews[row].values.contains(where: \.isFlagged) { return .flagged }
    return reviews[row].isEmpty ? .open : isDone(row) ? .done : .partly
  }

  /// How many remarks stand at the sheet's fields.
  private func comments(_ row: Int) -> Int {
    ledger.isEmpty ? 0 : ledger.annotations(of: table.names[row]).count { $0.comment != nil }
  }

  private func matches(_ row: Int, _ query: ReviewTableQuery) -> Bool {
    if query.state == .commented {
      if comments(row) == 0 { return false }
    } else if query.state != .any, state(row) != query.state {
      return false
    }
    if query.failsCheck, checks.errors(table.names[row]) == 0 { return false }
    if let name = query.reviewer, !reviews[row].values.contains(where: { $0.decision.reviewer.name == name }) {
      return false
    }
    if let below = query.below {
      let lowest = query.term.map { table.field(row, term: $0)?.confidence } ?? table.lowestConfidence(row)
      guard let lowest, lowest < below else { return false }
    }
    return true
  }

  private func holds(_ row: Int, _ words: [Substring]) -> Bool {
    let texts =
      table.fields(row).map { Folding.fold(value(row, term: $0.term)) } + [Folding.fold(table.names[row].text)]
    return words.allSatisfy { word in texts.contains { $0.contains(word) } }
  }

  /// All rows in an order.
  private mutating func rows(in order: String) -> [Int] {
    let isReversed = order.hasPrefix("-")
    let key = isReversed ? String(order.dropFirst()) : order
    let rows: [Int] =
      switch key {
      case "number": Array(reviews.indices)
      case "confidence": sortedByConfidence()
      case "name": sortedByName()
      default: asking(key) { $0.sortedRows() }
      }
    return isReversed ? rows.reversed() : rows
  }

  /// Those without one first; equal ones keep the order of the rows.
  private func sortedByConfidence() -> [Int] {
    var buckets = [[Int]](repeating: [], count: 257)
    for row in reviews.indices { buckets[1 + (table.lowestConfidence(row) ?? -1)].append(row) }
    return buckets.flatMap { $0 }
  }
}
