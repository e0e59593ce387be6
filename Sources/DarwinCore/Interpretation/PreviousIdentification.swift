/// An earlier determination, as the prompt asks for it: `name; determiner; date`, several parted by ` | `.
public struct PreviousIdentification: Sendable, Equatable {
  public let verbatim: String
  /// Without qualifier or note; nil where the text begins with no name.
  public let name: ScientificName?
  public let identifiedBy: String
  /// In ISO 8601; empty where none is certain.
  public let dateIdentified: String

  public static func list(_ text: String, order: DateReading.Order? = nil) -> [PreviousIdentification] {
    text.split(separator: "|").map { Cell.clean(String($0)) }.filter { !Placeholder.matches($0) }.map { part in
      let pieces = part.split(separator: ";", omittingEmptySubsequences: false).map { Cell.clean(String($0)) }
      let isThree = pieces.count <= 3
      return PreviousIdentification(
        verbatim: part, name: ScientificName(pieces[0]),
        identifiedBy: isThree && pieces.count > 1 ? People.list(pieces[1]) : "",
        dateIdentified: isThree && pieces.count > 2 ? date(pieces[2], order) : "")
    }
  }

  private static func date(_ text: String, _ order: DateReading.Order?) -> String {
    if case .date(let range) = DateReading(verbatim: text, order: order) { range.iso } else { "" }
  }
}
