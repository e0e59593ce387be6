public import Simulator

/// Runs `body` against a simulated service of its own and stops the service afterwards, also where `body` throws.
@discardableResult
public func withSimulator<Result>(
  _ options: SimulatorOptions = SimulatorOptions(), _ body: (SimulatorServer) async throws -> Result
) async throws -> Result {
  let server = try await SimulatorServer.start(options)
  do {
    let result = try await body(server)
    await server.stop()
    return result
  } catch {
    await server.stop()
    throw error
  }
}

/// As `withSimulator`, with faults as they are written on a command line, for example `429:5%`.
@discardableResult
public func withSimulator<Result>(
  faults: String..., body: (SimulatorServer) async throws -> Result
) async throws -> Result {
  var options = SimulatorOptions()
  for fault in faults { options.faults.append(try FaultParser.parse(fault)) }
  return try await withSimulator(options, body)
}
