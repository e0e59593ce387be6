public import DarwinCore
internal import OpenRouter
internal import SystemLayer

/// `dataset.json`: what a whole collection has in common, and what stands about it in the archive's metadata.
public struct DatasetFile: Sendable, Equatable {
  public struct Contact: Sendable, Equatable {
    public var givenName = ""
    public var surName = ""
    public var organization = ""
    public var email = ""
    public var userID = ""
  }

  /// Of each member, the text; empty where the file leaves it so.
  private var texts: [String: String] = [:]
  public private(set) var contact = Contact()

  public init() {}

  /// - Throws: where it is no JSON, or a member is none that herbx knows.
  public init(path: String) throws(PublishingError) {
    let bytes: [UInt8]?
    do { bytes = try readFile(FilePath(path), limit: 1 << 20) } catch { throw PublishingError(error) }
    guard let bytes else {
      throw PublishingError(.unreadable, "`\(path)` is not there", hint: "herbx export --init \(path.shellWord)")
    }
    try self.init(json: bytes, path: path)
  }

  init(json bytes: [UInt8], path: String) throws(PublishingError) {
    let json: JSONValue
    do { json = try JSONParser.parse(CommentedJSON.plain(bytes)) } catch {
      throw PublishingError(
        .datasetInvalid, "`\(path)` is \(error)", hint: "each text in double quotes, a comma behind each but the last")
    }
    guard let members = json.members else { throw PublishingError(.datasetInvalid, "`\(path)` holds no JSON object") }
    for member in members { try take(member, path) }
  }

  private mutating func take(_ member: JSONValue.Member, _ path: String) throws(PublishingError) {
    if member.name == "contact" {
      contact = Contact(
        givenName: Self.text(member.value["givenName"]), surName: Self.text(member.value["surName"]),
        organization: Self.text(member.value["organization"]), email: Self.text(member.value["email"]),
        userID: Self.text(member.value["userID"]))
      return
    }
    guard DatasetMember(rawValue: member.name) != nil else {
      throw PublishingError(
        .datasetInvalid, "`\(path)` has a member `\(member.name)`, which is none",
        hint: "herbx export --init FILE writes one with all of them")
    }
    guard member.value.string != nil || member.value == .null else {
      throw PublishingError(
        .datasetInvalid, "`\(member.name)` in `\(path)` is no text", hint: "write it in double quotes")
    }
    texts[member.name] = Self.text(member.value)
  }

  private static func text(_ value: JSONValue?) -> String { Cell.clean(value?.string ?? "") }

  public subscript(member: DatasetMember) -> String { texts[member.rawValue] ?? "" }

  /// The licence's address; nil where it is none that GBIF takes.
  public var licence: String? {
    Licence.address(of: self[.license]).flatMap { Licence.isTakenByGBIF($0) ? $0 : nil }
  }

  /// What GBIF would refuse, in words.
  public var refusals: [String] {
    var refusals: [String] = []
    if self[.title].isEmpty { refusals.append("`title` is empty") }
    if self[.description].isEmpty { refusals.append("`description` is empty") }
    if licence == nil {
      refusals.append(
        self[.license].isEmpty
          ? "`license` is empty"
          : "`license` is `\(self[.license])`, and GBIF takes CC0, CC BY 4.0 and CC BY-NC 4.0 only")
    }
    if contact.surName.isEmpty && contact.organization.isEmpty {
      refusals.append("`contact` has neither a surName nor an organization")
    }
    // EML's `yearDate`, and `xml:lang`: the archive's eml.xml is refused otherwise.
    if !self[.published].isEmpty, !isPublishedDate {
      refusals.append("`published` is `\(self[.published])`, and neither a year nor a day as in `2026-11-27`")
    }
    if !self[.language].isEmpty, !isLanguage {
      refusals.append("`language` is `\(self[.language])`, and no code such as `en` (ISO 639)")
    }
    if !self[.dateOrder].isEmpty, dateOrder == nil {
      refusals.append("`dateOrder` is `\(self[.dateOrder])`, and not `DMY` or `MDY`")
    }
    if !self[.datum].isEmpty, GeodeticDatum.code(of: self[.datum]) == nil {
      refusals.append("`datum` is `\(self[.datum])`, and names no datum that EPSG knows")
    }
    return refusals
  }

  /// Members that are still empty, and that an archive can do without.
  public var unfilled: [String] {
    let members = DatasetMember.allCases.filter { !$0.isRequired && !$0.mayStayEmpty && self[$0].isEmpty }.map(
      \.rawValue)
    return members + (contact.email.isEmpty ? ["contact.email"] : [])
  }

