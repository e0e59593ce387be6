import OpenRouter
internal import SystemLayer

/// A file of lines that only grow: where the access log, the journal and the ledger are kept.
///
/// A value of two closures, so that a test can keep the lines in memory.
public struct LineStore: Sendable {
  /// Appends one line, unless `isNeedless` says of all lines so far that it need not be. No other process writes between
  /// the question and the line. With `durable`, returns when the line is on the disk.
  /// - Returns: whether the line was written.
  var append: @Sendable (_ line: [UInt8], _ durable: Bool, _ isNeedless: (([UInt8]) -> Bool)?) throws -> Bool
  /// All bytes; empty where there is no file yet.
  var read: @Sendable () throws -> [UInt8]

  func append(_ value: JSONValue, durable: Bool = false) throws { _ = try append(value.utf8, durable, nil) }

  /// - Returns: whether the line was written.
  func append(_ value: JSONValue, unless isNeedless: @escaping ([JSONValue]) -> Bool) throws -> Bool {
    try append(value.utf8, false) { isNeedless(Self.values($0)) }
  }

  /// The lines that are whole JSON. A line torn by a crash is passed over: what it said never counted as written.
  func values() throws -> [JSONValue] { Self.values(try read()) }

  private static func values(_ bytes: [UInt8]) -> [JSONValue] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { try? JSONParser.parse(Array($0)) }
  }
}

extension LineStore {
  /// The file at `path`, made for its owner alone (0600) with the first line.
  public static func file(_ path: String) -> LineStore {
    let path = FilePath(path)
    return LineStore(
      append: { line, durable, isNeedless in
        try append(line, to: path, durable: durable, unless: isNeedless)
      },
      read: { try readFile(path) ?? [] })
  }

  private static func append(
    _ line: [UInt8], to path: FilePath, durable: Bool, unless isNeedless: (([UInt8]) -> Bool)?
  ) throws -> Bool {
    let isNew = !path.exists
    if isNew { try Folder(path.folder).make(permissions: 0o700) }
    var file = try AppendFile(path, permissions: 0o600, options: [.noFollow])
    file.lockForAppending()
    if let isNeedless, isNeedless(try readFile(path) ?? []) { return false }
    try file.makePrivate()
    try file.append(line: SecretMask().json(line))
    guard durable else { return true }
    try file.synchronize()
    if isNew { path.folder.synchronizeEntries() }
    return true
  }
}
