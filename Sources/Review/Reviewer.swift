/// Who judges values: a name, and where there is one an ORCID iD.
public struct Reviewer: Sendable, Hashable {
  public let name: String
  /// The sixteen digits in four groups, without an address.
  public let orcid: String?

  public init(name: String, orcid: String? = nil) {
    self.name = name
    self.orcid = orcid
  }

  /// Reads `Name`, `Name <0000-0002-1825-0097>` or `Name <https://orcid.org/0000-0002-1825-0097>`; nil where the name is
  /// missing or too long, or what stands in brackets is no ORCID iD.
  public init?(_ text: String) {
    let parts = text.split(separator: "<", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].trimmingWhitespace
    guard !name.isEmpty, name.utf8.count <= 200, !name.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
      return nil
    }
    guard parts.count == 2 else {
      self.init(name: name)
      return
    }
    guard let end = parts[1].lastIndex(of: ">"), parts[1][parts[1].index(after: end)...].allSatisfy(\.isWhitespace),
      let orcid = Self.orcid(in: parts[1][..<end].trimmingWhitespace)
    else { return nil }
    self.init(name: name, orcid: orcid)
  }

  /// The iD in an address or by itself. Its last digit is a check of the others (ISO 7064, mod 11-2).
  static func orcid(in text: String) -> String? {
    let id = text.split(separator: "/").last.map(String.init) ?? ""
    guard id == text || text.hasPrefix("https://orcid.org/") || text.hasPrefix("http://orcid.org/"),
      id.wholeMatch(of: /[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]/) != nil
    else { return nil }
    let digits = id.utf8.filter { $0 != UInt8(ascii: "-") }.map { Int($0) - 48 }
    let check = (12 - digits.dropLast().reduce(0) { ($0 + $1) * 2 % 11 } % 11) % 11
    return (check == 10 ? Int(UInt8(ascii: "X")) - 48 : check) == digits.last ? id : nil
  }

  /// As it is written on a command line.
  public var text: String { orcid.map { "\(name) <https://orcid.org/\($0)>" } ?? name }
}

extension Substring {
  var trimmingWhitespace: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
