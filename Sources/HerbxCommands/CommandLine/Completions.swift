internal import ArgumentParser
internal import Keys
internal import OpenRouter
internal import Simulator

/// What a shell offers where the user presses Tab.
extension CompletionKind {
  /// The operating procedure's short names.
  static var modelAliases: CompletionKind { .list(ModelAlias.all.map(\.name)) }

  /// Every fault of the simulator, without its figures.
  static var faults: CompletionKind {
    .list(FaultParser.help.map { fault in String(fault.name.prefix { $0.isLetter || $0.isNumber || $0 == "-" }) })
  }

  /// Keys that herbx made here, as its own ledger knows them; the service is not asked.
  static var keyHashes: CompletionKind {
    .custom { words, _, _ in
      let flag = words.firstIndex(of: "--keys-file").flatMap { words.dropFirst($0 + 1).first }
      let file = KeyFileLocation(variables: CommandContext.live().environment).find(flag: flag)
      return ((try? KeyLedger(of: file).entries()) ?? []).compactMap(\.hash).map { String($0.prefix(16)) }
    }
  }
}
