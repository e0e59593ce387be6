/// A key on loan, and the turn it belongs to: turn 1 is the first key of a run, each new key is one more.
///
/// Verdicts are about leases, not keys: a late failure on an old turn must not rotate again.
public struct KeyLease: Sendable, Equatable {
  public let key: APIKey
  public let turn: Int

  public init(key: APIKey, turn: Int) {
    self.key = key
    self.turn = turn
  }
}

/// How the service said that a key no longer works.
public enum KeyRefusal: Sendable, Equatable {
  /// 401. No proof by itself: `GET /key` with the same key confirms or denies it.
  case unauthorized
  /// The key's own spending limit is used up, or what is left is too little for the request.
  case spent
}

/// What became of a reported refusal.
public enum KeyReplacement: Sendable, Equatable {
  /// Another key is in force: retry once with it.
  case replaced(KeyLease)
  /// `/key` answers that the reported key is good: the refusal was passing. Wait, then go on with the same key.
  case vouched
  /// `/key` could not be asked (5xx, broken transfers): nothing is known. Wait; make no key.
  case unverified(reason: String)
}

/// Where the keys of a run come from. `Keys.KeyRing` is the one that herbx uses.
public protocol KeySource: Sendable {
  /// The key in force. Waits while a rotation is under way.
  func lease() async throws -> KeyLease

  /// Reports that the service refused `lease`; waits for the one rotation that follows and returns its outcome. The
  /// refusal at a request's one retry is reported in the same way.
  /// - Throws: the failure that needs a person (exit status 5); "Fresh key also failed" where a key that was made for
  ///   this never worked.
  func replace(_ lease: KeyLease, because refusal: KeyRefusal) async throws -> KeyReplacement

  /// Notes that the service answered a request made with `lease`: the key has worked.
  func noteServed(_ lease: KeyLease) async

  /// Notes that a request is about to go out again, with a fresh key that `replace` gave.
  func began(_ lease: KeyLease) async

  /// Notes that a request which `lease()` was asked for, or which `began`, is over, and what it cost.
  func finished(_ lease: KeyLease, cost: Money?) async

  /// Returns when no rotation is under way; to be awaited before the program ends.
  func settle() async
}

extension KeySource {
  public func began(_ lease: KeyLease) async {}
  public func finished(_ lease: KeyLease, cost: Money?) async {}
  public func settle() async {}
}
