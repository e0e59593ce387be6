import Foundation
internal import SystemLayer

/// A preload that lets the system misbehave towards one program: `scripts/lib/faulty_system.c`.
public enum FaultySystem {
  /// Whether it can be built here; tests that need it are skipped otherwise.
  public static let isPossible: Bool = {
    #if os(Linux)
      HerbxProcess.has("cc")
    #else
      false
    #endif
  }()

  /// Builds it into a folder.
  /// - Returns: the environment that preloads it.
  private static func build(in folder: TemporaryFolder) async throws -> [String: String] {
    let library = folder.path("faulty_system.so")
    let source = HerbxProcess.package + "/scripts/lib/faulty_system.c"
    _ = try await HerbxProcess.tool("cc", ["-shared", "-fPIC", "-o", library, source, "-ldl"])
    return ["LD_PRELOAD": library]
  }

  public enum Access: Sendable {
    case read
    case write

    fileprivate var variable: String {
      switch self {
      case .read: "STALL_READ"
      case .write: "STALL_WRITE"
      }
    }
  }

  /// The environment in which one read or write of a file takes some seconds.
  /// - Parameter number: which one, from 1.
  public static func stall(
    _ file: String, _ access: Access, _ number: Int, seconds: Int, in folder: TemporaryFolder
  ) async throws -> [String: String] {
    let path = FilePath(file).resolved.string
    return try await build(in: folder).merging(
      ["STALL_FILE": path, access.variable: "\(number)", "STALL_SECONDS": "\(seconds)"]) { $1 }
  }

  /// A wall clock that a test sets while a program runs.
  public struct Clock: Sendable {
    public let environment: [String: String]
    private let path: String

    public init(in folder: TemporaryFolder) async throws {
      path = folder.path("clock")
      try folder.write("clock", [UInt8](repeating: 0, count: 8))
      environment = try await FaultySystem.build(in: folder).merging(["CLOCK_FILE": path]) { $1 }
    }

    /// - Parameter seconds: by how much it is ahead.
    public func set(ahead seconds: Int) throws {
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      defer { try? file.close() }
      try file.write(contentsOf: unsafe withUnsafeBytes(of: Int64(seconds).littleEndian) { unsafe Data($0) })
    }
  }
}
