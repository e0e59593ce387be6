internal import ArgumentParser
internal import Extraction
internal import OpenRouter

/// Where the service and the keys are; shared by all commands that ask the service.
struct ServiceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The service's address, ending in /api/v1 (or HERBX_BASE_URL).", valueName: "url"))
  var baseURL: String?

  @Option(
    help: ArgumentHelp("The file that holds the key (or HERBX_KEYS_FILE).", valueName: "file"),
    completion: .file())
  var keysFile: String?

  @Option(
    help: ArgumentHelp("The program that makes new keys (or HERBX_PROVISION_SCRIPT).", valueName: "file"),
    completion: .file())
  var provisionScript: String?

  /// The address from the flag, else the environment, else the official one.
  func address(_ context: CommandContext) throws(CommandFailure) -> ServiceAddress {
    guard let text = baseURL ?? context.value("HERBX_BASE_URL") else { return .official }
    do { return try ServiceAddress(text) } catch { throw CommandFailure(.usage, error) }
  }
}
