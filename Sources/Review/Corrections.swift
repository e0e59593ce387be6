internal import DarwinCore
public import Extraction

/// Corrections as a table: `image,term,value` and, where there are any, `comment`.
public enum Corrections {
  public struct Correction: Sendable, Equatable {
    public let line: Int
    public let image: SpecimenName
    public let term: String
    public let value: String
    public let comment: String?
  }

  /// Why one line of a table cannot be taken.
  public struct Problem: Error, Sendable, Equatable {
    public let line: Int
    public let reason: String
  }

  /// The corrections of a table; where anything in it does not fit, all that does not, and nothing else.
  /// - Parameters:
  ///   - hasTerm: whether the record has a term that is none of Darwin Core.
  ///   - isKnown: whether the run has a record of the image.
  public static func read(
    _ bytes: [UInt8], hasTerm: (SpecimenName, String) -> Bool = { _, _ in false }, isKnown: (SpecimenName) -> Bool
  ) -> (corrections: [Correction], problems: [Problem]) {
    let rows: [CSV.Row]
    do throws(CSV.Malformed) { rows = try CSV.parse(bytes) } catch {
      return ([], [Problem(line: error.line, reason: error.reason)])
    }
    guard let header = rows.first else { return ([], [Problem(line: 1, reason: "the table is empty")]) }
    let names = header.fields.map { $0[...].trimmingWhitespace.lowercased() }
    guard let image = names.firstIndex(of: "image"), let term = names.firstIndex(of: "term"),
      let value = names.firstIndex(of: "value")
    else {
      return (
        [], [Problem(line: header.line, reason: "the first line must name the columns `image`, `term` and `value`")]
      )
    }
    let columns = Columns(image: image, term: term, value: value, comment: names.firstIndex(of: "comment"))
    var corrections: [Correction] = []
    var problems: [Problem] = []
    for row in rows.dropFirst() {
      do throws(Problem) { corrections.append(try columns.correction(row, names.count, hasTerm, isKnown)) } catch {
        problems.append(error)
      }
    }
    return problems.isEmpty ? (corrections, []) : ([], problems)
  }

  private struct Columns {
    let image: Int
    let term: Int
    let value: Int
    let comment: Int?

    func correction(
      _ row: CSV.Row, _ count: Int, _ hasTerm: (SpecimenName, String) -> Bool, _ isKnown: (SpecimenName) -> Bool
    ) throws(Problem) -> Correction {
      guard row.fields.count == count else {
        throw Problem(line: row.line, reason: "\(row.fields.count) columns in place of \(count)")
      }
      let (name, term) = (SpecimenName(row.fields[image]), row.fields[term])
      guard isKnown(name) else { throw Problem(line: row.line, reason: "the run has no record of `\(name)`") }
      guard TermName.isStandard(term) || hasTerm(name, term) else {
        throw Problem(line: row.line, reason: "`\(term)` is no Darwin Core term")
      }
      let words = comment.map { row.fields[$0] } ?? ""
      return Correction(
        line: row.line, image: name, term: term, value: row.fields[value], comment: words.isEmpty ? nil : words)
    }
  }

  /// The corrections in force and the last comment on each field, as the table that `read` takes. A comment on a field that
  /// nobody corrected stands beside the value that its writer saw.
  /// - Parameter recordSHA256: of an image's present record; annotations of another one are left out.
  public static func table(_ ledger: ReviewLedger, recordSHA256: (SpecimenName) -> String?) -> String {
    var rows: [[String]] = []
    for image in ledger.images {
      guard let sha256 = recordSHA256(image) else { continue }
      let reviews = ledger.reviews(of: image, recordSHA256: sha256)
      let comments = Dictionary(
        ledger.annotations(of: image).filter { $0.comment != nil && $0.recordSHA256 == sha256 }.map { ($0.term, $0) }
      ) { $1 }
      for term in Set(reviews.keys).union(comments.keys).sorted(by: LabelGroup.isBefore) {
        let comment = comments[term]
        if case .replace(let value) = reviews[term]?.valued?.action {
          rows.append([image.text, term, value, comment?.comment ?? ""])
        } else if let comment {
          rows.append([image.text, term, comment.seen ?? "", comment.comment ?? ""])
        }
      }
    }
    let hasComments = rows.contains { !$0[3].isEmpty }
    let header = ["image", "term", "value"] + (hasComments ? ["comment"] : [])
    return ([header] + rows.map { Array($0.prefix(header.count)) }).map(CSV.row).joined()
  }
}
