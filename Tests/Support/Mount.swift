import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file system of a test's own, unmounted with the value. Needs root on Linux.
public final class Mount: Sendable {
  public let path: String

  /// Whether this process may mount at all; tests that need it are skipped otherwise.
  public static let isPermitted: Bool = {
    guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
    return (try? Mount(folder.path, size: "64k")) != nil
  }()

  /// Whether a process may have mounts of its own. Not below chroot(2), though mounting is permitted there.
  public static let canUnshare: Bool = {
    isPermitted && (try? run("unshare", ["--mount", "true"])) != nil
  }()

  /// Shows `folder` at `path` as well.
  public init(_ path: String, showing folder: String) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Self.run("mount", ["--bind", folder, path])
  }

  /// A memory file system.
  /// - Parameter size: as `mount` takes it, for example `96k`.
  public init(_ path: String, size: String) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Self.run("mount", ["-t", "tmpfs", "-o", "size=\(size)", "tmpfs", path])
  }

  deinit { try? Self.run("umount", ["-l", path]) }

  /// - Parameter options: for example `size=8m` or `ro`.
  public func change(_ options: String) throws { try Self.run("mount", ["-o", "remount,\(options)", path]) }

  /// Why a mount was refused.
  public struct Refused: Error { let command: String }

  private static func run(_ command: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [command] + arguments
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Refused(command: command) }
  }
}
