internal import SystemLayer

/// Where the key file is looked for.
public struct KeyFileLocation: Sendable {
  /// The place of the operating procedure; taken where it exists.
  static let procedurePlace = "Secrets/approved-for-agents/api-keys.env"

  private let variables: [String: String]
  private let exists: @Sendable (String) -> Bool

  /// - Parameter variables: the environment: `HERBX_KEYS_FILE`, `HOME`, `XDG_CONFIG_HOME`.
  public init(variables: [String: String]) {
    self.init(variables: variables, exists: { FilePath($0).exists })
  }

  init(variables: [String: String], exists: @escaping @Sendable (String) -> Bool) {
    self.variables = variables
    self.exists = exists
  }

  /// The flag, else `HERBX_KEYS_FILE`, else `~/Secrets/approved-for-agents/api-keys.env` where that exists, else
  /// `$XDG_CONFIG_HOME/herbx/api-keys.env` (`~/.config` where the variable is not set or no absolute path).
  public func find(flag: String? = nil) -> KeyFile {
    if let named = flag ?? given("HERBX_KEYS_FILE") { return KeyFile(path: expandingHome(named)) }
    let home = given("HOME") ?? "."
    let place = home + "/" + Self.procedurePlace
    if exists(place) { return KeyFile(path: place) }
    let settings = given("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.config"
    return KeyFile(path: settings + "/herbx/api-keys.env")
  }

  private func given(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// A `~/` that no shell has replaced, as in a quoted value or a service file.
  private func expandingHome(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = given("HOME") else { return path }
    return home + path.dropFirst(1)
  }
}
