import Extraction
import OpenRouter
import Testing

@testable import HerbxCommands
@testable import Keys
@testable import OpenRouter
@testable import Transfer

@Suite("doctor: from facts to findings")
struct DoctorChecksTests {
  private static let now = Timestamp(milliseconds: 1_760_000_000_000)
  private static let secret = "sk-or-v1-0123456789abcdef0123456789abcdef"
  private static let refusal = KeyFileError(.permissions, "the key file `/k` is open to others", hint: "chmod 600 /k")

  private static func json(_ text: String) -> JSONValue { (try? JSONParser.parse(Array(text.utf8))) ?? .null }

  private static func status(_ text: String) -> KeyCheck { .alive(KeyStatus(json(text))) }

  private static func key(_ origin: LoadedKey.Origin) -> Result<LoadedKey, KeyFileError> {
    APIKey(secret).map { .success(LoadedKey(key: $0, origin: origin)) } ?? .failure(refusal)
  }

  private static func keys(
    exists: Bool = true, _ loaded: Result<LoadedKey, KeyFileError> = key(.file("/k/api-keys.env")),
    check: KeyCheck? = status(#"{"limit":15,"limit_remaining":12.5}"#), locks: LockFacts = locks("ext4")
  ) -> KeyFacts {
    KeyFacts(path: "/k/api-keys.env", fileExists: exists, loaded: loaded, check: check, locks: locks)
  }

  private static func locks(_ type: String, _ options: String..., refused: Bool = false) -> LockFacts {
    LockFacts(folder: "/shared", reach: LockReach(type: type, options: options), isRefused: refused)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let findings: [Finding]
    /// The states of the checks that are of interest.
    let states: [Finding.Kind: Finding.State]
    /// What must stand in the messages or hints.
    let words: [String]

    init(_ name: String, _ findings: [Finding], _ states: [Finding.Kind: Finding.State], _ words: String...) {
      (testDescription, self.findings, self.states, self.words) = (name, findings, states, words)
    }
  }

  private static let keyCases: [Case] = [
    Case(
      "all well", keys().findings(now: now), [.keyFile: .ok, .keyFileAccess: .ok, .key: .ok, .keyLife: .ok],
      "`sk-or-v1-0123456789...`", "12.50 USD left", "does not expire"),
    Case(
      "no file",
      keys(exists: false, .failure(KeyFileError(.missing, "there is no", hint: "make a key")), check: nil)
        .findings(now: now), [.keyFile: .failed, .keyFileAccess: .skipped, .key: .skipped, .keyLife: .skipped],
      "make a key"),
    Case(
      "no file, a key in the environment",
      keys(exists: false, key(.environment)).findings(now: now),
      [.keyFile: .skipped, .keyFileAccess: .skipped, .key: .ok], "OPENROUTER_API_KEY"),
    Case(
      "open to others", keys(.failure(refusal), check: nil).findings(now: now),
      [.keyFile: .ok, .keyFileAccess: .failed, .key: .skipped, .keyLife: .skipped], "chmod 600 /k"),
    Case(
      "an empty file", keys(.failure(KeyFileError(.empty, "is empty", hint: "write")), check: nil).findings(now: now),
      [.keyFile: .ok, .keyFileAccess: .ok, .key: .failed]),
    Case(
      "refused", keys(check: .refused("401: User not found.")).findings(now: now), [.keyLife: .failed],
      "User not found", "herbx keys provision"),
    Case(
      "spent", keys(check: status(#"{"limit":15,"limit_remaining":-0.1}"#)).findings(now: now), [.keyLife: .failed],
      "15.00 USD", "used up"),
    Case(
      "expired", keys(check: status(#"{"expires_at":"2025-01-01T00:00:00Z"}"#)).findings(now: now),
      [.keyLife: .failed], "expired at `2025-01-01T00:00:00Z`"),
    Case(
      "no limit, with an end", keys(check: status(#"{"expires_at":"2030-01-01T00:00:00Z"}"#)).findings(now: now),
      [.keyLife: .ok], "no spending limit", "expires at 2030"),
    Case(
      "on NFS without a lock server", keys(locks: locks("nfs", "nolock")).findings(now: now),
      [.keyFileLocks: .warning], "bind this host alone: `nfs` is mounted with `nolock`", "one host at a time"),
    Case(
      "without locks", keys(locks: locks("nfs", refused: true)).findings(now: now), [.keyFileLocks: .failed],
      "cannot be locked in `/shared`", "tried, and refused"),
    Case("no /key", keys(check: .unsupported).findings(now: now), [.keyLife: .skipped]),
    Case("/key fails", keys(check: .unavailable("`/key` answered 503")).findings(now: now), [.keyLife: .failed]),
  ]

  private static func script(_ path: String?, runs: Bool = true, missing: [String] = []) -> ScriptFacts {
    ScriptFacts(
      finding: path.map { .found($0) } ?? .missing(["/a/x.sh", "/b/x.sh"]), isExecutable: runs, missingTools: missing)
  }

  private static let ours = "/usr/share/herbx/provision-openrouter-key.sh"
  private static let noManagement = KeyFileError(.missing, "there is no management key", hint: "make one")

  private static let scriptCases: [Case] = [
    Case(
      "ours, whole", script(ours).findings(managementFault: nil),
      [.provisionScript: .ok, .scriptExecutable: .ok, .scriptTools: .ok, .managementKey: .ok]),
    Case(
      "none", script(nil).findings(managementFault: nil),
      [.provisionScript: .failed, .scriptExecutable: .skipped, .scriptTools: .skipped], "`/a/x.sh`, `/b/x.sh`"),
    Case(
      "not executable", script(ours, runs: false).findings(managementFault: nil), [.scriptExecutable: .failed],
      "chmod +x \(ours)"),
    Case(
      "tools missing", script(ours, missing: ["curl", "jq"]).findings(managementFault: nil), [.scriptTools: .failed],
      "`curl`, `jq`", "apt-get install curl jq"),
    Case("no management key", script(ours).findings(managementFault: noManagement), [.managementKey: .failed]),
    Case(
      "another's script", script("/opt/vault-key", missing: ["jq"]).findings(managementFault: noManagement),
      [.scriptTools: .skipped, .managementKey: .skipped]),
    Case(
      "another's script, a management key open to others",
      script("/opt/vault-key").findings(managementFault: refusal), [.managementKey: .failed], "chmod 600"),
  ]

  private static let catalogue = Catalogue(
    body: json(
      """
      {"data":[{"id":"a/free:free","architecture":{"input_modalities":["text","image"]},"context_length":9,
      "supported_parameters":["structured_outputs"],"pricing":{"prompt":"0","completion":"0"}},
      {"id":"a/paid","architecture":{"input_modalities":["text","image"]},"expiration_date":"2026-12-31",
      "pricing":{"prompt":"0.000001","completion":"0.000001"}},
      {"id":"a/blind","architecture":{"input_modalities":["text"]}}]}
      """))

  private static func service(
    _ status: Int = 200, offset: Int? = 0, model: String? = nil, catalogue: Catalogue? = catalogue
  ) -> [Finding] {
    ServiceFacts(
      address: "https://x/api/v1",
      answer: .success(
        .init(
          status: status, serviceTime: offset.map { Timestamp(milliseconds: now.milliseconds - $0 * 1000) },
          localTime: now, catalogue: catalogue)),
      namedModel: model
    ).findings()
  }

  private static let serviceCases: [Case] = [
    Case(
      "all well", service(), [.service: .ok, .clock: .ok, .model: .ok], "`a/free:free`",
      "(free: 50 specimens a day, 1000 once"),
    Case(
      "unreachable",
      ServiceFacts(
        address: "https://x/api/v1", answer: .failure(TransferError(.resolve, "the name `x` could not be resolved"))
      ).findings(), [.service: .failed, .clock: .skipped, .model: .skipped], "`x` could not be resolved", "https_proxy"),
    Case("failing", service(503, catalogue: nil), [.service: .failed, .clock: .ok, .model: .skipped], "503"),
    Case("refusing", service(403, catalogue: nil), [.service: .ok, .model: .skipped]),
    Case("no catalogue", service(404, catalogue: nil), [.service: .ok, .model: .skipped]),
    Case("a clock within two minutes", service(offset: 120), [.clock: .ok], "2m 0s"),
    Case("a clock ahead", service(offset: 200), [.clock: .failed], "`3m 20s` ahead of", "timedatectl"),
    Case("a clock behind", service(offset: -7200), [.clock: .failed], "`2h 0m` behind"),
    Case("no Date", service(offset: nil), [.clock: .skipped]),
    Case("a named model", service(model: "a/paid"), [.model: .ok], "(about 0.00540 USD a specimen, until 2026-12-31)"),
    Case("a model that is gone", service(model: "qwen-vl-72b"), [.model: .failed], "`--model a/free:free`"),
    Case("a model without images", service(model: "a/blind"), [.model: .failed], "takes no images"),
  ]

  private static func machine(
    tls: String? = "OpenSSL/3.0", http2: Bool = true, writable: Bool = true, free: UInt64? = 1 << 40,
    files: UInt64 = 1024, concurrency: Int = 8, locks: LockFacts = locks("ext4")
  ) -> [Finding] {
    MachineFacts(
      library: .init(curl: "7.88.1", tls: tls, nghttp2: nil, zlib: nil, hasHTTP2: http2), folder: "runs/x",
      isWritable: writable, locks: locks, freeBytes: free, openFileLimit: files, concurrency: concurrency
    ).findings()
  }

  private static let machineCases: [Case] = [
    Case(
      "all well", machine(), [.libcurl: .ok, .runFolder: .ok, .diskSpace: .ok, .openFiles: .ok], "7.88.1",
      "OpenSSL/3.0"),
    Case("no TLS", machine(tls: nil), [.libcurl: .failed]),
    Case("no HTTP/2", machine(http2: false), [.libcurl: .failed]),
    Case("a foreign folder", machine(writable: false), [.runFolder: .failed], "`runs/x`", "--output"),
    Case("a full disk", machine(free: 100 << 20), [.diskSpace: .failed], "`100 MiB`", "df -h 'runs/x'"),
    Case("just enough disk", machine(free: 256 << 20), [.diskSpace: .ok]),
    Case("an untold disk", machine(free: nil), [.diskSpace: .skipped]),
    Case("too few files", machine(concurrency: 500), [.openFiles: .failed], "`1024`", "ulimit -n 1032"),
    Case("just enough files", machine(concurrency: 496), [.openFiles: .ok]),
    Case("a shared disk", machine(locks: locks("nfs4")), [.runFolderLocks: .ok], "keeps them at its servers"),
    Case("Lustre as it comes", machine(locks: locks("lustre")), [.runFolderLocks: .failed], "without `flock`"),
    Case(
      "an unknown file system", machine(locks: locks("fuse.x")), [.runFolderLocks: .warning], "perhaps no other",
      "pay for the same images"),
    Case(
      "nobody tells", machine(locks: LockFacts(folder: "/shared")), [.runFolderLocks: .skipped], "does not tell"),
    Case("no limit", machine(files: .max), [.openFiles: .ok], "unlimited"),
  ]

  @Test(
    "each state of key, script, service and machine gives its finding; a failed one has a remedy",
    arguments: keyCases + scriptCases + serviceCases + machineCases)
  func judged(_ table: Case) {
    for (kind, state) in table.states {
      #expect(table.findings.first { $0.kind == kind }?.state == state, "\(kind)")
    }
    let text = DoctorReport(table.findings).text
    for word in table.words { #expect(text.contains(word), "\(text)") }
    for finding in table.findings {
      #expect((finding.hint != nil) == [.failed, .warning].contains(finding.state), "\(finding)")
    }
    #expect(!text.contains(Self.secret))
  }

  @Test("a report holds every check once, in one order, and masks what a service echoes")
  func whole() throws {
    let facts = DoctorFacts(
      keys: Self.keys(check: .refused("401: no user for \(Self.secret)")), script: Self.script(Self.ours),
      service: .init(
        address: "https://x/v1", answer: .failure(TransferError(.connect, "refused")), namedModel: nil),
      machine: .init(
        library: .init(curl: "8", tls: "x", nghttp2: nil, zlib: nil, hasHTTP2: true), folder: ".", isWritable: true,
        locks: Self.locks("ext4"), freeBytes: nil, openFileLimit: 1024, concurrency: 8))
    let report = DoctorReport(facts, now: Self.now, redactor: Redactor())
    #expect(report.findings.map(\.kind) == Finding.Kind.allCases)
    #expect(report.failures == 2)
    #expect(!report.json.text.contains(Self.secret))
    #expect(!report.text.contains(Self.secret))
  }
}
