internal import ArgumentParser
internal import Extraction
internal import Keys
internal import OpenRouter

/// `herbx keys revoke`.
struct KeysRevoke: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Delete keys by their hash, or all spent ones that herbx made.",
    discussion: Examples.following(
      "Needs a management key. A hash may be shortened as `herbx keys list` shows it.",
      ["herbx keys revoke --spent": "what a long run has used up"]))

  @Argument(help: "Hashes as `herbx keys list` shows them.", completion: .keyHashes) var hashes: [String] = []
  @Flag(help: "Delete the keys that herbx made here and of which nothing is left.") var spent = false
  @OptionGroup(title: "Service and keys") var service: ServiceOptions

  func validate() throws {
    guard !hashes.isEmpty || spent else { throw ValidationError("give one hash or more, or `--spent`") }
    for hash in hashes where hash.count < 8 || !hash.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) {
      throw ValidationError("`\(hash)` is no hash: give at least 8 letters and digits of it")
    }
  }

  func run(_ context: CommandContext) async throws {
    try await ServiceSession.with(service, context) { session in
      let management = try session.keys.management()
      let listed = try await asking { () throws(ServiceFailure) in try await session.account.keys(management) }
      let chosen = try chosen(from: listed, ledger: session.keys.ledgerEntries())
      if chosen.isEmpty { context.printNote("no spent keys") }
      for key in chosen {
        let isGone = try await asking { () throws(ServiceFailure) in
          try await session.account.revoke(hash: key.hash, management)
        }
        try? session.keys.accessLog.record(.revoke, key: management, detail: key.hash)
        context.printNote(
          isGone ? "✅ revoked `\(key.name)` (\(key.hash.prefix(16)))" : "`\(key.hash)` was gone already")
      }
    }
  }

  private func chosen(from listed: [ListedKey], ledger: [KeyLedger.Entry]) throws(CommandFailure) -> [ListedKey] {
    var chosen: [ListedKey] = []
    for hash in hashes {
      let matches = listed.filter { $0.hash.hasPrefix(hash) }
      guard let match = matches.first else {
        throw CommandFailure(
          .checkFailed, kind: "key_unknown", "the account has no key with the hash `\(hash)`",
          hint: "see them with `herbx keys list`")
      }
      guard matches.count == 1 else {
        throw CommandFailure(
          .checkFailed, kind: "key_ambiguous", "`\(hash)` is the beginning of \(matches.count) hashes",
          hint: "give more of it: `herbx keys list --json` shows them whole")
      }
      chosen.append(match)
    }
    if spent {
      chosen += listed.filter { key in
        ledger.contains { $0.isOf(key) } && KeyRow(key: key, entry: nil).isUsedUp && !chosen.contains(key)
      }
    }
    return chosen
  }
}
