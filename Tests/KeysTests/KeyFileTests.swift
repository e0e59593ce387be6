import OpenRouter
import Testing

@testable import Keys

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

struct KeyFileTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private func failure(_ body: () throws(KeyFileError) -> some Any) -> KeyFileError? {
    do {
      _ = try body()
      return nil
    } catch { return error }
  }

  @Test(
    "a file that is no such file is named for what it is",
    arguments: [
      ([0xFF, 0xFE, 0x4F, 0x00, 0x50, 0x00], "UTF-16"), (Array("# a\rOPENROUTER_API_KEY=\r".utf8), "line 2"),
      (Array("sk-or-v1-0123456789\n".utf8), "something like a key"),
      (Array("set OPENROUTER_API_KEY=x\n".utf8), "something like a key"),
      (Array("A=1 OPENROUTER_API_KEY=x\n".utf8), "something like a key"),
      (Array("$env:OPENROUTER_API_KEY = 'x'\n".utf8), "something like a key"),
      (Array("key is sk-or-v1-0123\n".utf8), "something like a key"),
      (Array("gw-live-0123456789abcdef\n".utf8), "something like a key"),
      (Array("# OPENROUTER_API_KEY=x\nOTHER=x\n".utf8), "no line sets"), (Array("OTHER=x\n".utf8), "no line sets"),
      (Array("\n{\n  \"OPENROUTER_API_KEY\": \"sk-or-v1-0123\"\n}\n".utf8), "is JSON"),
    ] as [([UInt8], String)])
  func oddFiles(_ bytes: [UInt8], _ words: String) throws {
    let bench = try Workbench()
    let file = KeyFile(path: try bench.write(bytes, to: "k"))
    #expect(throws: KeyFileError.self) { try file.requiredKey() }
    do throws(KeyFileError) { _ = try file.requiredKey() } catch { #expect(error.message.contains(words)) }
  }

  @Test("lines may end with a carriage return alone")
  func carriageReturns() throws {
    let bench = try Workbench()
    let path = try bench.write("# a\rexport OPENROUTER_API_KEY=\"sk-or-v1-x\"\rA=1\r", to: "k")
    #expect(try KeyFile(path: path).key() == APIKey("sk-or-v1-x"))
  }

  @Test(
    "quotes that a tool has left round a key in the environment are no part of it: it is refused",
    arguments: ["\"", "'"])
  func quotes(_ quote: String) throws {
    let none = KeyFile(path: try Workbench().path("none"))
    do throws(KeyFileError) {
      _ = try LoadedKey.load(from: none, variables: ["OPENROUTER_API_KEY": quote + "sk-or-v1-x" + quote])
      Issue.record("a key has no quotes")
    } catch { #expect(error.hint?.contains("without quotes") == true) }
  }

  @Test func theKeyIsFoundAmongOtherLines() throws {
    let path = try bench.write("# OpenRouter API\nexport OTHER=\"x\"\n" + APIKey.sample(1).line, to: "k")
    #expect(try KeyFile(path: path).key() == .sample(1))
    #expect(try KeyFile(path: path).requiredKey() == .sample(1))
  }

  @Test(
    "a file that others may read or write is refused, with the chmod to type",
    arguments: [0o640, 0o604, 0o644, 0o660, 0o601, 0o610, 0o666, 0o777] as [mode_t])
  func openToOthers(_ mode: mode_t) throws {
    let path = try bench.write(APIKey.sample(1).line, to: "k", mode: mode)
    let error = try #require(failure { () throws(KeyFileError) in try KeyFile(path: path).key() })
    #expect(error.kind == .permissions)
    #expect(error.message.contains("`\(path)`"))
    #expect(error.hint == "chmod 600 \(path)")
  }

  @Test(
    "where chmod cannot help, the hint sends the file elsewhere",
    arguments: [0o677, 0o777, 0o755] as [UInt16])
  func noPermissions(_ mode: UInt16) throws {
    func refusal(_ keeps: Bool) -> KeyFileError? {
      PrivateFile.refusal(
        of: .init(isRegular: true, permissions: mode, owner: 7), size: 10, path: "/mnt/k", what: "key file", user: 7,
        keepsPermissions: { _ in keeps })
    }
    #expect(refusal(true)?.hint == "chmod 600 /mnt/k")
    #expect(refusal(false)?.hint?.contains("chmod does not help") == true)
    #expect(refusal(false)?.hint?.contains("`--keys-file`") == true)
  }

  @Test("a file of its owner alone is taken", arguments: [0o600, 0o400, 0o700] as [mode_t])
  func ownersAlone(_ mode: mode_t) throws {
    let path = try bench.write(APIKey.sample(1).line, to: "k", mode: mode)
    #expect(try KeyFile(path: path).key() == .sample(1))
  }

  @Test func aFileOfAnotherUserIsRefused() throws {
    let access = PrivateFile.Access(isRegular: true, permissions: 0o600, owner: 4711)
    let error = PrivateFile.refusal(of: access, size: 10, path: "/a b/k", what: "key file", user: 1000)
    #expect(error?.kind == .owner)
    #expect(error?.hint == "sudo chown 1000 '/a b/k' && chmod 600 '/a b/k'")
    #expect(PrivateFile.refusal(of: access, size: 10, path: "/k", what: "key file", user: 4711) == nil)
  }

  @Test func aLinkCountsByItsTarget() throws {
    try bench.write(APIKey.sample(1).line, to: "safe")
    try bench.write(APIKey.sample(2).line, to: "open", mode: 0o644)
    try bench.link("to-safe", to: "safe")
    try bench.link("to-open", to: bench.path("open"))
    #expect(try KeyFile(path: bench.path("to-safe")).key() == .sample(1))
    #expect(failure { () throws(KeyFileError) in try KeyFile(path: bench.path("to-open")).key() }?.kind == .permissions)
  }

  @Test func companionsOfALinkStandBesideItsTarget() throws {
    try bench.link("one", to: "two")
    try bench.link("two", to: "nowhere/three")
    #expect(KeyFile(path: bench.path("one")).companion(".lock") == bench.path("nowhere/three.lock"))
    #expect(KeyFile(path: "k").companion(".lock") == "k.lock")
  }

  @Test func whatIsNoFileIsRefusedAndNeverWaitedFor() throws {
    let pipe = bench.path("pipe")
    try #require(unsafe mkfifo(pipe, 0o600) == 0)
    #expect(failure { () throws(KeyFileError) in try KeyFile(path: pipe).key() }?.kind == .notAFile)
    #expect(failure { () throws(KeyFileError) in try KeyFile(path: bench.folder).key() }?.kind == .notAFile)
    let large = try bench.write([UInt8](repeating: 10, count: PrivateFile.largestSize + 1), to: "large")
    #expect(failure { () throws(KeyFileError) in try KeyFile(path: large).key() }?.kind == .tooLarge)
  }

  @Test func aMissingFileSaysHowToMakeOne() throws {
    let path = bench.path("none/k")
    #expect(try KeyFile(path: path).key() == nil)
    let error = try #require(failure { () throws(KeyFileError) in try KeyFile(path: path).requiredKey() })
    #expect(error.kind == .missing)
    #expect(error.message.contains("`\(path)`"))
    #expect(error.hint?.contains("herbx keys provision") == true)
    #expect(error.hint?.contains("chmod 600 \(path)") == true)
  }

  @Test(
    "a file without a key says what is wrong with it",
    arguments: [
      ("", .empty, "is empty"), ("# only\n\n", .empty, "is empty"), ("OTHER=x\n", .noKey, "no line sets"),
      ("A=1\nOPENROUTER_API_KEY=\"\"\n", .noKey, "line 2 sets OPENROUTER_API_KEY to nothing"),
      ("A=1\n\nexport OPENROUTER_API_KEY=\"sk-or\n", .malformed, "line 3"),
      ("OPENROUTER_API_KEY='sk or'\n", .malformed, "line 1"), ("OPENROUTER_API_KEY=schlüssel\n", .malformed, "line 1"),
    ] as [(String, KeyFileError.Kind, String)])
  func withoutKey(_ text: String, _ kind: KeyFileError.Kind, _ words: String) throws {
    let path = try bench.write(text, to: "k")
    let error = try #require(failure { () throws(KeyFileError) in try KeyFile(path: path).requiredKey() })
    #expect(error.kind == kind)
    #expect(error.message.contains(words))
    #expect(error.hint?.isEmpty == false)
  }

  @Test func noErrorShowsTheValue() throws {
    let secret = "sk-or-v1-0123456789abcdef0123456789abcdef"
    let path = try bench.write("OPENROUTER_API_KEY=\"\(secret)\n", to: "k")
    let error = try #require(failure { () throws(KeyFileError) in try KeyFile(path: path).key() })
    #expect(!"\(error)\(error.hint ?? "")".contains("0123456789abc"))
  }

  @Test func theFileGoesBeforeTheEnvironment() throws {
    let path = try bench.write(APIKey.sample(1).line, to: "k")
    let variables = APIKey.sample(2).withSecret { ["OPENROUTER_API_KEY": $0] }
    let file = KeyFile(path: path)
    #expect(try LoadedKey.load(from: file, variables: variables) == LoadedKey(key: .sample(1), origin: .file(path)))
    let none = KeyFile(path: bench.path("none"))
    #expect(try LoadedKey.load(from: none, variables: variables) == LoadedKey(key: .sample(2), origin: .environment))
    try bench.write("# empty\n", to: "k")
    #expect(try LoadedKey.load(from: file, variables: variables).origin == .environment)
  }

  @Test func aRefusedFileIsNotPassedOverForTheEnvironment() throws {
    let file = KeyFile(path: try bench.write(APIKey.sample(1).line, to: "k", mode: 0o644))
    let variables = APIKey.sample(2).withSecret { ["OPENROUTER_API_KEY": $0] }
    #expect(
      failure { () throws(KeyFileError) in try LoadedKey.load(from: file, variables: variables) }?.kind == .permissions)
  }

  @Test func theManagementKeyComesFromTheEnvironmentElseFromItsFile() throws {
    let file = KeyFile(path: bench.path("k"))
    let missing = failure { () throws(KeyFileError) in try ManagementKey.load(variables: [:], beside: file) }
    #expect(missing?.kind == .missing)
    try bench.write("  sk-or-v1-management\n", to: "management-key")
    #expect(try ManagementKey.load(variables: [:], beside: file) == APIKey("sk-or-v1-management"))
    let old = ["OPENROUTER_PROVISIONING_KEY": "old"]
    #expect(try ManagementKey.load(variables: old, beside: file) == APIKey("old"))
    let both = ["OPENROUTER_PROVISIONING_KEY": "old", "OPENROUTER_MANAGEMENT_KEY": "new"]
    #expect(try ManagementKey.load(variables: both, beside: file) == APIKey("new"))
    try bench.write("sk-or-v1-management\n", to: "management-key", mode: 0o640)
    let open = failure { () throws(KeyFileError) in try ManagementKey.load(variables: [:], beside: file) }
    #expect(open?.kind == .permissions)
    try bench.write(" \n", to: "management-key")
    let empty = failure { () throws(KeyFileError) in try ManagementKey.load(variables: [:], beside: file) }
    #expect(empty?.kind == .empty)
    #expect(empty?.message == "the management key file `\(bench.path("management-key"))` is empty")
  }
}

