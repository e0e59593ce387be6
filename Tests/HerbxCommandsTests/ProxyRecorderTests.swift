import Foundation
import OpenRouter
import Simulator
import Synchronization
import TestSupport
import Testing

/// A proxy that keeps every byte that it is sent, and lets nobody through.
private struct Recorder {
  private final class Store: Sendable {
    private let heads = Mutex<[String]>([])

    func add(_ head: String) { heads.withLock { $0.append(head) } }
    var all: [String] { heads.withLock { $0 } }
  }

  let server: RawServer
  private let store = Store()

  init() throws {
    server = try RawServer { [store] connection in
      while let head = connection.readHead() {
        store.add(head)
        guard connection.answer(502, body: Array("no".utf8)) else { return }
      }
    }
  }

  var recorded: [String] { store.all }
}

@Suite("a proxy that records everything sees no key", .endsHanging)
struct ProxyRecorderTests {
  private static let variables = [
    "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
  ]

  @Test(
    "a service on this machine is never reached through one, by any command",
    arguments: [variables] + variables.map { [$0] })
  func loopback(names: [String]) async throws {
    let proxy = try Recorder()
    defer { proxy.server.stop() }
    try await withRunBench(images: 6, faults: ["key-dies@3"]) { bench in
      let environment = bench.environment.merging(names.map { ($0, proxy.server.address) }) { $1 }
      // The run's rotation starts the script, which starts curl.
      let commands = [
        ["doctor"], ["models"], ["budget"], ["budget", "plan", "--specimens", "9"], ["keys", "check"],
        ["keys", "list"],
        bench.extractArguments(["--no-early-validation", "--revoke-old"]), ["resume", bench.run],
        bench.extractArguments(["--dry-run"]), ["keys", "provision"], ["keys", "list", "--mine"],
        ["keys", "revoke", "--spent"], ["keys", "audit"],
      ]
      for command in names.count > 1 ? commands : [commands[4], commands[6], commands[9]] {
        let outcome = try await HerbxProcess.run(command, home: bench.folder, environment: environment)
        #expect([0, 1].contains(outcome.status), "\(command) \(outcome.errors)")
      }
      let report = await bench.server.report()
      #expect(report.billed == 6)
    }
    #expect(proxy.recorded == [])
    #expect(proxy.server.connectionCount == 0)
  }

  @Test("of a service elsewhere it sees the name", arguments: variables.dropFirst(2))
  func elsewhere(name: String) async throws {
    let proxy = try Recorder()
    defer { proxy.server.stop() }
    try await withRunBench { bench in
      var environment = bench.environment
      environment[name] = proxy.server.address
      environment["HERBX_BASE_URL"] = "https://service.invalid/api/v1"
      for command in [["keys", "check"], ["keys", "list"], ["budget"], ["models"], ["keys", "provision"]] {
        let outcome = try await HerbxProcess.run(command, home: bench.folder, environment: environment)
        #expect(outcome.status != 0)
      }
      let all = proxy.recorded
      #expect(all.contains { $0.hasPrefix("CONNECT service.invalid:443") }, "\(all)")
      #expect(all.allSatisfy { $0.hasPrefix("CONNECT ") })
      for secret in [bench.server.firstKey, bench.server.managementKey] {
        #expect(!all.contains { $0.contains(secret.dropFirst(21)) || $0.lowercased().contains("bearer") })
      }
    }
  }
}
