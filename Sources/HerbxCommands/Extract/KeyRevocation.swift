internal import Extraction
internal import Keys
internal import Logging
internal import OpenRouter

/// Deletes a key that a run has rotated out (`--revoke-old`), where herbx had made it and so knows its hash.
struct KeyRevocation: Sendable {
  let store: KeyStore
  let account: AccountClient
  let journal: RunJournal

  /// Called once the key's last request is over. A key that cannot be deleted is told, and stops nothing.
  func revoke(_ key: APIKey) async {
    do {
      guard let hash = try store.hash(of: key) else {
        let entry = try store.ledgerEntries().last { $0.keySHA256 == key.sha256 }
        let reason =
          entry.map { "`\($0.name)`, whose hash is not known (see `herbx keys list`)," } ?? "not made by herbx"
        journal.logger.info("the old key \(key) was \(reason) and is left as it is")
        return
      }
      _ = try await account.revoke(hash: hash, store.management())
      try? store.accessLog.record(.revoke, key: key, detail: hash)
      journal.logger.info("🗑️ the old key \(key) was revoked")
    } catch {
      journal.logger.warning("the old key \(key) could not be revoked: \(error)")
    }
  }
}
