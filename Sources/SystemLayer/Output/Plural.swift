/// A number with its noun.
public enum Plural {
  /// `1 specimen`, `2 specimens`.
  /// - Parameter many: where it is not the noun with an `s`.
  public static func of(_ count: Int, _ noun: String, many: String? = nil) -> String {
    "\(count) " + (count == 1 ? noun : many ?? noun + "s")
  }
}
