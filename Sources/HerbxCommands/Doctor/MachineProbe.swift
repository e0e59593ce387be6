#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Questions to the system about files, disks and limits.
enum MachineProbe {
  static func isExecutable(_ path: String) -> Bool { unsafe isFile(path) && access(path, X_OK) == 0 }

  /// Whether files can be made in the folder.
  static func isWritable(_ folder: String) -> Bool { unsafe access(folder, W_OK | X_OK) == 0 }

  /// `path`, or the nearest of those above it that is there: where a missing folder would be made.
  static func nearestFolder(_ path: String) -> String {
    var path = path
    while unsafe access(path, F_OK) != 0 {
      guard let slash = path.lastIndex(of: "/") else { return "." }
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
    return path
  }

  /// For users other than root; nil where the system does not tell.
  static func freeBytes(at path: String) -> UInt64? {
    var status = statvfs()
    guard unsafe statvfs(path, &status) == 0 else { return nil }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  /// The soft limit of this process.
  static func openFileLimit() -> UInt64 {
    var limit = rlimit()
    #if canImport(Darwin)
      let kind = RLIMIT_NOFILE
    #else
      let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #endif
    guard unsafe getrlimit(kind, &limit) == 0 else { return 0 }
    return UInt64(limit.rlim_cur)
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
