internal import Extraction
internal import Keys
internal import OpenRouter
internal import Transfer

/// Asks the service for its catalogue of models.
/// - Throws: status 75 where the service does not answer, 7 where it has no catalogue.
func fetchCatalogue(_ service: ServiceOptions, _ context: CommandContext) async throws -> Catalogue {
  try await ServiceSession.with(service, context) { session in
    let key = try? session.keys.load().key
    do throws(ServiceFailure) {
      if let catalogue = try await session.account.catalogue(key: key) { return catalogue }
    } catch {
      throw CommandFailure(.serviceUnavailable, error)
    }
    throw CommandFailure(
      .modelGone, kind: "no_catalogue", "`\(session.address.base)` has no catalogue of models",
      hint: "name the model that the service knows with `herbx extract --model`")
  }
}
