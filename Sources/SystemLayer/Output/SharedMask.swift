internal import Synchronization

/// The mask of a whole program, which all ways out share: it grows as keys become known.
public final class SharedMask: Sendable {
  private let mask = Mutex(SecretMask())

  public init() {}

  /// Adds all secrets that another mask knows.
  public func add(_ known: SecretMask) { mask.withLock { $0.formUnion(known) } }

  /// With all that is known by now.
  public var current: SecretMask { mask.withLock { $0 } }

  public func redact(_ text: String) -> String { current.redact(text) }

  public func line(_ text: String) -> SafeText { current.line(text) }
  public func text(_ text: String) -> SafeText { current.text(text) }
  public func json(_ text: [UInt8]) -> SafeText { current.json(text) }
}
