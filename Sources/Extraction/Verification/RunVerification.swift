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
    /// Further ones, which are not named.
    public var more = 0
    /// What a person should know and what contradicts nothing.
    public var remarks: [String]

    public var holds: Bool { findings.isEmpty }
  }

  public private(set) var checks: [Check] = []

  /// Whether the records are invented.
  public internal(set) var isSimulated = false

  public var holds: Bool { checks.allSatisfy(\.holds) }

  mutating func add(_ name: String, _ claim: String, _ findings: [String], more: Int = 0, remarks: [String] = []) {
    checks.append(Check(name: name, claim: claim, findings: findings, more: more, remarks: remarks))
  }

  mutating func add(_ name: String, _ claim: String, _ findings: FindingList) {
    add(name, claim, findings.named, more: findings.more)
  }

  /// Adds to a claim that is made already, or makes it.
  mutating func extend(_ name: String, _ claim: String, _ findings: [String], more: Int = 0) {
    guard let known = checks.firstIndex(where: { $0.name == name }) else {
      return add(name, claim, findings, more: more)
    }
    checks[known].findings += findings
    checks[known].more += more
  }

  public var json: JSONValue {
    let list = checks.map { check -> JSONValue in
      [
        "name": .string(check.name), "claim": .string(check.claim), "holds": .bool(check.holds),
        "findings": .array(check.findings.map(JSONValue.string)), "more": JSONValue(check.more),
        "remarks": .array(check.remarks.map(JSONValue.string)),
      ]
    }
    return ["holds": .bool(holds), "simulated": .bool(isSimulated), "checks": .array(list)]
  }

  /// Findings shown per check in text; the JSON has as many as are named.
  private static let mostShown = 10

  public var text: String {
    checks.map { check in
      let shown = check.findings.prefix(Self.mostShown).map { "    \($0)" }
      let rest = check.findings.count - shown.count + check.more
      let remarks = check.remarks.map { "    note: \($0)" }
      return
        (["\(check.holds ? "✓" : "✗") \(check.claim)"] + shown + (rest > 0 ? ["    … and \(rest) more"] : []) + remarks)
        .joined(separator: "\n")
    }.joined(separator: "\n")
  }
}

/// What contradicts a claim. As many are named as anybody reads; a file of a million bad lines takes no more memory.
struct FindingList: Equatable {
  private(set) var named: [String] = []
  private(set) var more = 0

  private static let mostNamed = 1000

  mutating func append(_ finding: @autoclosure () -> String) {
    if named.count < Self.mostNamed { named.append(finding()) } else { more += 1 }
  }
}
