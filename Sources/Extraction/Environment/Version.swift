/// The versions that this binary was built from.
public enum Version {
  public static let herbx = "0.1.0"

  /// Of the compiler.
  public static let swift: String = {
    #if compiler(>=6.5)
      "6.5 or later"
    #elseif compiler(>=6.4)
      "6.4"
    #else
      "6.3"
    #endif
  }()

  /// The packages pinned in Package.swift; a test holds this list against it.
  public static let packages: [EnvironmentSnapshot.Dependency] = [
    .init("swift-argument-parser", "1.8.2"), .init("swift-crypto", "4.5.2"), .init("swift-log", "1.16.2"),
    .init("swift-system", "1.8.1"),
    .init("FlyingFox", "0.27.1"), .init("swift-subprocess", "1.0.2"),
  ]
}
