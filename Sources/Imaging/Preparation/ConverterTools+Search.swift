internal import SystemLayer

extension ConverterTools {
  /// Looks for both programs on a `PATH` and asks them for their versions.
  public static func find(path: String?) async -> ConverterTools {
    ConverterTools(
      vips: await tool("vips", ["--version"], path: path), jpegtran: await tool("jpegtran", ["-version"], path: path))
  }

  private static func tool(_ name: String, _ arguments: [String], path: String?) async -> Tool? {
    guard let program = ProcessInformation.findProgram(name, on: path) else { return nil }
    let child = ChildProcess(
      program, arguments: arguments,
      environment: ["PATH": path ?? "/usr/bin:/bin", "LC_ALL": "C"].merging(VipsLoaders.core.variables) { $1 },
      deadline: .seconds(20))
    guard let outcome = try? await child.run() else { return nil }
    // `jpegtran -version` goes on to read its standard input, which is empty: it ends with a complaint.
    let said = String(decoding: outcome.output + outcome.errors, as: UTF8.self)
    return version(in: said).map { Tool(path: program.string, version: $0) }
  }
}
