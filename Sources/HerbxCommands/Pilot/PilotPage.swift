internal import Evaluation
internal import OpenRouter

/// The pilot as one HTML page that loads nothing: tables, and each model's shares as bars.
extension PilotReport {
  var html: String {
    """
    <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pilot</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <style>\(Self.style)</style></head><body><main><h1>Pilot</h1>
    <p>What all \(found) specimens of the folder would take.</p>
    \(Self.table("Models", titles, models.map(cells)))
    \(evaluation.hasTruth ? "" : "<p>\(Self.escaped(Self.withoutTruth))</p>")
    \(models.map(section).joined())\(agreement)</main></body></html>

    """
  }

  private static let style = """
    :root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
    table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;font-weight:600}
    th,td{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #8886}th:first-child{text-align:left}
    svg{max-width:100%;height:auto}svg text{fill:currentColor;font-size:12px}.bar{fill:#2b6cb0}
    .range{stroke:currentColor}.scroll{overflow-x:auto}
    """

  private func section(_ model: Model) -> String {
    guard evaluation.hasTruth else { return "" }
    let terms = model.run.terms.filter { $0.truth > 0 }
    let rows = terms.map { term in
      [term.term, String(term.truth)] + FieldOutcome.allCases.map { String(term[$0]) }
    }
    let titles = ["term", "truth"] + FieldOutcome.allCases.map { $0.name.replacing("_", with: " ") }
    return "<h2>\(Self.escaped(model.name))</h2>\(Self.bars(terms, of: model.name))"
      + Self.table("Fields of \(model.name)", titles, rows)
  }

  /// Each term's share of right values, with the interval as a line.
  private static func bars(_ terms: [TermTally], of model: String) -> String {
    let rows = terms.enumerated().map { index, term -> String in
      let (y, share) = (index * 22, Double(term.right) / Double(term.truth))
      let range = term.interval.map { interval in
        "<line class=\"range\" x1=\"\(place(interval.low))\" x2=\"\(place(interval.high))\" y1=\"\(y + 8)\" y2=\"\(y + 8)\"/>"
      }
      return "<text x=\"0\" y=\"\(y + 12)\">\(escaped(term.term))</text>"
        + "<rect class=\"bar\" x=\"200\" y=\"\(y)\" width=\"\(place(share) - 200)\" height=\"16\"/>\(range ?? "")"
        + "<text x=\"610\" y=\"\(y + 12)\">\(EvaluationText.percent(share))</text>"
    }
    let label = escaped("Share of right values of \(model) by term; the table below has the figures")
    return "<svg role=\"img\" aria-label=\"\(label)\" viewBox=\"0 0 660 \(terms.count * 22 + 4)\" width=\"660\">"
      + rows.joined() + "</svg>"
  }

  private static func place(_ share: Double) -> Int { 200 + Int((share * 400).rounded()) }

  private var agreement: String {
    let rows = evaluation.pairs.map { pair -> [String] in
      let found = evaluation.agreements[pair.one][pair.other]
      return [
        "\(models[pair.one].name), confirmed by \(models[pair.other].name)", String(found.fields), String(found.agree),
        EvaluationText.percent(found.agree, found.fields), String(found.sameFact),
        evaluation.hasTruth ? EvaluationText.percent(found.right, found.agree) : "–",
      ]
    }
    return rows.isEmpty
      ? "" : Self.table("Agreement", ["pair", "fields", "agree", "share", "same fact", "of these right"], rows)
  }

  /// A region that scrolls can be reached by the keyboard.
  private static func table(_ caption: String, _ titles: [String], _ rows: [[String]]) -> String {
    let head = titles.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
    let body = rows.map { row in
      "<tr><th scope=\"row\">\(escaped(row[0]))</th>"
        + row.dropFirst().map { "<td>\(escaped($0))</td>" }.joined() + "</tr>"
    }
    return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(escaped(caption))\"><table>"
      + "<caption>\(escaped(caption))</caption><thead><tr>\(head)</tr></thead><tbody>\(body.joined())</tbody></table></div>"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
