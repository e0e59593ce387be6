internal import ArgumentParser
internal import Extraction
internal import Keys
internal import OpenRouter

/// `herbx keys list`.
struct KeysList: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the account's keys.",
    discussion: Examples.following(
      "Needs a management key. Costs nothing.",
      ["herbx keys list --mine": "those that herbx made here, with their hashes"]))

  @Flag(help: "Show only keys that herbx made here, with what for.") var mine = false
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup(title: "Service and keys") var service: ServiceOptions

  func run(_ context: CommandContext) async throws {
    try await ServiceSession.with(service, context) { session in
      let management = try session.keys.management()
      try? session.keys.accessLog.record(.list, key: management)
      let listed = try await asking { () throws(ServiceFailure) in try await session.account.keys(management) }
      let ledger = try session.keys.ledgerEntries()
      let rows = listed.map { key in KeyRow(key: key, entry: ledger.first { $0.isOf(key) }) }
        .filter { !mine || $0.entry != nil }
      if json { return context.printData(JSONValue.array(rows.map(\.json)).text) }
      for line in TextTable.lines(KeyRow.titles, rows.map(\.cells)) { context.printData(line) }
    }
  }
}

/// One key as it is listed.
struct KeyRow {
  static let titles = ["hash", "name", "used", "limit", "remaining", "state", "made for"]

  let key: ListedKey
  /// What herbx knows of it, where it made it.
  let entry: KeyLedger.Entry?

  var cells: [String] {
    [
      String(key.hash.prefix(16)), key.name, key.used?.rounded(to: 4) ?? "", key.limit?.rounded(to: 2) ?? "none",
      key.remaining?.rounded(to: 4) ?? "", key.isDisabled ? "disabled" : isSpent ? "spent" : "",
      entry.map { ($0.run.map { "\($0), " } ?? "") + $0.why } ?? "",
    ]
  }

  /// Nothing is left, nor will be: one that was switched off, or whose limit begins anew, is not meant.
  var isUsedUp: Bool { key.reset == nil && key.remaining.map { $0 <= .zero } == true }

  /// Nothing is left, or it is switched off.
  var isSpent: Bool { key.isDisabled || key.remaining.map { $0 <= .zero } == true }

  var json: JSONValue {
    func amount(_ money: Money?) -> JSONValue { money.map { .number($0.digits) } ?? .null }
    return [
      "hash": .string(key.hash), "name": .string(key.name), "used": amount(key.used), "limit": amount(key.limit),
      "remaining": amount(key.remaining), "disabled": .bool(key.isDisabled), "spent": .bool(isSpent),
      "created_at": key.createdAt.map(JSONValue.string) ?? .null, "made_by_herbx": entry?.json ?? .null,
    ]
  }
}

extension KeyLedger.Entry {
  /// Of a key that was adopted after its maker was killed the ledger knows the name alone, which is unique.
  func isOf(_ key: ListedKey) -> Bool { hash.map { $0 == key.hash } ?? (!name.isEmpty && name == key.name) }
}
