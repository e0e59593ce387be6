/// Why a key is to be replaced.
public enum RotationReason: String, Sendable, CaseIterable {
  /// 401.
  case unauthorized
  /// The key's own limit is used up.
  case spent
  /// What is left on the key does not cover the requests in flight: replaced before the refusals come.
  case early
}

/// What happens to the keys of a run, for its log and its events. Keys are masked already.
public enum KeyEvent: Sendable, Equatable {
  /// The first key of the run.
  case loaded(key: String, origin: LoadedKey.Origin)
  /// A refusal is being examined; a new key may follow.
  case rotating(generation: Int, reason: RotationReason, key: String)
  /// Another key stood in the file already: nothing was spent.
  case adopted(key: String)
  /// The script has made a key.
  case provisioned(name: String, hash: String?, key: String)
  /// A new key is in force. `verified`: `/key` has answered for it.
  case replaced(generation: Int, key: String, verified: Bool)
  /// `/key` says that the refused key is valid.
  case stillValid(generation: Int, key: String)
  /// `/key` could not be asked.
  case unverified(generation: Int, reason: String)
  case failed(KeyFailure)
  /// Something that does not stop the run, such as an access log that cannot be written.
  case warning(String)
}
