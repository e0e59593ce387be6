internal import Evaluation
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// The pilot as one HTML page that loads nothing: tables, and each model's shares as bars.
extension PilotReport {
  var html: String {
    """
    <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pilot</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <style>\(Self.style)</style></head><body><main><h1>Pilot</h1>
    \(evaluation.isSimulated ? "<p class=\"simulated\">Simulated: the records are invented, nothing was paid.</p>" : "")
    <p>What all \(found) specimens of the folder would take: specimens read and failed, US dollars of this sample and of all,
    hours for all at this pace, and the share of the answered fields that somebody has to look at so that at most
    \(percent(error)) % of the others are wrong.</p>
    \(Self.table("Models", titles, models.map(cells)))
    \(evaluation.hasTruth ? "" : "<p>\(Self.escaped(Self.withoutTruth))</p>")
    \(models.map(section).joined())\(agreement)</main></body></html>

    """
  }

  private static let style = """
    :root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
    h1,h2,td,th,p{overflow-wrap:break-word}h2{margin-top:2rem}
    table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;font-weight:600}
    th,td{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #8886}
    th:first-child{text-align:left;padding-left:0}.scroll{overflow-x:auto;position:relative}
    .simulated{border:2px solid;padding:.4rem .8rem;font-weight:600}
    figure{margin:1rem 0}.chart{list-style:none;margin:.5rem 0;padding:0}.chart li,.scale{display:grid;gap:.7rem;
    grid-template-columns:minmax(0,14rem) minmax(6rem,1fr) 9rem;align-items:center}.chart .number,td:last-child{white-space:nowrap}
    .chart li{overflow-wrap:anywhere}
    .track{position:relative;height:1rem;background:#8883}.bar{position:absolute;inset:0 auto 0 0;background:#2b6cb0}
    .range{position:absolute;top:.4rem;height:.2rem;background:#000;outline:1px solid #fff}
    .scale span{grid-column:2;display:flex;justify-content:space-between;font-size:.8rem}
    .key{position:relative;display:inline-block;width:2rem;height:.8rem}
    @media(max-width:600px){.chart li,.scale{grid-template-columns:minmax(0,1fr) 8.5rem}.track{grid-column:1/-1;
    grid-row:2}.chart li{margin-bottom:.5rem;row-gap:.1rem}.scale span{grid-column:1/-1}}
    """

  private func section(_ model: Model) -> String {
    guard evaluation.hasTruth else { return "" }
    let terms = model.run.terms.filter { $0.truth > 0 }
    let rows = terms.map { term in
      [term.term, String(term.truth)] + FieldOutcome.allCases.map { String(term[$0]) }
    }
    let titles = ["term", "truth"] + FieldOutcome.allCases.map { $0.name.replacing("_", with: " ") }
    return "<section><h2>\(Self.escaped(model.name))</h2>\(Self.bars(terms))"
      + Self.table("Specimens by term and category", titles, rows, of: model.run) + Self.acceptance(model.run)
      + Self.worst(model.run) + "</section>"
  }

  /// Each term's share of right values, with the interval as a line.
  private static func bars(_ terms: [TermTally]) -> String {
    let rows = terms.map { term -> String in
      let share = Double(term.right) / Double(term.truth)
      let range = term.interval.map { interval in
        "<span class=\"range\" style=\"left:\(place(interval.low))%;right:\(100 - place(interval.high))%\"></span>"
      }
      let words = term.interval.map { " (\(number($0.low))–\(number($0.high)))" }
      return "<li><span>\(escaped(term.term))</span><span class=\"track\" aria-hidden=\"true\"><span class=\"bar\" "
        + "style=\"width:\(place(share))%\"></span>\(range ?? "")</span>"
        + "<span class=\"number\">\(EvaluationText.percent(share))\(words ?? "")</span></li>"
    }
    return "<figure><figcaption>\(legend)</figcaption><ul class=\"chart\">\(rows.joined())</ul>"
      + "<p class=\"scale\" aria-hidden=\"true\"><span><i>0 %</i><i>50 %</i><i>100 %</i></span></p></figure>"
  }

  private static let legend = """
    Right values, in percent of the specimens whose sheet has one: exact, the same when normalised, or the same fact.
    <span class="key" aria-hidden="true"><span class="bar" style="width:100%"></span></span> is the share in this sample,
    <span class="key" aria-hidden="true"><span class="range" style="left:0;right:0"></span></span> (in brackets) the range
    in which that of the whole folder lies, by 95 % (Wilson).
    """

  private func percent(_ share: Double) -> String {
    let text = JSONValue(share * 100, places: 1).text
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func place(_ share: Double) -> Int { Int((share * 100).rounded()) }

  private static func number(_ share: Double) -> String { String(place(share)) }

  /// What accepting from a confidence on would mean.
  private static func acceptance(_ run: RunTally) -> String {
    let calibration = run.calibration
    let rows = EvaluationReport.thresholds.map { ($0, calibration.accepted(from: $0)) }.filter { $1.fields > 0 }
    return rows.isEmpty
      ? ""
      : table(
        "Accepted unseen from a confidence on", ["confidence", "share of the fields", "of these wrong"],
        rows.map { percent, bin in
          [
            "\(percent) %", EvaluationText.percent(bin.fields, calibration.fields),
            EvaluationText.percent(bin.wrong, bin.fields),
          ]
        }, of: run)
  }

  private static func worst(_ run: RunTally) -> String {
    run.worst.sheets.isEmpty
      ? ""
      : table(
        "Worst sheets, and what opens each", ["sheet", "fields not right", "of fields", "command"],
        run.worst.sheets.map { sheet in
          [
            sheet.image.text, String(sheet.notRight), String(sheet.fields),
            "herbx review \(run.path.shellWord) --sheet \(sheet.number)",
          ]
        }, of: run)
  }

  private var agreement: String {
    let rows = evaluation.pairs.filter { evaluation.agreements[$0.one][$0.other].fields > 0 }.map { pair -> [String] in
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

  /// A region that scrolls can be reached by the keyboard, and is told from those of other runs.
  private static func table(
    _ caption: String, _ titles: [String], _ rows: [[String]], of run: RunTally? = nil
  ) -> String {
    let label = caption + (run.map { ", \($0.run)" } ?? "")
    let head = titles.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
    let body = rows.map { row in
      "<tr><th scope=\"row\">\(escaped(row[0]))</th>"
        + row.dropFirst().map { "<td>\(escaped($0))</td>" }.joined() + "</tr>"
    }
    return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(escaped(label))\"><table>"
      + "<caption>\(escaped(caption))</caption><thead><tr>\(head)</tr></thead><tbody>\(body.joined())</tbody></table></div>"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
