import Foundation
import Simulator
import TestSupport
import Testing

@Suite("keys stay secret, end to end", .serialized)
struct SecrecyTests {
  /// The part of a secret that may be shown nowhere.
  private func hidden(_ secret: String) -> String { String(secret.dropFirst(9 + 12)) }

  @Test("a server that echoes the key gets it into no log, record, event, snapshot or error")
  func echo() async throws {
    try await withRunBench(images: 8, faults: ["echo-key@2", "echo-key=502@4", "key-dies@6"]) { bench in
      let outcome = try await bench.extract()
      #expect([0, 3].contains(outcome.status), "\(outcome.errors)")
      let secrets = [bench.server.firstKey, bench.server.managementKey, try keyInFile(bench)].map(hidden)
      var texts = try bench.allText()
      texts["stderr"] = outcome.errors
      #expect(texts.keys.contains("run/raw.jsonl"))
      for (name, text) in texts {
        for secret in secrets { #expect(!text.contains(secret), "\(name)") }
      }
      #expect(try bench.folder.text("run/raw.jsonl").contains(String(bench.server.firstKey.prefix(9 + 12)) + "..."))
    }
  }

  @Test(
    "no key and no management key stands in any argv over a rotation",
    .enabled(if: HerbxProcess.has("strace"), "strace is not installed"))
  func argv() async throws {
    try await withRunBench(images: 8, faults: ["key-dies@3"]) { bench in
      let trace = bench.folder.path("trace")
      let outcome = try await bench.extract(wrapper: ["strace", "-f", "-e", "trace=execve", "-s", "4096", "-o", trace])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let text = try bench.folder.text("trace")
      #expect(text.contains("provision-openrouter-key.sh"))
      #expect(text.contains("execve"))
      for secret in [bench.server.firstKey, bench.server.managementKey, try keyInFile(bench)] {
        // The environment is shown as a count only, so any hit would be an argument.
        #expect(!text.contains(hidden(secret)))
      }
    }
  }

  @Test("the other lines of the key file stay as they were, and the books say who did what")
  func books() async throws {
    try await withRunBench(images: 8, faults: ["key-dies@3"]) { bench in
      #expect(try await bench.extract().status == 0)
      let text = try bench.folder.text("keys/api-keys.env")
      #expect(text.hasPrefix("# ours\n"))
      #expect(text.hasSuffix("export OTHER='x y'\n"))
      #expect(try keyInFile(bench) != bench.server.firstKey)
      let audit = try await bench.herbx("keys", "audit")
      for action in ["load", "provision-started", "provision-done"] { #expect(audit.output.contains(action)) }
      let list = try await bench.herbx("keys", "list", "--mine")
      #expect(list.output.contains("auto-rotation-"))
      #expect(list.output.contains("run, unauthorized"))
      let check = try await bench.herbx("keys", "check")
      #expect(check.status == 0)
      #expect(check.output.contains("alive"))
    }
  }

  @Test("a key file that others may read is refused with the chmod to type")
  func permissions() async throws {
    try await withRunBench(images: 1) { bench in
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: bench.keyFile)
      let outcome = try await bench.extract()
      #expect(outcome.status == 5)
      #expect(outcome.errors.contains("chmod 600 "))
      #expect(await bench.server.report().chatRequests == 0)
    }
  }

  private func keyInFile(_ bench: RunBench) throws -> String {
    let text = try bench.folder.text("keys/api-keys.env")
    return text.split(separator: "\"").first { $0.hasPrefix("sk-or-v1-") }.map(String.init) ?? ""
  }
}
