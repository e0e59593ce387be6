/// Countries by their names in many languages and spellings.
public enum Country {
  /// The ISO 3166-1 alpha-2 code of the country that `text` names; nil where it names none, several, or one of the past
  /// that is several today.
  public static func code(of text: String) -> String? {
    guard text.utf8.count <= 120 else { return nil }
    let name = Folding.words(text).joined(separator: " ")
    if name.utf8.count == 2, codes.contains(name.uppercased()) { return name.uppercased() }
    guard let code = names[name[...]], code != "ZZ" else { return nil }
    return String(code)
  }

  /// Whether `code` is one of ISO 3166-1 alpha-2, or one of its user-assigned codes that Darwin Core names: `XZ` for the
  /// high seas, `ZZ` for an unknown place.
  public static func isCode(_ code: String) -> Bool { codes.contains(code) }

  private static let entries: [(code: Substring, names: ArraySlice<Substring>)] = CountryTable.lines.split(
    separator: "\n"
  )
  .map { line in
    let parts = line.split(separator: "|")
    return (parts[0], parts.dropFirst())
  }

  private static let codes: Set<String> = Set(entries.map { String($0.code) })

  private static let names: [Substring: Substring] = {
    var names: [Substring: Substring] = [:]
    names.reserveCapacity(10_000)
    for entry in entries { for name in entry.names { names[name] = entry.code } }
    for line in corrections.split(separator: "\n") {
      let parts = line.split(separator: "|")
      for name in parts.dropFirst() { names[name] = parts[0] }
    }
    return names
  }()

  /// Names that the table gives to another country than the one that they are part of now, or to one of several: on labels
  /// Korea, Palestine and British India are those of before 1948, Galicia and Pomerania lie in two countries, and so on.
  private static let corrections = """
    ZM|northern rhodesia|n rhodesia|n rhod esia|north rhodesia|n e rhodesia|n w rhodesia|w northern rhodesia
    GN|french guinea
    CN|inner mongolia|huhehot mongolia china|daqing valley tongliao mongolia china
    MY|malacca
    ZZ|rhodesia|rhodesie|rodesia|korea|corea|coree|probably korea|palestine|n palestine|s palestine|so palestine
    ZZ|e of palestine|palestine israel|granada|guiana|guayana|galicia|pomerania|pommern|tyrol|togo probable|togoland|moldavia|moldavie
    ZZ|british india|brit india|br india|st martin|saint martin|united arab republic
    """
}
