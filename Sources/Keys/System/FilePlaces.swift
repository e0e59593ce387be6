#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Questions about paths that need no open file.
enum FilePlaces {
  /// Whether something is there; a link counts by its target.
  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  static func isExecutable(_ path: String) -> Bool { unsafe access(path, X_OK) == 0 }

  static func isFile(_ path: String) -> Bool {
    var raw = stat()
    return unsafe stat(path, &raw) == 0 && raw.st_mode & S_IFMT == S_IFREG
  }

  /// Follows `path` while it is a link itself, also to a target that does not exist yet.
  ///
  /// All who share a key file must agree on the name of its lock, by whatever link they come.
  static func followingLinks(_ path: String) -> String {
    var current = path
    for _ in 0..<40 {
      guard let target = linkTarget(of: current) else { break }
      current = target.hasPrefix("/") ? target : folder(of: current) + "/" + target
    }
    return current
  }

  /// The folder that holds `path`: all before the last slash, `.` where there is none.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes the folder and those above it, for the owner alone.
  static func makeFolder(_ path: String) throws(SystemFault) {
    if exists(path) { return }
    let parent = folder(of: path)
    if parent != path { try makeFolder(parent) }
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw SystemFault("make the folder", path) }
  }

  static func currentFolder() -> String {
    var buffer = pathBuffer()
    let found = unsafe getcwd(&buffer, buffer.count) != nil
    return found ? text(of: buffer) : "."
  }

  /// The path of the running program, links followed; nil where the system does not tell.
  static func executable() -> String? {
    #if canImport(Darwin)
      var buffer = pathBuffer()
      var size = UInt32(buffer.count)
      return unsafe _NSGetExecutablePath(&buffer, &size) == 0 ? followingLinks(text(of: buffer)) : nil
    #else
      return linkTarget(of: "/proc/self/exe")
    #endif
  }

  private static func linkTarget(of path: String) -> String? {
    var buffer = pathBuffer()
    let count = unsafe readlink(path, &buffer, buffer.count - 1)
    return count > 0 ? text(of: buffer) : nil
  }

  private static func pathBuffer() -> [CChar] { [CChar](repeating: 0, count: Int(PATH_MAX) + 1) }

  private static func text(of buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