struct KeyFileLocationTests {
  private let procedure = "/home/u/Secrets/approved-for-agents/api-keys.env"

  @Test(
    "the first place that is named or exists is taken",
    arguments: [
      (["HERBX_KEYS_FILE": "/e"], "/f", "/f"), (["HERBX_KEYS_FILE": "/e"], nil, "/e"),
      (["HERBX_KEYS_FILE": "~/e"], nil, "/home/u/e"), ([:], "~/f", "/home/u/f"),
      ([:], nil, "/home/u/.config/herbx/api-keys.env"),
      (["HERBX_KEYS_FILE": ""], nil, "/home/u/.config/herbx/api-keys.env"),
      (["XDG_CONFIG_HOME": "/x"], nil, "/x/herbx/api-keys.env"),
      (["XDG_CONFIG_HOME": "relative"], nil, "/home/u/.config/herbx/api-keys.env"),
    ] as [([String: String], String?, String)])
  func places(_ variables: [String: String], _ flag: String?, _ expected: String) {
    let variables = variables.merging(["HOME": "/home/u"]) { $1 }
    #expect(KeyFileLocation(variables: variables, exists: { _ in false }).find(flag: flag).path == expected)
  }

  @Test func theProceduresPlaceIsTakenWhereItExists() {
    let location = KeyFileLocation(variables: ["HOME": "/home/u", "XDG_CONFIG_HOME": "/x"]) { $0 == procedure }
    #expect(location.find().path == procedure)
  }
}
