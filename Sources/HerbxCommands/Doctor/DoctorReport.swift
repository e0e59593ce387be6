internal import Extraction
internal import OpenRouter

/// All findings, as text and as JSON.
struct DoctorReport: Sendable, Equatable {
  let findings: [Finding]

  init(_ findings: [Finding]) { self.findings = findings }

  /// Judges the facts.
  init(_ facts: DoctorFacts, now: Timestamp, redactor: Redactor) {
    let all =
      facts.keys.findings(now: now) + facts.script.findings(managementFault: facts.keys.managementFault)
      + facts.service.findings() + facts.machine.findings()
    findings = all.map { $0.redacted(by: redactor) }
  }

  var failures: Int { findings.count { $0.state == .failed } }

  var text: String {
    findings.flatMap { finding in
      ["\(finding.state.mark) \(finding.message)"] + (finding.hint.map { ["  hint: \($0)"] } ?? [])
    }.joined(separator: "\n")
  }

  /// The closing sentence.
  var summary: String {
    failures == 0 ? "nothing stands in the way of a run" : "\(failures) of \(findings.count) checks failed"
  }

  var json: JSONValue {
    let list = findings.map { finding -> JSONValue in
      [
        "kind": .string(finding.kind.rawValue), "state": .string(finding.state.rawValue),
        "message": .string(finding.message), "hint": finding.hint.map(JSONValue.string) ?? .null,
      ]
    }
    return ["ok": .bool(failures == 0), "checks": .array(list)]
  }
}
