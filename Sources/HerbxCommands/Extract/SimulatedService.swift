internal import Extraction
internal import Simulator

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A service in this very process, with a key file of its own: nothing leaves the machine, no key of the user's is
/// touched, nothing is paid.
struct SimulatedService {
  let server: SimulatorServer
  private let folder: String

  /// Starts the service and writes its first key to a key file in a temporary folder.
  init(_ options: SimulatorOptions) async throws {
    do { server = try await SimulatorServer.start(options) } catch let error as SimulatorError {
      throw CommandFailure(error)
    }
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("herbx-simulated-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try write("api-keys.env", "# keys of a simulated service\nexport OPENROUTER_API_KEY=\"\(server.firstKey)\"\n")
    try write("management-key", server.managementKey + "\n")
  }

  private func write(_ name: String, _ text: String) throws {
    let path = folder + "/" + name
    guard
      FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else {
      throw CommandFailure(
        .writeFailed, kind: "write_failed", "`\(path)` could not be written", hint: "see that TMPDIR can be written")
    }
  }

  /// The context of a command that talks to this service and to no other.
  func context(_ real: CommandContext) -> CommandContext {
    var context = real
    for name in ["OPENROUTER_API_KEY", "OPENROUTER_MANAGEMENT_KEY", "OPENROUTER_PROVISIONING_KEY"] {
      context.environment[name] = nil
    }
    context.environment["HERBX_KEYS_FILE"] = folder + "/api-keys.env"
    context.environment["HERBX_BASE_URL"] = server.baseURL
    return context
  }

  func stop() async {
    await server.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }
}
