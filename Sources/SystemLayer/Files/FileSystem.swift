internal import CProcess

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The file system that holds a path: what `mount` says of it, and its free space.
public struct FileSystem: Sendable, Equatable {
  /// `ext4`, `nfs4`, `lustre`, `fuse.sshfs`; in words of the system.
  public let type: String
  /// Of the mount and of the file system, for example `rw`, `nolock`, `local_lock=all`. Empty where nobody tells.
  public let options: [String]
  public let mountPoint: FilePath
  /// In bytes, for users other than root; nil where the system does not tell.
  public let freeBytes: UInt64?

  /// Whether other hosts may write here too.
  public var isNetwork: Bool {
    let names = ["nfs", "cifs", "smb", "lustre", "gpfs", "beegfs", "afs", "ceph", "9p", "glusterfs", "sshfs", "webdav"]
    return names.contains { type.contains($0) }
  }

  /// Nil where the path is not there.
  public init?(at path: FilePath) {
    guard let space = Self.space(at: path) else { return nil }
    freeBytes = space
    #if canImport(Darwin)
      var raw = statfs()
      guard unsafe path.withPlatformString({ path in unsafe statfs(path, &raw) }) == 0 else { return nil }
      type = Self.text(raw.f_fstypename)
      mountPoint = FilePath(Self.text(raw.f_mntonname))
      options = raw.f_flags & UInt32(MNT_RDONLY) != 0 ? ["ro"] : ["rw"]
    #else
      let mounts = (try? readFile("/proc/self/mountinfo")) ?? nil
      guard let mount = MountTable(mounts ?? []).mount(of: path.resolved) else {
        // Below chroot(2) the root's own mount is not listed.
        (type, options, mountPoint) = (Self.kind(at: path) ?? "unknown", [], "/")
        return
      }
      (type, options, mountPoint) = (mount.type, mount.options, mount.point)
    #endif
  }

  #if !canImport(Darwin)
    /// By its number (statfs(2)); nil for one that is not listed here. Only disks of this host are: whom the locks of
    /// others bind hangs on the options of their mount, which nobody tells here.
    static func kind(at path: FilePath) -> String? {
      kinds[unsafe path.withPlatformString { path in unsafe cprocess_file_system(path) }]
    }

    static let kinds: [UInt32: String] = [
      0xEF53: "ext4", 0x5846_5342: "xfs", 0x9123_683E: "btrfs", 0x0102_1994: "tmpfs", 0x794C_7630: "overlay",
      0xF2F5_2010: "f2fs", 0x2FC1_2FC1: "zfs",
    ]
  #endif

  /// For users other than root; the outer nil where the path is not there.
  private static func space(at path: FilePath) -> UInt64?? {
    var status = statvfs()
    guard unsafe path.withPlatformString({ path in unsafe statvfs(path, &status) }) == 0 else { return nil }
    let (bytes, isTooMuch) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
    return isTooMuch ? .max : bytes
  }

  #if canImport(Darwin)
    private static func text<Field>(_ field: Field) -> String {
      var field = field
      return unsafe withUnsafeBytes(of: &field) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
    }
  #endif
}

/// The lines of /proc/self/mountinfo (proc(5)).
struct MountTable {
  struct Mount: Equatable {
    let point: FilePath
    let type: String
    let options: [String]
  }

  private var mounts: [Mount] = []

  init(_ bytes: [UInt8]) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      // A variable number of fields ends with a hyphen.
      guard let hyphen = fields.dropFirst(6).firstIndex(where: { $0.elementsEqual("-".utf8) }),
        fields.indices.contains(hyphen + 3)
      else { continue }
      let options = [fields[5], fields[hyphen + 3]].flatMap { $0.split(separator: UInt8(ascii: ",")) }
        .map { String(decoding: $0, as: UTF8.self) }
      mounts.append(
        Mount(
          point: FilePath(bytes: Self.unescaped(fields[4])), type: String(decoding: fields[hyphen + 1], as: UTF8.self),
          options: options.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }))
    }
  }

  /// The mount that holds `path`: the one with the longest name, and of equal ones the last, which covers the others.
  func mount(of path: FilePath) -> Mount? {
    mounts.filter { path.starts(with: $0.point) }.max { $0.point.bytes.count <= $1.point.bytes.count }
  }

  /// Blanks and the like stand as three octal digits behind a backslash.
  private static func unescaped(_ field: some Collection<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = field[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8) {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
