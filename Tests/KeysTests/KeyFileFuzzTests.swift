import Foundation
import OpenRouter
import TestSupport
import Testing

@testable import Keys

/// Key files as an editor, a crash or another program may leave them. Seeded: a failure names its round.
@Suite("a damaged key file gives its key or a sentence, and shows nothing of it")
struct KeyFileFuzzTests {
  private static let secret = "sk-or-v1-0123456789ab4d7c1e9f2a8b6c3d5e7f"
  private static let pieces = [
    "export ", "OPENROUTER_API_KEY=", "\"", "'", "$", "`", "\\", "#", "\n", "\r\n", "\r", " ", "=", "\u{FEFF}", "\0",
    "é",
  ].map { Array($0.utf8) }

  /// One to five changes: bytes taken, doubled, overwritten, or a piece put in.
  private static func damaged(_ bytes: [UInt8], _ generator: inout TestSupport.SplitMix) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...5, using: &generator) where !bytes.isEmpty {
      let start = Int.random(in: 0..<bytes.count, using: &generator)
      let range = start..<min(bytes.count, start + Int.random(in: 0...9, using: &generator))
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes.removeSubrange(range)
      case 1: bytes.insert(contentsOf: bytes[range], at: start)
      case 2: bytes[start] = UInt8.random(in: 0...255, using: &generator)
      case 3: bytes = Array(bytes[..<start])
      default: bytes.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &generator)], at: start)
      }
    }
    return bytes
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func anyBytes(seed: UInt64) throws {
    let bench = try Workbench()
    let whole = Array("# ours\nexport OTHER='x y'\nexport OPENROUTER_API_KEY=\"\(Self.secret)\"\n".utf8)
    let hidden = Self.secret.dropFirst(21)
    var generator = TestSupport.SplitMix(seed: seed)
    for round in 0..<Trial.rounds(500, at: "fuzz", 25_000) {
      let bytes = Self.damaged(whole, &generator)
      for assignment in KeyFileText(bytes).assignments(of: "OPENROUTER_API_KEY") {
        #expect((assignment.value == nil) != (assignment.fault == nil), "round \(round)")
      }
      try bench.write(bytes, to: "api-keys.env")
      do throws(KeyFileError) { _ = try KeyFile(path: bench.path("api-keys.env")).key() } catch {
        let said = error.message + (error.hint ?? "")
        #expect(!said.isEmpty && !said.contains(hidden), "round \(round): \(said)")
      }
    }
  }
}
