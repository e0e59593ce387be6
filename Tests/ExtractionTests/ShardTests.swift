import Extraction
import OpenRouter
import Testing

@Suite("shards of a run")
struct ShardTests {
  @Test("a shard is read from K/N, K from 1, and nothing else is one")
  func parsing() {
    #expect(Shard("7/32")?.folderName == "007-of-032")
    #expect(Shard("1/1")?.folderName == "001-of-001")
    #expect(Shard("17/4000")?.folderName == "0017-of-4000")
    for text in ["0/4", "5/4", "1/0", "1", "/4", "1/", "1/2/3", "+1/4", "1/ 4", "-1/4", "a/b", "1/10001", ""] {
      #expect(Shard(text) == nil, "\(text)")
    }
  }

  @Test("a folder's name gives its shard back; other names give none", arguments: [1, 9, 32, 999, 1000, 10_000])
  func folderNames(count: Int) throws {
    for number in [1, count / 2, count].filter({ $0 > 0 }) {
      let shard = try #require(Shard(number: number, of: count))
      #expect(Shard(folderName: shard.folderName) == shard)
    }
    for name in ["7-of-32", "007-of-32", "007-of-032 ", "0007-of-0032", ".lock", "000-of-032", "033-of-032"] {
      #expect(Shard(folderName: name) == nil, "\(name)")
    }
  }

  @Test(
    "a specimen's shard is its name's SHA-256, the first 64 bits big-endian, modulo N: as sha256sum and bc have it",
    arguments: [
      ("sheet-00000.jpg", 8), ("a/b.jpg", 32), ("Ä.jpg", 32), ("", 7),
    ])
  func rule(name: String, count: Int) throws {
    let hash = ContentHash.hex(of: Array(name.utf8))
    var rest = 0
    // Digit by digit, so that the test divides in another way than the program.
    for digit in hash.prefix(16) { rest = (rest * 16 + (digit.hexDigitValue ?? 0)) % count }
    #expect(Shard.number(of: SpecimenName(name), count: count) == rest + 1)
  }

  @Test("every name belongs to exactly one shard, and the shards are of like size")
  func partition() throws {
    let names = (0..<4000).map { SpecimenName("box-\($0 / 100)/sheet-\($0).jpg") }
    let shards = (1...8).compactMap { Shard(number: $0, of: 8) }
    for name in names { #expect(shards.count { $0.holds(name) } == 1) }
    for shard in shards { #expect((400...600).contains(names.count { shard.holds($0) })) }
  }

  @Test("a list of shards is one that --array takes")
  func list() {
    #expect(Shard.list([]) == "")
    #expect(Shard.list([3]) == "3")
    #expect(Shard.list([14, 3, 7, 12, 13]) == "3,7,12-14")
  }

  @Test("run.json reads back as it was written, and names both values of what differs")
  func definition() throws {
    var mine = RunDefinition(
      shards: 8, atATime: 4, input: "/in", images: 7, model: "m", prompts: [.init("system", .string("aa"))],
      maxCost: "0.50", maxRotations: 3, concurrency: 8, requestsPerMinute: nil, created: "2026-11-26T03:10:04.000Z")
    let read = try #require(RunDefinition(json: try JSONParser.parse(mine.json.utf8)))
    #expect(read == mine && read.differences(from: mine).isEmpty)
    mine.shards = 9
    mine.input = "/other"
    mine.model = "n"
    mine.prompts = [.init("system", .string("bb"))]
    let found = read.differences(from: mine).joined(separator: "; ")
    for value in ["`9`", "`8`", "`/other`", "`/in`", "`n`", "`m`", "`bb`", "`aa`"] { #expect(found.contains(value)) }
  }
}
