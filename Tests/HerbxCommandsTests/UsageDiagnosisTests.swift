import Testing

@testable import HerbxCommands

@Suite("typing errors")
struct UsageDiagnosisTests {
  private static let tree = CommandTree.herbx()

  @Test(
    "a word that herbx does not know is named before anything that is missing, with what was meant",
    arguments: [
      ("extrct", "unknown command `extrct`", "did you mean `herbx extract`?"),
      ("stauts runs/x", "unknown command `stauts`", "did you mean `herbx status`?"),
      ("keys provison", "unknown command `provison`", "did you mean `herbx keys provision`?"),
      ("revoke abc", "unknown command `revoke`", "did you mean `herbx keys revoke`?"),
      ("extrat --input s", "unknown command `extrat`", "did you mean `herbx extract`?"),
      ("verfy runs/x", "unknown command `verfy`", "did you mean `herbx verify`?"),
      ("version", "unknown command `version`", "did you mean `herbx --version`?"),
      ("dash --port 5", "unknown command `dash`", "did you mean `herbx dashboard`?"),
      ("help extrct", "unknown command `extrct`", "did you mean `herbx extract`?"),
      ("extract --inpt sheets", "unknown option `--inpt`", "did you mean `--input`?"),
      ("extract --input s --output r --max_cost 3", "unknown option `--max_cost`", "did you mean `--max-cost`?"),
      ("extract --input s --output r --maxcost=3", "unknown option `--maxcost`", "did you mean `--max-cost`?"),
      ("extract -input s --output r", "unknown option `-input`", "did you mean `--input`?"),
      ("extract --input s -output r", "unknown option `-output`", "did you mean `--output`?"),
      ("extract --input s --output-dir r", "unknown option `--output-dir`", "did you mean `--output`?"),
      ("extract -i s -o r", "unknown option `-i`", "did you mean `--input`?"),
      ("extract --modle x", "unknown option `--modle`", "did you mean `--model`?"),
      ("extract --max-cots 3", "unknown option `--max-cots`", "did you mean `--max-cost`?"),
      ("extract --concurency 3", "unknown option `--concurency`", "did you mean `--concurrency`?"),
      ("extract --key-file k", "unknown option `--key-file`", "did you mean `--keys-file`?"),
      ("resume r --dryrun", "unknown option `--dryrun`", "did you mean `--dry-run`?"),
      ("extract --Limit 3", "unknown option `--Limit`", "did you mean `--limit`?"),
      ("extract --conc 3", "unknown option `--conc`", "did you mean `--concurrency`?"),
      ("status --wach runs/x", "unknown option `--wach`", "did you mean `--watch`?"),
      ("budget --modle x", "unknown option `--modle`", "did you mean `--model`?"),
      ("extract --progress bra --input s", "`--progress bra`: give one of", "did you mean `--progress bar`?"),
      ("verify runs/x --watch", "unknown option `--watch`: it belongs to `herbx status`", "`herbx verify --help`"),
      ("extract sheets --output r", "unexpected argument `sheets`", "`herbx extract --help`"),
      ("frobnicate", "unknown command `frobnicate`", "`herbx --help` shows what there is"),
      ("extract --zzzzzz", "unknown option `--zzzzzz`", "`herbx extract --help` shows what there is"),
    ])
  func meant(_ line: String, _ message: String, _ hint: String) throws {
    let found = try #require(UsageDiagnosis(line.split(separator: " ").map(String.init), in: Self.tree))
    #expect(found.message.hasPrefix(message))
    #expect(found.hint.hasPrefix(hint), "\(found.hint)")
  }

  @Test(
    "a line whose words are all known is left to the parser",
    arguments: [
      "extract --input s", "status runs/x --json", "keys revoke abc def", "budget --run r", "help keys list", "help",
      "env diff a b", "status -- --odd", "extract --limit -1 --input s",
    ])
  func known(_ line: String) {
    #expect(UsageDiagnosis(line.split(separator: " ").map(String.init), in: Self.tree) == nil)
  }

  @Test(
    "where help is asked for, only a command's name can be wrong",
    arguments: [
      ("help extrct", "unknown command `extrct`"), ("help keys provison", "unknown command `provison`"),
      ("keys provison --help", "unknown command `provison`"), ("extract --input sheets --help", nil),
      ("status runs/x --help", nil), ("help", nil), ("budget --help", nil), ("help keys provision", nil),
    ] as [(String, String?)])
  func help(_ line: String, _ message: String?) {
    let found = UsageDiagnosis.ofCommands(line.split(separator: " ").map(String.init), in: Self.tree)
    #expect(found?.message == message)
  }

  @Test("a negative number is the value of the option before it, and nothing else is changed")
  func negatives() {
    func joined(_ line: String) -> String {
      CommandWords.joiningNegativeNumbers(line.split(separator: " ").map(String.init), in: Self.tree)
        .joined(separator: " ")
    }
    #expect(joined("extract --limit -1 --max-cost -5.5") == "extract --limit=-1 --max-cost=-5.5")
    #expect(joined("extract --dry-run -1") == "extract --dry-run -1")
    #expect(joined("status -x --json") == "status -x --json")
  }
}
