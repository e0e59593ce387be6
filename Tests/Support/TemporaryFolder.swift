import Foundation

/// A folder of a test's own, gone with the value.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("herbx-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of `name` inside.
  public func path(_ name: String) -> String { path + "/" + name }

  /// Writes a file, with the folders above it.
  @discardableResult
  public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let url = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  @discardableResult
  public func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

  public func read(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: path(name)))) }

  public func text(_ name: String) throws -> String { String(decoding: try read(name), as: UTF8.self) }

  public func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}

/// Small images of each type, by their first bytes; what follows makes each one different.
public enum TinyImage {
  public static func jpeg(_ number: Int, size: Int = 400) -> [UInt8] { filled([0xFF, 0xD8, 0xFF, 0xE0], number, size) }

  public static func png(_ number: Int) -> [UInt8] {
    filled([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], number, 400)
  }

  public static func tiff() -> [UInt8] { filled([0x49, 0x49, 0x2A, 0x00], 1, 100) }

  /// Deterministic filler of `size` bytes behind `magic`.
  static func filled(_ magic: [UInt8], _ number: Int, _ size: Int) -> [UInt8] {
    var state = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15 | 1
    return magic
      + (0..<max(0, size - magic.count)).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return UInt8(truncatingIfNeeded: state >> 24)
      }
  }
}
