/// Random numbers that are the same for the same seed (SplitMix64 of Steele, Lea and Flood, 2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable, Equatable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// A generator of its own for each name (FNV-1a folds the name into the seed).
  public init(seed: UInt64, name: String) {
    state = name.utf8.reduce(0xCBF2_9CE4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The next number, from 0 up to but not 1.
  public mutating func share() -> Double { Double(next() >> 11) / Double(1 << 53) }
}
