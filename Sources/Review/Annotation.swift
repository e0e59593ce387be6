public import Extraction
internal import OpenRouter

/// What a reviewer says about one field of one record: a line of `annotations.jsonl`, which is a W3C Web Annotation
/// (https://www.w3.org/TR/annotation-model/). Nothing is ever changed in it; a further one says otherwise.
public struct Annotation: Sendable, Equatable {
  public enum Action: Sendable, Equatable {
    /// The value is right as it was seen.
    case accept
    /// This is the value; an empty one says that the sheet has none.
    case replace(String)
    /// Somebody else should look.
    case flag
    /// Words only.
    case comment
    /// Takes back the annotation with this id.
    case withdraw(String)
  }

  /// `urn:uuid:` and a UUID.
  public let id: String
  public let reviewer: Reviewer
  /// ISO 8601, UTC.
  public let created: String
  public let image: SpecimenName
  public let term: String
  public let action: Action
  public let comment: String?
  /// The value that the reviewer saw; nil where the field was empty.
  public let seen: String?
  /// SHA-256 of the bytes of the record's `dwc`, so that the annotation is known to be about another answer.
  public let recordSHA256: String

  public init(
    id: String, reviewer: Reviewer, created: String, image: SpecimenName, term: String, action: Action,
    comment: String? = nil, seen: String?, recordSHA256: String
  ) {
    self.id = id
    self.reviewer = reviewer
    self.created = created
    self.image = image
    self.term = term
    self.action = action
    self.comment = comment
    self.seen = seen
    self.recordSHA256 = recordSHA256
  }

  /// Who said so and when, with the annotation's id: what an export gives as the source of a value.
  public var citation: String { "\(reviewer.text), \(created), \(id)" }

  /// The value that the field has by this annotation; nil where it says nothing of the value.
  public var value: String? {
    switch action {
    case .accept: seen ?? ""
    case .replace(let value): value
    case .flag, .comment, .withdraw: nil
    }
  }
}

extension Annotation {
  private static let context: JSONValue = [
    "http://www.w3.org/ns/anno.jsonld", ["herbx": "urn:herbx:"],
  ]

  /// The line, without its newline.
  public var line: [UInt8] { json.utf8 }

  var json: JSONValue {
    var creator: [JSONValue.Member] = [.init("type", "Person"), .init("name", .string(reviewer.name))]
    if let orcid = reviewer.orcid { creator.insert(.init("id", .string("https://orcid.org/\(orcid)")), at: 0) }
    return [
      "@context": Self.context, "id": .string(id), "type": "Annotation", "motivation": .string(motivation),
      "creator": .object(creator), "created": .string(created),
      "target": [
        "source": .string(image.text),
        "selector": [
          "type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc6901",
          "value": .string("/dwc/" + Self.pointer(term)),
        ],
        "state": [
          "type": "herbx:RecordState", "herbx:dwc_sha256": .string(recordSHA256),
          "herbx:seen": seen.map(JSONValue.string) ?? .null,
        ],
      ],
      "body": .array(bodies),
    ]
  }

  private var motivation: String {
    switch action {
    case .replace: "editing"
    case .accept, .flag, .withdraw: "assessing"
    case .comment: "commenting"
    }
  }

  private var bodies: [JSONValue] {
    func body(_ purpose: JSONValue, _ value: String) -> JSONValue {
      ["type": "TextualBody", "purpose": purpose, "value": .string(value)]
    }
    let words = comment.map { [body("commenting", $0)] } ?? []
    switch action {
    case .accept: return [body("assessing", "accepted")] + words
    case .replace(let value): return [body("editing", value)] + words
    case .flag: return [body("assessing", "flagged")] + words
    case .comment: return words
    case .withdraw(let id):
      return [["type": "SpecificResource", "purpose": "assessing", "value": "withdrawn", "source": .string(id)]] + words
    }
  }

  /// Reads a line; nil for one that is no annotation of a field.
  public init?(line: [UInt8]) {
    guard let json = try? JSONParser.parse(line), json["type"]?.string == "Annotation", let id = json["id"]?.string,
      let name = json["creator"]?["name"]?.string, let created = json["created"]?.string,
      let target = json["target"], let image = target["source"]?.string, !image.isEmpty,
      let pointer = target["selector"]?["value"]?.string, let term = Self.term(at: pointer),
      let sha256 = target["state"]?["herbx:dwc_sha256"]?.string, let action = Self.action(json["body"]?.array ?? [])
    else { return nil }
    self.init(
      id: id, reviewer: Reviewer(name: name, orcid: json["creator"]?["id"]?.string.flatMap(Reviewer.orcid)),
      created: created, image: SpecimenName(image), term: term, action: action,
      comment: (json["body"]?.array ?? []).last { $0["purpose"]?.string == "commenting" }?["value"]?.string,
      seen: target["state"]?["herbx:seen"]?.string, recordSHA256: sha256)
  }

  private static func action(_ bodies: [JSONValue]) -> Action? {
    for body in bodies {
      switch (body["purpose"]?.string, body["value"]?.string) {
      case ("editing", let value?): return .replace(value)
      case ("assessing", "accepted"): return .accept
      case ("assessing", "flagged"): return .flag
      case ("assessing", "withdrawn"): return body["source"]?.string.map(Action.withdraw)
      default: continue
      }
    }
    return bodies.contains { $0["purpose"]?.string == "commenting" } ? .comment : nil
  }

  /// A name as a token of a JSON Pointer (RFC 6901, 3).
  private static func pointer(_ term: String) -> String { term.replacing("~", with: "~0").replacing("/", with: "~1") }

  private static func term(at pointer: String) -> String? {
    guard pointer.hasPrefix("/dwc/"), pointer.count > 5 else { return nil }
    return String(pointer.dropFirst(5)).replacing("~1", with: "/").replacing("~0", with: "~")
  }
}
