import ArgumentParser
import Foundation
import Keys
import OpenRouter
import TestSupport
import Testing
import Transfer

@testable import HerbxCommands

@Suite("commands about keys, against services that behave oddly", .serialized)
struct KeyCommandTests {
  private let folder: TemporaryFolder
  private let key = "gw-live-0123456789abcdefSECRETSECRET"
  private let management = "gw-management-0123456789abcdefHIDDEN"

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path("keys"), withIntermediateDirectories: true)
    for (name, text) in [("keys/k", "OPENROUTER_API_KEY=\(key)\n"), ("keys/management-key", management)] {
      try folder.write(name, text)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path(name))
    }
  }

  private func herbx(_ arguments: [String], at server: RawServer) async throws -> HerbxProcess.Outcome {
    try await HerbxProcess.run(
      arguments, home: folder,
      environment: ["HERBX_KEYS_FILE": folder.path("keys/k"), "HERBX_BASE_URL": server.address + "/api/v1"])
  }

  @Test(
    "a key of any shape that a service echoes in its error or its data is shown by no command",
    arguments: [
      ["keys", "check"], ["keys", "check", "--json"], ["keys", "list"], ["keys", "list", "--json"],
      ["keys", "revoke", "--spent"], ["keys", "audit"], ["budget"], ["budget", "--json"], ["models"], ["doctor"],
    ], [401, 200, 500])
  func echo(_ command: [String], _ status: Int) async throws {
    let server = try RawServer { connection in
      while let request = connection.readRequest() {
        let sent = request.header("Authorization") ?? "none"
        let body: JSONValue = [
          "error": status == 200 ? .null : ["message": .string("denied for Authorization: \(sent)")],
          "data": [
            "label": .string(sent), "limit_reset": .string(sent), "expires_at": .string(sent), "usage": 1, "limit": 2,
          ],
        ]
        let list: JSONValue = [
          "data": [["hash": "0123456789", "name": .string(sent), "id": .string(sent), "pricing": [:]]]
        ]
        let isList = request.head.contains("/keys") || request.head.contains("/models")
        guard connection.answer(status, body: (isList && status == 200 ? list : body).utf8) else { return }
      }
    }
    let outcome = try await herbx(command, at: server)
    server.stop()
    for secret in [key.dropFirst(12), management.dropFirst(12)] {
      #expect(!(outcome.output + outcome.errors).contains(secret), "\(outcome.output) \(outcome.errors)")
    }
  }

  @Test("the list of keys ends whatever the service answers: pages for ever, entries without a hash")
  func list() async throws {
    for entry in [#"{"name":"no hash"}"#, #"{"hash":"0123456789","name":"the same for ever"}"#] {
      let page = #"{"data":["# + Array(repeating: entry, count: 100).joined(separator: ",") + "]}"
      let server = try RawServer { connection in
        while connection.readRequest() != nil, connection.answer(200, body: Array(page.utf8)) {}
      }
      let outcome = try await herbx(["keys", "list"], at: server)
      server.stop()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(server.requests.count <= 2)
    }
  }

  @Test("an old key is found by its SHA-256, however alike keys begin, and in the records of earlier versions too")
  func hashOfKey() throws {
    let file = KeyFile(path: folder.path("keys/k"))
    let keys = try (1...3).map { try #require(APIKey("herbarium-gateway-key-000\($0)-0123456789")) }
    #expect(Set(keys.map(\.masked)).count == 1)
    for (number, key) in keys.enumerated() where number < 2 {
      try KeyLedger(of: file).record(
        KeyLedger.Entry(
          hash: "hash\(number)", name: "n", limit: "15.00", made: "t", why: "spent", run: nil, key: key.masked,
          keySHA256: key.sha256))
    }
    let journal = RotationJournal(of: file)
    try journal.begin(ProvisioningAttempt(id: "a", keyName: "n", rejected: nil, time: .now(), pid: 1))
    try journal.end("a", .made(keys[2], hash: "hash2"), at: .now())
    let context = CommandContext(
      environment: [:], printData: { _ in }, printNote: { _ in }, isTerminal: false, arguments: [], executable: "",
      makeTransfer: CommandContext.live().makeTransfer)
    let session = try ServiceSession(ServiceOptions.parse(["--keys-file", file.path]), context)
    defer { session.engine.shutdown() }
    #expect(try keys.map { try session.keys.hash(of: $0) } == ["hash0", "hash1", "hash2"])
    #expect(try session.keys.hash(of: #require(APIKey("herbarium-gateway-key-0009"))) == nil)
  }

  @Test("a limit is written as a number whatever zeros it was typed with")
  func limit() async throws {
    let script = try folder.write(
      "p.sh", "#!/bin/sh\numask 077; echo \"OPENROUTER_API_KEY=new-$4\" > \"$HERBX_KEYS_FILE\"\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    let server = try RawServer { connection in
      while connection.readRequest() != nil, connection.answer(404) {}
    }
    let outcome = try await herbx(["keys", "provision", "--limit", "007", "--provision-script", script], at: server)
    server.stop()
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try folder.text("keys/k") == "OPENROUTER_API_KEY=new-7\n")
    #expect(try KeyLedger(of: KeyFile(path: folder.path("keys/k"))).entries().map(\.limit) == ["7"])
  }
}
