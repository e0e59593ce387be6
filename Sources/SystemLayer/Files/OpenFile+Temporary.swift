#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension OpenFile {
  /// A file without a name, for reading and writing: whatever ends this process, nothing of it stays.
  public static func temporary(in folder: FilePath = .temporaryFolder) throws(SystemError) -> OpenFile {
    #if os(Linux)
      // Made without a name from the start, where the file system can (not NFS): open(2).
      let unnamed = FileDescriptor.OpenOptions(rawValue: __O_TMPFILE | O_DIRECTORY)
      if let file = try? OpenFile(folder, .readWrite, unnamed, permissions: 0o600) { return file }
    #endif
    let name = ".herbx-\(ProcessInformation.pid)-\(UInt64.random(in: 0 ... .max))"
    let path = folder.appending(name)
    let file = try OpenFile(path, .readWrite, [.create, .exclusiveCreate, .noFollow], permissions: 0o600)
    path.remove()
    return file
  }
}

extension OpenFile {
  /// The open file's number, for as long as this value lives.
  public var lent: FileDescriptor { descriptor }
}

extension FilePath {
  /// `TMPDIR`, or `/tmp`.
  public static var temporaryFolder: FilePath {
    let named = ProcessInformation.environment["TMPDIR"] ?? ""
    return FilePath(named.isEmpty ? "/tmp" : named)
  }
}
