import OpenRouter
import TestSupport
import Testing

@testable import Dashboard

@Suite("what the pages are told passes the mask")
struct PageMaskTests {
  @Test("a key that stands in the files of a run from elsewhere is shown by no page, nor by a report")
  func foreignRun() async throws {
    let secret = String(repeating: "5e", count: 32)
    let run = try RunFixture()
    try run.append([
      RunFixture.failure("a.jpg", "k", "denied for sk-or-v1-\(secret)", content: "Bearer sk-or-v1-\(secret)"),
      RunFixture.success("b.jpg", [("locality", "sk-or-v1-\(secret)\u{1B}[2J\u{2028}", "0.9")]),
    ])
    let id = RunFinder(root: run.path).find().first?.id ?? ""
    try await withDashboard(run.path) { dashboard in
      for address in ["/api/runs", "/api/run/\(id)/status", "/api/run/\(id)/specimens"] {
        let text = try await WebClient.ask(dashboard.port, address).text
        #expect(text.contains("sk-or-v1-5e5e5e5e5e5e...") || address == "/api/runs", "\(address)")
        #expect(!text.contains(secret) && !text.contains("\u{1B}") && !text.contains("\u{2028}"), "\(address)")
      }
    }
    _ = try Report(run: run.path, thumbnailBytes: 0).write(to: run.folder.path("r.html"))
    let report = try run.folder.text("r.html")
    #expect(report.contains("sk-or-v1-5e5e5e5e5e5e...") && !report.contains(secret))
  }

  @Test("a key of any shape that this machine holds is shown by no page, no live event and no report")
  func loadedKey() async throws {
    let secret = "gw-live-0123456789abcdefSECRETSECRET"
    let run = try RunFixture()
    try run.append([
      RunFixture.failure("a.jpg", "k", "denied for \(secret)", content: "Bearer \(secret)"),
      RunFixture.success("b.jpg", [("locality", secret, "0.9")]),
    ])
    let secrets = SharedMask()
    var mask = SecretMask()
    mask.add(secret, shown: 12)
    secrets.add(mask)
    let id = RunFinder(root: run.path).find().first?.id ?? ""
    var options = Dashboard.Options(root: run.path, port: 0)
    options.secrets = secrets
    let dashboard = try await Dashboard.start(options)
    for address in ["status", "specimens"] {
      let text = try await WebClient.ask(dashboard.port, "/api/run/\(id)/\(address)").text
      #expect(text.contains("gw-live-0123...") && !text.contains("SECRET"), "\(address): \(text)")
    }
    await dashboard.stop()
    let report = run.folder.path("r.html")
    _ = try Report(run: run.path, thumbnailBytes: 0, secrets: secrets).write(to: report)
    let text = try run.folder.text("r.html")
    #expect(text.contains("gw-live-0123...") && !text.contains("SECRET"))
  }
}