  private var isPublishedDate: Bool {
    guard let range = ISODate.range(self[.published]) else { return false }
    return [4, 10].contains(self[.published].utf8.count) && range.start.iso == self[.published]
  }

  private var isLanguage: Bool {
    let parts = self[.language].split(separator: "-", omittingEmptySubsequences: false)
    return (2...3).contains(parts[0].count)
      && parts.allSatisfy { part in
        (1...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      }
  }

  public var dateOrder: DateReading.Order? { DateReading.Order(rawValue: self[.dateOrder].uppercased()) }

  /// What each record has from here.
  public var values: DatasetValues {
    var constants: [String: String] = [:]
    for member in DatasetMember.allCases {
      if let term = member.term, !self[member].isEmpty { constants[term] = self[member] }
    }
    if let licence { constants["license"] = licence }
    return DatasetValues(constants: constants, datum: GeodeticDatum.code(of: self[.datum]), dateOrder: dateOrder)
  }
}

/// The members of `dataset.json`, in the order in which `--init` writes them.
public enum DatasetMember: String, Sendable, CaseIterable {
  case title, description, license, rightsHolder, accessRights, language, published, identifier
  case institutionCode, institutionID, collectionCode, collectionID, ownerInstitutionCode, datasetID
  case kingdom, datum, dateOrder

  /// The term that has it for its value in each record.
  var term: String? {
    switch self {
    case .title: "datasetName"
    case .rightsHolder, .accessRights, .language, .institutionCode, .institutionID, .collectionCode, .collectionID,
      .ownerInstitutionCode, .datasetID, .kingdom:
      rawValue
    case .description, .license, .published, .identifier, .datum, .dateOrder: nil
    }
  }

  var isRequired: Bool { [.title, .description, .license].contains(self) }
  var mayStayEmpty: Bool {
    [.published, .identifier, .dateOrder, .datasetID, .ownerInstitutionCode, .accessRights].contains(self)
  }

  var explanation: String {
    switch self {
    case .title: "The dataset's title, as GBIF will show it."
    case .description: "A paragraph: which plants, from where, from when, read how."
    case .license: "One of CC0, CC BY 4.0, CC BY-NC 4.0: GBIF takes no other."
    case .rightsHolder: "Who owns or manages the rights, usually the institution."
    case .accessRights: "Who may use it how, beyond the licence. May stay empty."
    case .language: "Of the records, ISO 639-1: en, de, fr…"
    case .published: "The day of publication, 2026-11-26. Empty: the day of the latest record."
    case .identifier: "A DOI or address of the dataset, where it has one."
    case .institutionCode: "The acronym of Index Herbariorum, for example B, K, DAO."
    case .institutionID: "The institution's identifier: https://ror.org/… or its entry in GRSciColl."
    case .collectionCode: "The collection within the institution."
    case .collectionID: "The collection's identifier, for example its entry in GRSciColl."
    case .ownerInstitutionCode: "Where the specimens belong to another institution. May stay empty."
    case .datasetID: "The dataset's own identifier. May stay empty."
    case .kingdom: "The kingdom of all specimens: Plantae, Fungi…"
    case .datum: "The datum of coordinates whose label names none, for example EPSG:4326. Empty: not stated."
    case .dateOrder: "DMY or MDY where all labels write 5/9/1985 in one order. Empty: such a date gives its year alone."
    }
  }

  var suggestion: String {
    switch self {
    case .language: "en"
    case .kingdom: "Plantae"
    default: ""
    }
  }
}

extension DatasetFile {
  /// A file to fill in, with a comment at each member.
  public static var template: String {
    var lines = [
      "// What the records of this collection have in common, for `herbx export --dataset`.",
      "// Lines such as this one are comments. title, description, license and contact must be filled.", "{",
    ]
    for member in DatasetMember.allCases {
      lines += ["  // \(member.explanation)", "  \"\(member.rawValue)\": \"\(member.suggestion)\",", ""]
    }
    lines += [
      "  // Who answers questions: a surName or an organization at least. userID: an ORCID.",
      "  \"contact\": { \"givenName\": \"\", \"surName\": \"\", \"organization\": \"\", \"email\": \"\", \"userID\": \"\" }",
      "}",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Writes the template; never over a file.
  public static func writeTemplate(path: String) throws(PublishingError) {
    if FilePath(path).exists {
      throw PublishingError(.notWritable, "`\(path)` is there already", hint: "edit it, or name another")
    }
    do { try replaceFile(FilePath(path), with: SecretMask().text(template)) } catch { throw PublishingError(error) }
  }
}
