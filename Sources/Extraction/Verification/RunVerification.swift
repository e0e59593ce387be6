public import OpenRouter

/// What holds of a run, and what does not, found out from its files and its images.
public struct RunVerification: Sendable, Equatable {
  /// One claim about the run.
  public struct Check: Sendable, Equatable {
    /// A fixed short word.
    public let name: String
    /// The claim as a sentence.
    public let claim: String
    /// What contradicts it; empty where it holds.
    public var findings: [String]

    public var holds: Bool { findings.isEmpty }
  }

  public private(set) var checks: [Check] = []

  public var holds: Bool { checks.allSatisfy(\.holds) }

  mutating func add(_ name: String, _ claim: String, _ findings: [String]) {
    checks.append(Check(name: name, claim: claim, findings: findings))
  }

  public var json: JSONValue {
    let list = checks.map { check -> JSONValue in
      [
        "name": .string(check.name), "claim": .string(check.claim), "holds": .bool(check.holds),
        "findings": .array(check.findings.map(JSONValue.string)),
      ]
    }
    return ["holds": .bool(holds), "checks": .array(list)]
  }

  /// Findings shown per check in text; the JSON has all.
  private static let mostShown = 10

  public var text: String {
    checks.map { check in
      let shown = check.findings.prefix(Self.mostShown).map { "    \($0)" }
      let rest = check.findings.count - shown.count
      return (["\(check.holds ? "✓" : "✗") \(check.claim)"] + shown + (rest > 0 ? ["    … and \(rest) more"] : []))
        .joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
