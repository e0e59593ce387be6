/// Licences that GBIF takes, and their addresses (https://www.gbif.org/terms#licensing; https://creativecommons.org).
public enum Licence {
  /// Whether `text` is an address of a Creative Commons 4.0 licence or of CC0, as BDQ's
  /// 3136236e-04b6-49ea-8b34-a65f25e3aba1 has it.
  public static func isStandard(_ text: String) -> Bool {
    guard let rest = ["https://creativecommons.org/", "http://creativecommons.org/"].first(where: text.hasPrefix)
    else { return false }
    var path = text.dropFirst(rest.count).split(separator: "/", omittingEmptySubsequences: false)
    guard path.count == 4 || path.count == 3 else { return false }
    let page = path.count == 4 ? path.removeLast() : ""
    let isKnown =
      path[0] == "licenses" ? kinds.contains(path[1]) && path[2] == "4.0" : path == ["publicdomain", "zero", "1.0"]
    return isKnown
      && (page.isEmpty || page == "deed" || page == "legalcode" || page.hasPrefix("deed.")
        || page.hasPrefix("legalcode."))
      && text.filter { $0 == "/" }.count == 6
  }

  /// The legal code's address of the licence that `text` names; nil where that is not certain.
  public static func address(of text: String) -> String? {
    if isStandard(text) { return text }
    let key = Folding.words(text).joined(separator: " ")
    if zero.contains(key) { return "https://creativecommons.org/publicdomain/zero/1.0/legalcode" }
    guard let kind = kind(key) else { return nil }
    return "https://creativecommons.org/licenses/\(kind)/4.0/legalcode"
  }

  /// Whether GBIF takes occurrences under it: CC0, CC BY or CC BY-NC, of version 4.0 (CC0 1.0).
  public static func isTakenByGBIF(_ address: String) -> Bool {
    isStandard(address) && ["/zero/", "/by/", "/by-nc/"].contains(where: address.contains)
  }

  private static let kinds: Set<Substring> = ["by", "by-sa", "by-nc", "by-nc-sa", "by-nd", "by-nc-nd"]
  private static let zero: Set<String> = [
    "cc0", "cc0 1 0", "cc zero", "cc 0", "creative commons zero", "public domain dedication", "cc0 1 0 universal",
  ]

  /// `CC BY-NC 4.0`, `CC-BY`; another version than 4.0 is another licence.
  private static func kind(_ key: String) -> String? {
    var words = key.split(separator: " ")
    guard words.first == "cc" || key.hasPrefix("ccby") else { return nil }
    if key.hasPrefix("ccby") { words[0] = "by" } else { words.removeFirst() }
    if words.suffix(2) == ["4", "0"] { words.removeLast(2) }
    let kind = words.joined(separator: "-")
    return kinds.contains(kind[...]) ? kind : nil
  }
}
