import Foundation
public import OpenRouter
public import Simulator

/// A folder of images, a key file, and a simulated service: what an extraction by the real binary needs.
public struct RunBench: Sendable {
  public let folder: TemporaryFolder
  public let server: SimulatorServer

  public var input: String { folder.path("input") }
  public var run: String { folder.path("run") }
  public var keyFile: String { folder.path("keys/api-keys.env") }

  /// - Parameter images: how many images to write into the input folder.
  public init(_ server: SimulatorServer, images: Int = 0, imageSize: Int = 400) throws {
    self.server = server
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: input, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: folder.path("keys"), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    for number in 0..<images {
      try folder.write("input/\(Self.name(number)).jpg", TinyImage.jpeg(number, size: imageSize))
    }
    try writePrivate(
      "keys/api-keys.env", "# ours\nexport OPENROUTER_API_KEY=\"\(server.firstKey)\"\nexport OTHER='x y'\n")
    try writePrivate("keys/management-key", server.managementKey)
  }

  private static func name(_ number: Int) -> String {
    let digits = String(number)
    return "sheet-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }

  /// A file that is its owner's alone.
  public func writePrivate(_ name: String, _ text: String) throws {
    try folder.write(name, text)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path(name))
  }

  /// The environment of a herbx that knows this service and these keys.
  public var environment: [String: String] {
    ["HERBX_KEYS_FILE": keyFile, "HERBX_BASE_URL": server.baseURL, "TZ": "UTC"]
  }

  public static let model = "qwen/qwen2.5-vl-72b-instruct"

  /// `extract` over the input folder.
  public func extractArguments(_ more: [String] = [], run: String? = nil) -> [String] {
    ["extract", "--input", input, "--output", run ?? self.run, "--model", Self.model] + more
  }

  public func extract(
    _ more: String..., environment extra: [String: String] = [:], wrapper: [String] = []
  ) async throws -> HerbxProcess.Outcome {
    try await start(more, environment: extra, wrapper: wrapper).wait()
  }

  /// Starts `extract` and returns at once.
  public func start(
    _ more: [String] = [], run: String? = nil, environment extra: [String: String] = [:], wrapper: [String] = []
  ) throws -> HerbxProcess {
    try HerbxProcess(
      extractArguments(more, run: run), home: folder, environment: environment.merging(extra) { $1 }, wrapper: wrapper)
  }

  public func herbx(_ arguments: String..., environment extra: [String: String] = [:]) async throws
    -> HerbxProcess.Outcome
  {
    try await HerbxProcess.run(arguments, home: folder, environment: environment.merging(extra) { $1 })
  }

  /// Returns once the service has seen so many requests for completions. Another process decides when that is, so this
  /// looks every few milliseconds.
  public func untilRequested(_ count: Int) async throws {
    while await server.report().chatRequests < count { try await Task.sleep(for: .milliseconds(5)) }
  }

  /// The records on disk; each line must be JSON.
  public func records(run: String = "run") throws -> [JSONValue] {
    try folder.text("\(run)/raw.jsonl").split(separator: "\n", omittingEmptySubsequences: true).map {
      try JSONParser.parse(Array($0.utf8))
    }
  }

  public func successes(run: String = "run") throws -> [JSONValue] { try records(run: run).filter { $0["dwc"] != nil } }

  public func events(_ kind: String) throws -> [JSONValue] {
    try folder.text("run/events.jsonl").split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
      .filter { $0["event_type"]?.string == kind }
  }

  /// Everything that a run and its keys left in files, for a search after secrets.
  public func allText() throws -> [String: String] {
    var texts: [String: String] = [:]
    for name in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
      guard let name = name as? String, !name.hasPrefix("input/"), !name.hasPrefix("keys/api-keys.env"),
        name != "keys/management-key"
      else { continue }
      texts[name] = try? folder.text(name)
    }
    // The books beside the key file are no places for secrets either.
    for name in ["access", "journal", "ledger"] {
      texts[name] = try? folder.text("keys/api-keys.env.\(name).jsonl")
    }
    return texts
  }
}

/// Runs `body` with a service and a folder of images, once there is a place for one more test that starts programs.
public func withRunBench<Result>(
  images: Int = 0, imageSize: Int = 400, faults: [String] = [],
  _ change: (inout SimulatorOptions) -> Void = { _ in }, body: (RunBench) async throws -> Result
) async throws -> Result {
  var options = SimulatorOptions()
  for fault in faults { options.faults.append(try FaultParser.parse(fault)) }
  change(&options)
  return try await Places.forPrograms.withPlace {
    try await withSimulator(options) { server in
      try await body(RunBench(server, images: images, imageSize: imageSize))
    }
  }
}
