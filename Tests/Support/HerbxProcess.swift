import Foundation
import Subprocess

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The built `herbx`, run as its users run it.
public struct HerbxProcess: Sendable {
  /// What a finished process left.
  public struct Outcome: Sendable {
    /// The exit status, or 128 + the signal that ended it.
    public let status: Int32
    public let output: String
    public let errors: String
  }

  /// The binary beside the test bundle.
  public static let binary: String = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("herbx").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    return "herbx"
  }()

  private let process: SpawnedProcess
  private let output: URL
  private let errors: URL

  /// Starts the binary with an environment of its own: no keys, a home folder that is `home`.
  public init(
    _ arguments: [String], home: TemporaryFolder, environment: [String: String] = [:], wrapper: [String] = []
  ) throws {
    let id = UUID().uuidString
    output = URL(fileURLWithPath: home.path(".out-\(id)"))
    errors = URL(fileURLWithPath: home.path(".err-\(id)"))
    for url in [output, errors] { try Data().write(to: url) }
    let words = wrapper + [Self.binary] + arguments
    var variables = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": home.path]
    variables.merge(environment) { $1 }
    process = try SpawnedProcess(
      words[0].hasPrefix("/") ? words : ["/usr/bin/env"] + words, environment: variables, folder: Self.package,
      output: output.path, errors: errors.path)
  }

  /// The package's folder, where `scripts/` lies.
  public static let package: String = {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .path
  }()

  /// What the process has printed so far.
  public var outputSoFar: String { Self.text(output) }

  /// Its errors and notes so far.
  public var errorsSoFar: String { Self.text(errors) }

  public var hasEnded: Bool { process.hasEnded }

  public var pid: Int32 { process.pid }

  public func signal(_ number: Int32) { kill(pid, number) }

  /// Waits for the end.
  public func wait() async -> Outcome {
    let status = await process.wait()
    return Outcome(status: status, output: Self.text(output), errors: Self.text(errors))
  }

  /// Runs the binary to its end.
  public static func run(
    _ arguments: [String], home: TemporaryFolder, environment: [String: String] = [:], wrapper: [String] = []
  ) async throws -> Outcome {
    try await HerbxProcess(arguments, home: home, environment: environment, wrapper: wrapper).wait()
  }

  /// What a tool of the system prints. A child that it leaves behind is not waited for.
  public static func tool(_ name: String, _ arguments: [String]) async throws -> String {
    try await Subprocess.run(.name(name), arguments: Arguments(arguments), output: .string(limit: 1 << 24))
      .standardOutput
  }

  /// Whether a tool is installed here.
  public static func has(_ tool: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
    }
  }

  private static func text(_ url: URL) -> String {
    String(decoding: (try? Data(contentsOf: url)) ?? Data(), as: UTF8.self)
  }
}
