/// Whom a lock (`flock`) binds on a mounted file system, as far as its type and its options tell.
///
/// Sources: flock(2) ("NFS details", "CIFS details"), nfs(5) (`local_lock`, `nolock`), the manuals of Lustre
/// (`flock`, `localflock`), OCFS2 (`localflocks`), BeeGFS (`tuneUseGlobalFileLocks`), and libfuse, which leaves a lock
/// that a file system does not implement to the kernel of the one host.
public struct LockReach: Sendable, Equatable {
  public enum Scope: String, Sendable {
    /// Every process that can open the file, on whatever host.
    case all
    /// The processes of this host, though other hosts may write too.
    case thisHost = "this_host"
    /// Nobody: a lock cannot be had.
    case none
    case unknown
  }

  public let scope: Scope
  /// Why: `` `nfs` is mounted with `nolock` ``.
  public let reason: String

  /// - Parameters:
  ///   - type: as the system names it: `ext4`, `nfs4`, `fuse.sshfs`.
  ///   - options: of the mount, such as `local_lock=all`.
  public init(type: String, options: [String]) {
    switch type {
    case "lustre": self = Self.lustre(options)
    // NFSv4 has locks in its protocol, and ignores the options that keep them local.
    case "nfs" where options.contains { $0.hasPrefix("vers=4") }: self = LockReach(type: "nfs4", options: options)
    case _ where Self.localOptions[type]?.contains(where: options.contains) == true:
      let given = Self.localOptions[type]?.filter(options.contains).map { "`\($0)`" } ?? []
      self.init(.thisHost, "`\(type)` is mounted with \(given.joined(separator: ", "))")
    case _ where Self.shared.contains(type): self.init(.all, "`\(type)` keeps them at its servers")
    case _ where Self.keptLocal.contains(type): self.init(.thisHost, "`\(type)` keeps them to one host")
    case _ where Self.ownDisks.contains(type): self.init(.all, "`\(type)` belongs to this host")
    default: self.init(.unknown, "`\(type)` is not known to herbx")
    }
  }

  private static func lustre(_ options: [String]) -> LockReach {
    if options.contains("flock") { return LockReach(.all, "`lustre` is mounted with `flock`") }
    if options.contains("localflock") { return LockReach(.thisHost, "`lustre` is mounted with `localflock`") }
    return LockReach(.none, "`lustre` is mounted without `flock`")
  }

  private init(_ scope: Scope, _ reason: String) { (self.scope, self.reason) = (scope, reason) }

  /// Options that keep the locks of a shared file system to one host.
  private static let localOptions: [String: [String]] = [
    "nfs": ["nolock", "local_lock=all", "local_lock=flock"], "cifs": ["nobrl"], "smb3": ["nobrl"],
    "ocfs2": ["localflocks"], "gfs2": ["localflocks"],
  ]

  private static let shared: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "ocfs2", "gfs2", "gpfs", "ceph", "fuse.ceph-fuse", "fuse.glusterfs", "afs",
  ]

  /// BeeGFS by default; QEMU's 9p server grants every lock.
  private static let keptLocal: Set<String> = [
    "fuse.sshfs", "beegfs", "9p", "virtiofs", "vboxsf", "fuse.vmhgfs-fuse", "drvfs", "webdav", "fuse.davfs2",
    "fuse.rclone", "fuse.s3fs", "fuse.gcsfuse", "fuse.mount-s3",
  ]

  private static let ownDisks: Set<String> = [
    "ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "bcachefs", "f2fs", "jfs", "reiserfs", "tmpfs", "ramfs", "overlay",
    "vfat", "exfat", "ntfs", "ntfs3", "fuseblk", "apfs", "hfs", "ecryptfs", "squashfs", "iso9660",
  ]
}

extension FileSystem {
  /// Whom a lock binds here.
  public var locks: LockReach { LockReach(type: type, options: options) }
}
