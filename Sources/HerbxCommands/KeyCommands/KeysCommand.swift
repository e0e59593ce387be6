internal import ArgumentParser

/// `herbx keys`: keys made, looked at and deleted by hand.
struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Make, check, list and revoke API keys, and see who used them.",
    subcommands: [
      KeysProvision.self, KeysCheck.self, KeysList.self, KeysRevoke.self, KeysAudit.self,
    ])
}
