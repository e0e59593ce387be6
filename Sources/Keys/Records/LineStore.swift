import OpenRouter

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file of lines that only grow: where the access log, the journal and the ledger are kept.
///
/// A value of two closures, so that a test can keep the lines in memory.
public struct LineStore: Sendable {
  /// Appends one line; with `durable`, returns when it is on the disk.
  var append: @Sendable (_ line: [UInt8], _ durable: Bool) throws -> Void
  /// All bytes; empty where there is no file yet.
  var read: @Sendable () throws -> [UInt8]

  func append(_ value: JSONValue, durable: Bool = false) throws { try append(value.utf8, durable) }

  /// The lines that are whole JSON. A line torn by a crash is passed over: what it said never counted as written.
  func values() throws -> [JSONValue] {
    try read().split(separator: UInt8(ascii: "\n")).compactMap { try? JSONParser.parse(Array($0)) }
  }
}

extension LineStore {
  /// The file at `path`, made for its owner alone (0600) with the first line.
  public static func file(_ path: String) -> LineStore {
    LineStore(
      append: { line, durable in try appendLine(line, to: path, durable: durable) },
      read: { try readAll(path) })
  }

  private static func appendLine(_ line: [UInt8], to path: String, durable: Bool) throws {
    let isNew = !FilePlaces.exists(path)
    if isNew { try FilePlaces.makeFolder(FilePlaces.folder(of: path)) }
    let file = try OpenFile(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW)
    let status = try file.status()
    if status.permissions & 0o077 != 0 { try file.setPermissions(0o600) }
    // A crash may have left a line without its end: the next one must not become part of it.
    let tail = status.size > 0 ? try file.read(from: status.size - 1, limit: 1) : []
    let start: [UInt8] = tail.isEmpty || tail == [UInt8(ascii: "\n")] ? [] : [UInt8(ascii: "\n")]
    try file.writeOnce(start + line + [UInt8(ascii: "\n")])
    guard durable else { return }
    try file.synchronize()
    if isNew { try OpenFile(FilePlaces.folder(of: path), O_RDONLY).synchronizeFolder() }
  }

  private static func readAll(_ path: String) throws -> [UInt8] {
    do throws(SystemFault) {
      let file = try OpenFile(path, O_RDONLY)
      return try file.read(limit: try file.status().size)
    } catch {
      guard error.code == ENOENT else { throw error }
      return []
    }
  }
}
