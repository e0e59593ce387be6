import Foundation
public import Testing

/// Checks JSON against the service's official OpenAPI file, with `scripts/check-openapi.py`.
///
/// The file is not part of this package. It is looked for at `HERBX_OPENAPI`, else at
/// `../shared/reference/openrouter-openapi.yaml` beside the package; the interpreter is `HERBX_PYTHON`, else `python3`,
/// and needs the packages jsonschema and PyYAML. Where one is missing a test has to be skipped:
///
///     @Test(.enabled(if: OpenAPICheck.isPossible, OpenAPICheck.whatIsNeeded))
public enum OpenAPICheck {
  /// Why a test is skipped.
  public static let whatIsNeeded: Comment =
    "needs the OpenAPI file (HERBX_OPENAPI) and python3 with jsonschema and PyYAML (HERBX_PYTHON)"

  /// Whether the file, the interpreter and its packages are there.
  public static let isPossible: Bool =
    FileManager.default.isReadableFile(atPath: specification.path)
    && (try? run(["-c", "import jsonschema, referencing, yaml"]))?.status == 0

  /// Checks each text against the schema at its pointer, for example `#/components/schemas/ChatRequest`.
  /// - Returns: one line for each violation; empty where all hold.
  /// - Throws: where the check itself fails.
  public static func violations(_ pairs: [(pointer: String, json: [UInt8])]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("openapi-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var arguments: [String] = []
    for (number, pair) in pairs.enumerated() {
      let file = folder.appendingPathComponent("\(number).json")
      try Data(pair.json).write(to: file)
      arguments += (arguments.isEmpty ? [] : ["--"]) + [pair.pointer, file.path]
    }
    let script = package.appendingPathComponent("scripts/check-openapi.py").path
    let result = try run([script, specification.path] + arguments)
    guard result.status <= 1 else { throw CheckFailed(status: result.status, output: result.output) }
    return result.output.split(separator: "\n").map(String.init)
  }

  /// The check could not be made.
  public struct CheckFailed: Error {
    public let status: Int32
    public let output: String
  }

  private static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let specification: URL =
    ProcessInfo.processInfo.environment["HERBX_OPENAPI"].map { URL(fileURLWithPath: $0) }
    ?? package.deletingLastPathComponent().appendingPathComponent("shared/reference/openrouter-openapi.yaml")

  private static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [ProcessInfo.processInfo.environment["HERBX_PYTHON"] ?? "python3"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
