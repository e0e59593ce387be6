internal import Extraction
internal import OpenRouter
internal import Transfer

/// A service to ask, with its engine; ended by `close`.
struct ServiceDesk {
  let address: ServiceAddress
  let engine: TransferEngine
  let account: AccountClient
  let keys: KeyDesk

  init(_ options: ServiceOptions, _ context: CommandContext) throws {
    address = try options.address(context)
    engine = try context.makeTransfer()
    account = AccountClient(address: address, transfer: engine)
    keys = KeyDesk(options, context, address: address, account: account)
  }

  /// Runs `body` with a desk and closes it.
  static func with<Value>(
    _ options: ServiceOptions, _ context: CommandContext, _ body: (ServiceDesk) async throws -> Value
  ) async throws -> Value {
    let desk = try ServiceDesk(options, context)
    defer { desk.engine.shutdown() }
    return try await body(desk)
  }
}

/// Runs a request to the service whose failure ends the command.
func asking<Value>(_ body: () async throws(ServiceFailure) -> Value) async throws(CommandFailure) -> Value {
  do { return try await body() } catch {
    let status = error.status
    throw CommandFailure(status == 401 || status == 403 ? .noUsableKey : .serviceUnavailable, error)
  }
}
