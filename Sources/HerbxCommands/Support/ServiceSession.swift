internal import Extraction
internal import OpenRouter
internal import Transfer

/// A service to ask, with its engine; ended by `close`.
struct ServiceSession {
  let address: ServiceAddress
  let engine: TransferEngine
  let account: AccountClient
  let keys: KeyStore

  init(_ options: ServiceOptions, _ context: CommandContext) throws {
    address = try options.address(context)
    engine = try context.transferEngine()
    account = AccountClient(address: address, transfer: engine)
    keys = KeyStore(options, context, address: address, account: account)
  }

  /// Runs `body` with a session and closes it.
  static func with<Value>(
    _ options: ServiceOptions, _ context: CommandContext, _ body: (ServiceSession) async throws -> Value
  ) async throws -> Value {
    let session = try ServiceSession(options, context)
    defer { session.engine.shutdown() }
    return try await body(session)
  }
}

/// Runs a request to the service whose failure ends the command.
func asking<Value>(_ body: () async throws(ServiceFailure) -> Value) async throws(CommandFailure) -> Value {
  do { return try await body() } catch {
    let status = error.status
    throw CommandFailure(status == 401 || status == 403 ? .noUsableKey : .serviceUnavailable, error)
  }
}
