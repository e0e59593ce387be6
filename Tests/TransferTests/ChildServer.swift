import Foundation
import Synchronization
import TestSupport
import Testing

/// A server in a process of its own, told by its output; ended by `stop()`.
final class ChildServer: Sendable {
  private let process: Mutex<Process>
  private let log = Mutex("")
  private let lines: AsyncStream<String>

  /// Starts `tool`, to be found on the PATH.
  init(_ tool: String, _ arguments: [String]) throws {
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    child.arguments = [tool] + arguments
    let output = Pipe()
    child.standardOutput = output
    child.standardInput = FileHandle.nullDevice
    child.standardError = FileHandle.nullDevice
    let (lines, emit) = AsyncStream<String>.makeStream()
    self.lines = lines
    try child.run()
    process = Mutex(child)
    let reading = output.fileHandleForReading
    Thread.detachNewThread { [self] in
      var rest = ""
      while case let data = reading.availableData, !data.isEmpty {
        let text = String(decoding: data, as: UTF8.self)
        log.withLock { $0 += text }
        rest += text
        let parts = rest.split(separator: "\n", omittingEmptySubsequences: false)
        parts.dropLast().forEach { emit.yield(String($0)) }
        rest = String(parts.last ?? "")
      }
      emit.finish()
    }
  }

  /// All it has written up to now.
  var output: String { log.withLock { $0 } }

  /// The next line that has `text` in it; nil where the process ends before.
  func line(containing text: String) async -> String? {
    await lines.first { $0.contains(text) }
  }

  func stop() {
    // A thread of the pool has its signals blocked, and so has what it starts: SIGTERM would not arrive.
    process.withLock { _ = kill($0.processIdentifier, SIGKILL) }
  }

  /// Whether `tool` is on the PATH.
  static func isInstalled(_ tool: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
  }

  /// A port that nobody listens on at the moment.
  static func freePort() throws -> UInt16 {
    let server = try RawServer { _ in }
    server.stop()
    server.waitUntilClosed()
    return server.port
  }
}

/// A key and a self-signed certificate, for `localhost` and 127.0.0.1 unless told otherwise, in a temporary folder.
struct Certificate: ~Copyable {
  let folder: URL
  var key: String { folder.appendingPathComponent("key.pem").path }
  var file: String { folder.appendingPathComponent("certificate.pem").path }

  init(for names: String = "DNS:localhost,IP:127.0.0.1") throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("herbx-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let tool = Process()
    tool.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tool.arguments =
      ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
      + ["-keyout", key, "-out", file, "-subj", "/CN=localhost"]
      + ["-addext", "subjectAltName=\(names)"]
    tool.standardError = FileHandle.nullDevice
    try tool.run()
    tool.waitUntilExit()
    try #require(tool.terminationStatus == 0)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }
}
