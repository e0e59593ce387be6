import Foundation
import TestSupport
import Testing

@Suite("A key of any shape stands in no file of a run", .endsHanging)
struct WrittenSecretsTests {
  private static let foreign = "gw7Rk2Xp9Lm4Vt8Nb3Yc6Hd1Jf5Ws0"

  @Test("neither from the command line, nor from a prompt")
  func files() async throws {
    try await withRunBench(images: 2) { bench in
      try bench.folder.write("prompt.txt", "Read the label. The token is \(Self.foreign).")
      let outcome = try await bench.extract(
        "--user-prompt", bench.folder.path("prompt.txt"), "--shard", "1/1", "--notify", "true \(Self.foreign)",
        environment: ["OPENROUTER_MANAGEMENT_KEY": Self.foreign])
      #expect(outcome.status == 0, "\(outcome.errors)")
      var files: [String] = []
      for case let name as String in try #require(FileManager.default.enumerator(atPath: bench.run)) {
        guard let bytes = FileManager.default.contents(atPath: bench.run + "/" + name) else { continue }
        files.append(name)
        #expect(!String(decoding: bytes, as: UTF8.self).contains(Self.foreign), "\(name)")
      }
      #expect(files.contains { $0.hasSuffix("environment.json") } && files.contains { $0.hasSuffix("requests.jsonl") })
    }
  }
}
