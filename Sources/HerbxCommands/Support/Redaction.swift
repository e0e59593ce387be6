internal import Keys
internal import OpenRouter
internal import SystemLayer

extension CommandContext {
  /// Lets no key be shown that this machine holds, also by commands that ask no service: a run folder from elsewhere may hold
  /// anything.
  func maskKnownKeys() {
    let file = KeyFileLocation(variables: environment).find(flag: nil)
    secrets.add(KnownSecrets.redactor(keyFile: file, variables: environment))
  }
}

extension Redactor {
  /// A command line as it may be shown: keys masked, words with blanks quoted.
  func commandLine(_ arguments: [String]) -> String {
    arguments.map { redact($0).shellWord }.joined(separator: " ")
  }
}
