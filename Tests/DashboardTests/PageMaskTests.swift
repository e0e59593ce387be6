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
}
