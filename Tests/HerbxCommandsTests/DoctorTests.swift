import Foundation
import OpenRouter
import TestSupport
import Testing

@Suite("doctor", .serialized, .endsHanging)
struct DoctorTests {
  private func checks(_ outcome: HerbxProcess.Outcome) throws -> [String: JSONValue] {
    let list = try #require(try JSONParser.parse(Array(outcome.output.utf8))["checks"]?.array)
    return list.reduce(into: [:]) { $0[$1["kind"]?.string ?? ""] = $1 }
  }

  private func failed(_ outcome: HerbxProcess.Outcome) throws -> Set<String> {
    Set(try checks(outcome).filter { $0.value["state"]?.string == "failed" }.keys)
  }

  @Test("where all is well: 0, one line per check, no request that costs, no secret shown")
  func well() async throws {
    try await withSeparateBench { bench in
      let outcome = try await bench.herbx("doctor", "--output", bench.run, "--model", "qwen-vl-72b")
      #expect(outcome.status == 0, "\(outcome.output)")
      let lines = outcome.output.split(separator: "\n")
      #expect(lines.count == 18)
      #expect(lines.allSatisfy { $0.hasPrefix("✓ ") }, "\(outcome.output)")
      #expect(!outcome.output.contains(bench.key))
      #expect(!outcome.output.contains(bench.managementKey))
      #expect(try await bench.chatRequests() == 0)
      #expect(!bench.folder.exists("run"))
      let json = try await bench.herbx("doctor", "--json")
      #expect(json.status == 0)
      #expect(try checks(json).values.allSatisfy { $0["state"]?.string == "ok" && $0["hint"]?.string == nil })
    }
  }

  /// One thing that stands in the way of a run.
  enum Trouble: String, CaseIterable {
    case wrongKey, noKey, openKeyFile, noScript, scriptNotExecutable, noManagementKey, noTools, modelGone
    case noFiles, foreignFolder

    var failed: Set<String> {
      switch self {
      case .wrongKey: ["key_life"]
      case .noKey: ["key_file"]
      case .openKeyFile: ["key_file_access"]
      case .noScript: ["provision_script"]
      case .scriptNotExecutable: ["provision_script_executable"]
      case .noManagementKey: ["management_key"]
      case .noTools: ["provision_script_tools"]
      case .modelGone: ["model"]
      case .noFiles: ["open_files"]
      case .foreignFolder: ["run_folder"]
      }
    }

    func arrange(_ bench: SeparateBench) throws {
      let files = FileManager.default
      switch self {
      case .wrongKey: try bench.writePrivate("keys/api-keys.env", "OPENROUTER_API_KEY=sk-or-v1-unknown0123456789\n")
      case .noKey: try files.removeItem(atPath: bench.keyFile)
      case .openKeyFile: try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: bench.keyFile)
      case .noManagementKey: try files.removeItem(atPath: bench.folder.path("keys/management-key"))
      case .scriptNotExecutable: try bench.folder.write("provision-openrouter-key.sh", "#!/bin/bash\n")
      case .noScript, .noTools, .modelGone, .noFiles, .foreignFolder: break
      }
    }

    func arguments(_ bench: SeparateBench) -> [String] {
      switch self {
      case .noScript, .scriptNotExecutable:
        ["--provision-script", bench.folder.path("provision-openrouter-key.sh")]
      case .modelGone: ["--model", "x/gone"]
      case .noFiles: ["--concurrency", "500"]
      case .foreignFolder: ["--output", bench.keyFile + "/run"]
      default: []
      }
    }

    var environment: [String: String] { self == .noTools ? ["PATH": "/nowhere"] : [:] }
    var wrapper: [String] { self == .noFiles ? ["/bin/sh", "-c", "ulimit -n 512; exec \"$0\" \"$@\""] : [] }
  }

  @Test("each trouble fails its own check and no other, with 1 and a remedy", arguments: Trouble.allCases)
  func trouble(_ trouble: Trouble) async throws {
    try await withSeparateBench { bench in
      try trouble.arrange(bench)
      let outcome = try await HerbxProcess.run(
        ["doctor", "--json"] + trouble.arguments(bench), home: bench.folder,
        environment: bench.environment.merging(trouble.environment) { $1 }, wrapper: trouble.wrapper)
      #expect(outcome.status == 1)
      #expect(try failed(outcome) == trouble.failed, "\(outcome.output)")
      for kind in trouble.failed { #expect(try checks(outcome)[kind]?["hint"]?.string?.isEmpty == false) }
    }
  }

  @Test("a clock that differs from the service's is told with its difference")
  func clock() async throws {
    let server = try RawServer { connection in
      while connection.readRequest() != nil {
        connection.answer(headers: ["Date: Sun, 06 Nov 1994 08:49:37 GMT"], body: Array(#"{"data":[]}"#.utf8))
      }
    }
    defer { server.stop() }
    try await withSeparateBench { bench in
      let outcome = try await bench.herbx("doctor", environment: ["HERBX_BASE_URL": "\(server.address)/api/v1"])
      #expect(outcome.status == 1)
      #expect(outcome.output.contains(/✗ the clock is `\d+d \d+h` ahead of the service's\n  hint: set it/))
    }
  }

  @Test("without a network the service fails with a remedy, what hangs on it is skipped, the rest is checked")
  func offline() async throws {
    try await withSeparateBench { bench in
      let silent = try RawServer { $0.end() }
      silent.stop()
      silent.waitUntilClosed()
      let outcome = try await bench.herbx(
        "doctor", "--json", environment: ["HERBX_BASE_URL": "\(silent.address)/api/v1"])
      #expect(outcome.status == 1)
      #expect(try failed(outcome) == ["service"])
      let skipped = try checks(outcome).filter { $0.value["state"]?.string == "skipped" }.keys
      #expect(Set(skipped) == ["key_life", "clock", "model"])
    }
  }
}
