internal import DarwinCore
internal import Extraction
internal import OpenRouter
internal import Review

/// Which sheets the table shows, in which order, and which page of them.
struct ReviewTableQuery: Sendable, Equatable {
  enum State: String, Sendable {
    case any, open, partly, done, flagged, conflict
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
  func tableJSON(_ query: ReviewTableQuery) -> JSONValue {
    let rows = sorted(candidates(query).filter { matches($0, query) }, by: query.order)
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
            "decided": JSONValue(reviews[row].count), "fields": JSONValue(table.terms(of: row).count),
            "cells": .array(query.columns.map { cellJSON(row, $0) }),
          ]
        }),
    ]
  }

  /// The rows that may hold a query's words: those whose text does, and those whose values were changed since.
  private func candidates(_ query: ReviewTableQuery) -> [Int] {
    if query.words.isEmpty { return Array(reviews.indices) }
    var rows = Set(reviews.indices.filter { !reviews[$0].isEmpty })
    text.forEachMatch(query.words.map { Array($0.utf8) }) { row, _ in rows.insert(row) }
    return rows.sorted()
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

  private func matches(_ row: Int, _ query: ReviewTableQuery) -> Bool {
    if query.state != .any, state(row) != query.state { return false }
    if query.failsCheck, checks.errors(table.names[row]) == 0 { return false }
    if let name = query.reviewer, !reviews[row].values.contains(where: { $0.decision.reviewer.name == name }) {
      return false
    }
    if let term = query.term, let wanted = query.value {
      let text = Folding.fold(value(row, term: term))
      guard wanted.isEmpty ? text.isEmpty : text.contains(wanted) else { return false }
    }
    if let below = query.below {
      let lowest = query.term.map { table.field(row, term: $0)?.confidence } ?? table.lowestConfidence(row)
      guard let lowest, lowest < below else { return false }
    }
    return query.words.isEmpty || holds(row, query.words)
  }

  private func holds(_ row: Int, _ words: [Substring]) -> Bool {
    let texts =
      table.fields(row).map { Folding.fold(value(row, term: $0.term)) } + [Folding.fold(table.names[row].text)]
    return words.allSatisfy { word in texts.contains { $0.contains(word) } }
  }

  private func sorted(_ rows: [Int], by order: String) -> [Int] {
    let isReversed = order.hasPrefix("-")
    let key = isReversed ? String(order.dropFirst()) : order
    let sorted: [Int] =
      switch key {
      case "number": rows
      case "confidence": Self.sorted(rows) { table.lowestConfidence($0) ?? -1 }
      case "name": Self.sorted(rows) { table.names[$0] }
      default: Self.sorted(rows) { Folding.fold(value($0, term: key)) }
      }
    return isReversed ? sorted.reversed() : sorted
  }

  /// Equal keys keep the order of the rows.
  private static func sorted(_ rows: [Int], _ key: (Int) -> some Comparable) -> [Int] {
    let keyed = rows.map { (key: key($0), row: $0) }
    return keyed.sorted { one, other in
      if one.key != other.key { return one.key < other.key }
      return one.row < other.row
    }.map(\.row)
  }
}
