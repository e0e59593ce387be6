#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Paths as the system takes them: bytes with a zero at the end, since a file name need not be UTF-8.
enum FilePath {
  static func cString(root: [UInt8], _ path: [UInt8]) -> [CChar] {
    let joined = path.isEmpty ? root : root + [UInt8(ascii: "/")] + path
    return joined.map { CChar(bitPattern: $0) } + [0]
  }
}

/// Which file or folder a path leads to, whatever its name.
struct FileIdentity: Equatable {
  private let device: UInt64
  private let number: UInt64

  /// Nil where the path leads nowhere.
  init?(path: [CChar]) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}

/// The entries of one folder.
enum FolderEntries {
  enum Kind: Equatable { case file, folder, dangling, other, unknown }

  struct Entry {
    let name: [UInt8]
    let kind: Kind
  }

  /// Of a small folder. Nil where it cannot be read; `errno` says why.
  static func read(_ path: [CChar]) -> [Entry]? {
    var entries: [Entry] = []
    return forEach(path) { entries.append($0) } ? entries : nil
  }

  /// Hands each entry to `body`, one at a time: a folder may hold 200,000.
  /// - Returns: false where the folder cannot be read; `errno` says why.
  static func forEach(_ path: [CChar], _ body: (Entry) -> Void) -> Bool {
    guard let stream = unsafe opendir(path) else { return false }
    defer { unsafe closedir(stream) }
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      body(Entry(name: name, kind: unsafe kind(entry.pointee.d_type)))
    }
    return true
  }

  /// A link's own type says nothing of what it leads to.
  private static func kind(_ type: UInt8) -> Kind {
    switch Int(type) {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    case Int(DT_LNK), Int(DT_UNKNOWN): .unknown
    default: .other
    }
  }
}
