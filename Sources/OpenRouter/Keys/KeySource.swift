/// A key on loan for one request, and its generation: 1 is the first key of a run, each new key is one more.
///
/// Verdicts are about leases, not keys: a late failure of an old generation must not rotate again.
public struct KeyLease: Sendable, Equatable {
  public let key: APIKey
  public let generation: Int

  public init(key: APIKey, generation: Int) {
    self.key = key
    self.generation = generation
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
  /// Another key is in force: lease again and retry once.
  case replaced
  /// `/key` answers that the reported key is valid: the refusal was transient. Wait, then go on with the same key.
  case stillValid
  /// `/key` could not be asked (5xx, broken transfers): nothing is known. Wait; make no key.
  case unverified(reason: String)
}

/// Where the keys of a run come from. `Keys.KeyRing` is the one that herbx uses.
public protocol KeySource: Sendable {
  /// The key in force, for one request. Waits while a rotation is under way. Each lease ends with `finished`.
  /// - Throws: the failure that needs a person (exit status 5).
  func lease() async throws -> KeyLease

  /// Notes that the request which `lease` was for is over.
  /// - Parameters:
  ///   - served: whether the service answered it: the key works.
  ///   - cost: what the answer cost; nil where that is not known.
  func finished(_ lease: KeyLease, served: Bool, cost: Money?) async

  /// Reports that the service refused `lease`; waits for the one rotation that follows and returns its outcome. The
  /// refusal at a request's one retry is reported in the same way.
  /// - Throws: the failure that needs a person (exit status 5); "Fresh key also failed" where a key that was made for
  ///   this never worked.
  func report(_ refusal: KeyRefusal, of lease: KeyLease) async throws -> KeyReplacement
}
