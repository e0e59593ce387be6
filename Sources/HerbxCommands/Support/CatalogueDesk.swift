internal import Extraction
internal import OpenRouter
internal import Transfer

/// Asks for the catalogue.
struct CatalogueDesk {
  let service: ServiceOptions
  let context: CommandContext

  /// - Throws: status 75 where the service does not answer, 7 where it has no catalogue.
  func fetch() async throws -> Catalogue {
    let engine = try context.makeTransfer()
    defer { engine.shutdown() }
    let address = try service.address(context)
    do {
      if let catalogue = try await AccountClient(address: address, transfer: engine).catalogue() { return catalogue }
    } catch { throw CommandFailure(.serviceUnavailable, error) }
    throw CommandFailure(
      .modelGone, kind: "no_catalogue", "`\(address.base)` has no catalogue of models",
      hint: "name the model that the service knows with `herbx extract --model`")
  }
}
