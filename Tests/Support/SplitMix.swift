import SystemLayer

/// Random numbers of a test: the same for the same seed, everywhere.
public struct SplitMix: RandomNumberGenerator, Sendable {
  private var generator: SeededGenerator

  public init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  public mutating func next() -> UInt64 { generator.next() }
}
