public import OpenRouter

/// The texts that a model is asked with.
public struct PromptSet: Sendable, Equatable {
  public var system: String
  public var user: String

  public init(system: String = PromptSet.systemText, user: String = PromptSet.userText()) {
    self.system = system
    self.user = user
  }

  /// The texts themselves, by name, as they stand in `environment.json`.
  public var texts: [JSONValue.Member] { [.init("system", .string(system)), .init("user", .string(user))] }

  /// SHA-256 of each text in UTF-8, by its name, as it stands in `environment.json`.
  public var hashes: [JSONValue.Member] {
    [
      .init("system", .string(ContentHash.hex(of: Array(system.utf8)))),
      .init("user", .string(ContentHash.hex(of: Array(user.utf8)))),
    ]
  }
}
