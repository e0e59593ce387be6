internal import SystemLayer

/// Where the provisioning script is looked for.
public struct ScriptSearch: Sendable {
  static let fileName = "provision-openrouter-key.sh"
  /// The place of the operating procedure, below the home folder.
  static let procedurePlace = "devvyn-meta-project/scripts/" + fileName

  /// What the search came to.
  public enum Finding: Sendable, Equatable {
    case found(String)
    /// The paths that were tried, in their order.
    case missing([String])
  }

  private let variables: [String: String]
  private let executable: String?
  private let currentFolder: String
  private let isFile: @Sendable (String) -> Bool

  /// - Parameter variables: the environment: `HERBX_PROVISION_SCRIPT`, `HOME`.
  public init(variables: [String: String]) {
    self.init(
      variables: variables, executable: ProcessInformation.executable?.string,
      currentFolder: FilePath.currentFolder.string, isFile: { FilePath($0).isRegularFile })
  }

  init(
    variables: [String: String], executable: String?, currentFolder: String,
    isFile: @escaping @Sendable (String) -> Bool
  ) {
    self.variables = variables
    self.executable = executable
    self.currentFolder = currentFolder
    self.isFile = isFile
  }

  /// The first file among the candidates. One that is named (by the flag or the environment) is the only candidate:
  /// running another than the person asked for would be worse than running none.
  public func find(flag: String? = nil) -> Finding {
    let candidates = candidates(flag: flag)
    return candidates.first(where: isFile).map { .found($0) } ?? .missing(candidates)
  }

  func candidates(flag: String?) -> [String] {
    if let named = flag ?? given("HERBX_PROVISION_SCRIPT") { return [absolute(named)] }
    var places: [String] = []
    if let executable {
      let installation = FilePath(executable).folder.folder.string
      places.append(installation + "/share/herbx/" + Self.fileName)
    }
    places.append(currentFolder + "/scripts/" + Self.fileName)
    if let package = packageFolder { places.append(package + "/scripts/" + Self.fileName) }
    if let home = given("HOME") { places.append(home + "/" + Self.procedurePlace) }
    return places.reduce(into: []) { kept, place in if !kept.contains(place) { kept.append(place) } }
  }

  /// The folder of the package whose `.build` the program runs from.
  private var packageFolder: String? {
    guard let parts = executable?.split(separator: "/"), let build = parts.lastIndex(of: ".build") else { return nil }
    return "/" + parts[..<build].joined(separator: "/")
  }

  private func given(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }

  private func absolute(_ path: String) -> String {
    if path.hasPrefix("~/"), let home = given("HOME") { return home + path.dropFirst(1) }
    return path.hasPrefix("/") ? path : currentFolder + "/" + path
  }
}
