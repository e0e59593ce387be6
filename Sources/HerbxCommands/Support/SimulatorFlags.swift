internal import ArgumentParser
internal import Simulator

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What a simulated service is like; shared by `herbx simulator` and `herbx extract --simulate`.
struct SimulatorFlags: ParsableArguments {
  @Option(
    name: .customLong("fault"),
    help: ArgumentHelp(
      "A fault to stage; may stand several times. `herbx simulator --list-faults` names all.", valueName: "fault"),
    completion: .faults)
  var faults: [String] = []

  @Option(help: ArgumentHelp("From a request to its answer, in milliseconds (default: 300).", valueName: "ms"))
  var latency: Int?

  @Option(
    help: ArgumentHelp(
      "The spending limit of the simulated service's first key, in US dollars. Keys that a rotation makes have 15.00.",
      valueName: "usd"))
  var keyLimit: String?

  @Option(help: ArgumentHelp("What each billed answer costs in US dollars.", valueName: "usd"))
  var answerCost: String?

  @Option(help: ArgumentHelp("The account's credit in US dollars.", valueName: "usd"))
  var credit: String?

  @Option(help: ArgumentHelp("Of keys and faults: equal seeds stage the same (default: 1).", valueName: "n"))
  var seed: UInt64?

  func validate() throws {
    for (flag, text) in [("--key-limit", keyLimit), ("--answer-cost", answerCost), ("--credit", credit)] {
      if let text, Decimal(string: text) == nil {
        throw ValidationError("`\(flag) \(text)`: give an amount in US dollars")
      }
    }
    if let latency, !(0...600_000).contains(latency) {
      throw ValidationError("`--latency \(latency)`: give 0 to 600000")
    }
    _ = try rules()
  }

  /// The first of these options that was given.
  var given: String? {
    [
      ("--fault", !faults.isEmpty), ("--latency", latency != nil), ("--key-limit", keyLimit != nil),
      ("--answer-cost", answerCost != nil), ("--credit", credit != nil), ("--seed", seed != nil),
    ].first { $0.1 }?.0
  }

  /// As they were given.
  var tokens: [String] {
    let options = [
      ("--latency", latency.map { String($0) }), ("--key-limit", keyLimit), ("--answer-cost", answerCost),
      ("--credit", credit), ("--seed", seed.map { String($0) }),
    ]
    return faults.flatMap { ["--fault", $0] } + options.flatMap { name, value in value.map { [name, $0] } ?? [] }
  }

  private func rules() throws -> [FaultRule] {
    try faults.map { text in
      do { return try FaultParser.parse(text) } catch {
        throw ValidationError("`--fault \(text)`: \(error)")
      }
    }
  }

  /// - Parameter defaultFaults: staged where no `--fault` is given.
  func options(port: UInt16 = 0, defaultFaults: [String] = []) throws -> SimulatorOptions {
    var options = SimulatorOptions()
    options.port = port
    options.seed = seed ?? options.seed
    options.latency = .milliseconds(latency ?? 300)
    options.keys = [.init(limit: keyLimit.flatMap { Decimal(string: $0) })]
    options.costPerAnswer = answerCost.flatMap { Decimal(string: $0) }
    if let credit = credit.flatMap({ Decimal(string: $0) }) { options.credit = credit }
    options.faults = try faults.isEmpty ? defaultFaults.map { try FaultParser.parse($0) } : rules()
    return options
  }
}
