internal import DarwinCore
internal import Extraction
internal import OpenRouter
internal import Review
internal import SystemLayer

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Why a decision is not written. Nothing of the request has been then.
struct ReviewRefusal: Error, Equatable {
  let status: Int
  let sentence: String

  init(_ status: Int, _ sentence: String) {
    self.status = status
    self.sentence = sentence
  }
}

/// What pages ask to be written.
extension ReviewState {
  private static let longestText = 10_000
  private static let mostAtOnce = 1000

  /// `{"reviewer","annotations":[{"id","number","record","term","action","value","seen","comment","of"},…]}`: all of them
  /// or none.
  /// One whose id stands in the file already has been written by an earlier try, and counts as done.
  /// - Returns: how many lines were written.
  mutating func write(_ json: JSONValue) throws(ReviewRefusal) -> Int {
    try checkReviewer(json)
    guard let asked = json["annotations"]?.array, !asked.isEmpty, asked.count <= Self.mostAtOnce else {
      throw ReviewRefusal(400, "A request holds 1 to \(Self.mostAtOnce) annotations.")
    }
    var annotations: [Annotation] = []
    for one in asked {
      // Also one that takes back what is gone since: the answer to the first try was lost.
      if let id = one["id"]?.string, ledger.contains(id: id) { continue }
      let annotation = try annotation(one)
      if !ledger.contains(id: annotation.id) { annotations.append(annotation) }
    }
    try commit(annotations)
    return annotations.count
  }

  /// A page may have been drawn by a server that signed for somebody else.
  private func checkReviewer(_ json: JSONValue) throws(ReviewRefusal) {
    guard let name = json["reviewer"]?.string, name != settings.reviewer.text else { return }
    throw ReviewRefusal(
      421,
      "This was decided as \(name), and herbx signs for \(settings.reviewer.text) now. Nothing was saved: start "
        + "`herbx review` for \(name) to save it, or reload the page and decide again.")
  }

  private mutating func commit(_ annotations: [Annotation]) throws(ReviewRefusal) {
    do throws(SystemError) { try append(annotations) } catch {
      throw ReviewRefusal(
        507, "Nothing was saved: \(error). Make room, or mend the run folder's permissions; then try again.")
    }
  }

  private func annotation(_ json: JSONValue) throws(ReviewRefusal) -> Annotation {
    guard let number = json["number"]?.int, reviews.indices.contains(number) else {
      throw ReviewRefusal(404, "There is no such sheet.")
    }
    guard json["record"]?.string == table.recordSHA256(number), table.isSuccess(number) else {
      throw ReviewRefusal(
        409,
        "`\(table.names[number])` was extracted again since this page was drawn; look at it again. Nothing was saved.")
    }
    guard let id = json["id"]?.string, Self.isID(id) else {
      throw ReviewRefusal(400, "An annotation needs an id of its own.")
    }
    let (action, named) = try action(json, image: table.names[number])
    guard let term = named, isTerm(term, of: number) else {
      throw ReviewRefusal(400, "There is no such Darwin Core term.")
    }
    return make(
      id: id, number, term, action, comment: try text(json, "comment"),
      seen: try seen(json, number, term))
  }

  /// What the page showed is no new text, and may hold whatever the model wrote.
  private func seen(_ json: JSONValue, _ number: Int, _ term: String) throws(ReviewRefusal) -> String? {
    let (shown, read) = (shown(number, term), table.field(number, term: term)?.text)
    guard let seen = json["seen"]?.string else { return shown }
    return seen == shown || seen == read ? seen : try text(json, "seen")
  }

  private func shown(_ number: Int, _ term: String) -> String? {
    reviews[number][term]?.value ?? table.field(number, term: term)?.text
  }

  private func isTerm(_ term: String, of number: Int) -> Bool {
    TermName.isStandard(term) || table.field(number, term: term) != nil
  }

