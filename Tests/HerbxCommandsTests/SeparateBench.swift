import Foundation
import OpenRouter
import TestSupport

/// A folder of images, a key file, and a simulated service in a process of its own. For tests whose program waits for
/// the service for seconds only: this process's threads may be busy with other tests for longer than that.
struct SeparateBench: Sendable {
  let folder: TemporaryFolder
  let baseURL: String
  let key: String
  let managementKey: String
  private let reportURL: String

  var input: String { folder.path("input") }
  var run: String { folder.path("run") }
  var keyFile: String { folder.path("keys/api-keys.env") }
  var environment: [String: String] { ["HERBX_KEYS_FILE": keyFile, "HERBX_BASE_URL": baseURL, "TZ": "UTC"] }

  fileprivate init(_ folder: TemporaryFolder, about: JSONValue, images: Int) throws {
    func text(_ name: String) -> String { about[name]?.string ?? "" }
    (self.folder, baseURL, reportURL) = (folder, text("base_url"), text("report_url"))
    (key, managementKey) = (text("key"), text("management_key"))
    try FileManager.default.createDirectory(atPath: input, withIntermediateDirectories: true)
    for number in 0..<images { try folder.write("input/sheet-\(100 + number).jpg", TinyImage.jpeg(number)) }
    try writePrivate("keys/api-keys.env", "export OPENROUTER_API_KEY=\"\(key)\"\n")
    try writePrivate("keys/management-key", managementKey)
  }

  /// A file that is its owner's alone.
  func writePrivate(_ name: String, _ text: String) throws {
    try folder.write(name, text)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path(name))
  }

  func herbx(_ arguments: String..., environment extra: [String: String] = [:]) async throws -> HerbxProcess.Outcome {
    try await HerbxProcess.run(arguments, home: folder, environment: environment.merging(extra) { $1 })
  }

  func records() throws -> [JSONValue] {
    try folder.text("run/raw.jsonl").split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
  }

  /// Requests for completions that the service has seen.
  func chatRequests() async throws -> Int? {
    let report = try await HerbxProcess.tool("curl", ["--silent", reportURL])
    return try JSONParser.parse(Array(report.utf8))["chat_requests"]?.int
  }
}

/// Runs `body` with a service process of its own, which ends afterwards.
func withSeparateBench<Result>(
  images: Int = 0, faults: [String] = [], body: (SeparateBench) async throws -> Result
) async throws -> Result {
  let folder = try TemporaryFolder()
  let process = try HerbxProcess(
    ["simulator", "--latency", "0"] + faults.flatMap { ["--fault", $0] }, home: folder)
  // Another process decides when it listens.
  while !process.outputSoFar.hasSuffix("\n") { try await Task.sleep(for: .milliseconds(5)) }
  let result: Swift.Result<Result, any Error>
  do {
    let about = try JSONParser.parse(Array(process.outputSoFar.utf8))
    result = .success(try await body(SeparateBench(folder, about: about, images: images)))
  } catch { result = .failure(error) }
  process.signal(15)
  _ = await process.wait()
  return try result.get()
}
