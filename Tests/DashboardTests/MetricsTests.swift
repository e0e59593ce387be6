import Extraction
import Foundation
import OpenRouter
import TestSupport
import Testing

@testable import Dashboard

@Suite("the dashboard's metrics", .endsHanging)
struct MetricsTests {
  @Test("every line is of Prometheus' text form, each metric stands once, and the figures are the run's")
  func form() async throws {
    let run = try RunFixture()
    try run.append([
      RunFixture.success("a.gif", [("catalogNumber", "K 1", "0.9")]),
      RunFixture.failure("b.gif", "not_json", "no JSON"),
    ])
    let text = try await withDashboard(run.folder.path) { dashboard in
      let reply = try await WebClient.ask(dashboard.port, "/metrics")
      #expect(reply.status == 200)
      #expect(reply.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
      return String(decoding: reply.body, as: UTF8.self)
    }
    #expect(text.hasSuffix("\n"))
    let label = #/[a-z]+="(?:[^"\\\n]|\\["\\n])*"/#
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = try #require(line.wholeMatch(of: #/([a-z_]+)\{(.*)\} ([0-9.e+-]+)/#), "\(line)")
      #expect(!parts.2.matches(of: label).isEmpty && Double(parts.3) != nil)
      #expect(text.contains("# TYPE \(parts.1) "))
    }
    let types = text.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }
    #expect(Set(types).count == types.count && !types.isEmpty)
    #expect(text.contains(#"state="done"} 1"#) && text.contains(#"state="failed"} 1"#))
  }

  @Test("a run's name cannot leave its quotes")
  func names() {
    #expect(Metrics.text([("a\"b\\c\nd", RunStatus())]).contains(#"{run="a\"b\\c\nd"} 0"#))
  }
}
