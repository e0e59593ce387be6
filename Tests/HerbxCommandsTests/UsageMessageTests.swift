import TestSupport
import Testing

@testable import HerbxCommands

@Suite("wrong usage")
struct UsageMessageTests {
  @Test(
    "the parser's words take the style of all errors",
    arguments: [
      (
        "Error: Unknown option '--x'\nUsage: herbx models\n  See 'herbx models --help' for more information.",
        "error: unknown option `--x`\nhint: `herbx models --help` shows what there is"
      ),
      ("Error: `--limit 0`: give 1 or more", "error: `--limit 0`: give 1 or more"),
      ("Error: HERBX isn't set", "error: HERBX isn't set"), ("OVERVIEW: x", "OVERVIEW: x"), ("", ""),
    ])
  func styled(_ given: String, _ wanted: String) {
    #expect(UsageMessage.styled(given) == wanted)
  }

  @Test("the program itself says so, with status 64, and masks a key in a wrong place")
  func program() async throws {
    let home = try TemporaryFolder()
    let outcome = try await HerbxProcess.run(
      ["models", "--key=sk-or-v1-0123456789abcdef0123456789"], home: home)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("error: unknown option `--key`\nhint: did you mean `--keys-file`?"))
    #expect(outcome.errors.hasSuffix("`herbx models --help` shows what there is\n"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("0123456789abcdef0123456789"))
  }
}
