internal import OpenRouter
internal import Synchronization

/// The secrets that a command has come to know. All that it prints passes here.
final class SecretMask: Sendable {
  private let redactor = Mutex(Redactor())

  func add(_ known: Redactor) { redactor.withLock { $0.formUnion(known) } }

  func redact(_ text: String) -> String { redactor.withLock { $0.redact(text) } }
}

extension Redactor {
  /// A command line as it may be shown: keys masked, words with blanks quoted.
  func commandLine(_ arguments: [String]) -> String {
    arguments.map { argument in
      let shown = redact(argument)
      let isPlain = !shown.isEmpty && shown.allSatisfy { $0.isLetter || $0.isNumber || "-_./:=@%+,".contains($0) }
      return isPlain
        ? shown : "'" + shown.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }.joined(separator: " ")
  }
}
