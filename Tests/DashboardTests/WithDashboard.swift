@testable import Dashboard

/// Runs `body` with a dashboard over `root` and stops it afterwards.
func withDashboard<Result>(
  _ root: String, asksForToken: Bool = false, refresh: Int = 30, _ body: (Dashboard) async throws -> Result
) async throws -> Result {
  var options = Dashboard.Options(root: root, port: 0)
  options.asksForToken = asksForToken
  options.refresh = refresh
  let dashboard = try await Dashboard.start(options)
  do {
    let result = try await body(dashboard)
    await dashboard.stop()
    return result
  } catch {
    await dashboard.stop()
    throw error
  }
}