  /// What is asked for, and of which term.
  private func action(
    _ json: JSONValue, image: SpecimenName
  ) throws(ReviewRefusal) -> (action: Annotation.Action, term: String?) {
    let term = json["term"]?.string
    switch json["action"]?.string {
    case "accept": return (.accept, term)
    case "flag": return (.flag, term)
    case "comment":
      guard try text(json, "comment") != nil else { throw ReviewRefusal(400, "A comment needs words.") }
      return (.comment, term)
    case "replace":
      guard let value = try text(json, "value") else { throw ReviewRefusal(400, "A correction needs a value.") }
      return (.replace(value), term)
    case "withdraw":
      let id = json["of"]?.string ?? ""
      guard let other = ledger.annotations(of: image).last(where: { $0.id == id }) else {
        throw ReviewRefusal(404, "There is no such annotation to take back.")
      }
      guard other.reviewer == settings.reviewer else {
        throw ReviewRefusal(403, "This is \(other.reviewer.name)'s annotation: make one of your own.")
      }
      return (.withdraw(id), other.term)
    default: throw ReviewRefusal(400, "There is no such action.")
    }
  }

  /// Nil for a text that is missing. An empty comment counts as missing, an empty value does not.
  private func text(_ json: JSONValue, _ name: String) throws(ReviewRefusal) -> String? {
    guard let text = json[name]?.string else { return nil }
    guard text.utf8.count <= Self.longestText else {
      throw ReviewRefusal(413, "A text is longer than \(Self.longestText) bytes.")
    }
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" || $0 == "\t" }) else {
      throw ReviewRefusal(400, "A text holds control characters.")
    }
    return text.isEmpty && name == "comment" ? nil : text
  }

  private static func isID(_ id: String) -> Bool {
    id.wholeMatch(of: /urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/) != nil
  }

  private func make(
    id: String, _ number: Int, _ term: String, _ action: Annotation.Action, comment: String?, seen: String?
  ) -> Annotation {
    Annotation(
      id: id, reviewer: settings.reviewer, created: Timestamp.now().iso8601, image: table.names[number], term: term,
      action: action, comment: comment, seen: seen, recordSHA256: table.recordSHA256(number))
  }
}

extension ReviewState {
  /// `{"reviewer","term","seen","count","action","value","comment"}`: one decision about every sheet on which the term has the value
  /// `seen` and nobody has decided yet, or for a correction about every sheet that has it; each an annotation of its own.
  /// - Returns: how many lines were written.
  mutating func writeFocus(_ json: JSONValue) throws(ReviewRefusal) -> Int {
    try checkReviewer(json)
    guard let term = json["term"]?.string, TermName.isStandard(term) || table.terms.contains(term) else {
      throw ReviewRefusal(400, "There is no such Darwin Core term.")
    }
    guard let seen = json["seen"]?.string, let count = json["count"]?.int else {
      throw ReviewRefusal(400, "Which value, and on how many sheets?")
    }
    let action: Annotation.Action
    switch json["action"]?.string {
    case "accept": action = .accept
    case "flag": action = .flag
    case "replace":
      guard let value = try text(json, "value") else { throw ReviewRefusal(400, "A correction needs a value.") }
      action = .replace(value)
    default: throw ReviewRefusal(400, "There is no such action.")
    }
    let rows = asking(term) { index in index.value(seen).flatMap { index.rows(of: [$0])[$0] } ?? [] }
    guard rows.count == count else {
      throw ReviewRefusal(
        409, "\(rows.count) sheets have this value now, not \(count): look at them again. Nothing was saved.")
    }
    let comment = try text(json, "comment")
    let annotations = rows.filter { isReplacement(action) || reviews[$0][term] == nil }.map { row in
      make(
        id: "urn:uuid:\(UUID().uuidString.lowercased())", row, term, action, comment: comment,
        seen: shown(row, term))
    }
    try commit(annotations)
    return annotations.count
  }

  private func isReplacement(_ action: Annotation.Action) -> Bool { if case .replace = action { true } else { false } }
}
