import TestSupport
import Testing

@testable import SystemLayer

@Suite("what a mount says of its locks")
struct LockReachTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let type: String
    let options: String
    let scope: LockReach.Scope
    let word: String

    init(_ type: String, _ options: String, _ scope: LockReach.Scope, _ word: String = "") {
      (self.type, self.options, self.scope, self.word) = (type, options, scope, word)
    }

    var testDescription: String { "\(type) \(options)" }
  }

  @Test(
    "type and options decide whom a lock binds, and the reason names what decided",
    arguments: [
      Case("ext4", "rw,relatime", .all), Case("xfs", "rw", .all), Case("tmpfs", "rw,size=4k", .all),
      Case("overlay", "rw", .all), Case("apfs", "rw", .all), Case("fuseblk", "rw", .all),
      Case("nfs", "rw,vers=3,local_lock=none", .all),
      Case("nfs", "rw,vers=3,nolock,local_lock=all", .thisHost, "nolock"),
      Case("nfs", "rw,vers=3,local_lock=flock", .thisHost, "local_lock=flock"),
      // flock is a lock of another kind, which the server still has.
      Case("nfs", "rw,vers=3,local_lock=posix", .all),
      // nfs(5): version 4 ignores both.
      Case("nfs4", "rw,vers=4.2,nolock,local_lock=all", .all), Case("nfs", "rw,vers=4.1,local_lock=all", .all),
      Case("lustre", "rw,flock,lazystatfs", .all, "flock"), Case("lustre", "rw,localflock", .thisHost, "localflock"),
      Case("lustre", "rw,lazystatfs", .none, "without"),
      Case("cifs", "rw,vers=3.1.1", .all), Case("cifs", "rw,nobrl", .thisHost, "nobrl"),
      Case("smb3", "nobrl", .thisHost),
      Case("gpfs", "rw", .all), Case("ceph", "rw", .all), Case("fuse.glusterfs", "rw", .all),
      Case("ocfs2", "rw", .all), Case("ocfs2", "rw,localflocks", .thisHost, "localflocks"),
      Case("beegfs", "rw", .thisHost), Case("fuse.sshfs", "rw", .thisHost), Case("9p", "rw,trans=virtio", .thisHost),
      Case("virtiofs", "rw", .thisHost), Case("fuse.davfs2", "rw", .thisHost),
      Case("fuse.something", "rw", .unknown, "fuse.something"), Case("unknown", "", .unknown),
    ])
  func judged(_ table: Case) {
    let locks = LockReach(type: table.type, options: table.options.split(separator: ",").map(String.init))
    #expect(locks.scope == table.scope)
    #expect(locks.reason.contains(table.word))
  }

  #if !canImport(Darwin)
    @Test(
      "where no mount is listed, as below chroot, a file system is known by its number",
      .enabled(if: Mount.isPermitted, "mounting needs root"))
    func byNumber() throws {
      let folder = try TemporaryFolder()
      let mount = try Mount(folder.path("shm"), size: "64k")
      #expect(FileSystem.kind(at: FilePath(mount.path)) == "tmpfs")
      let usual = try #require(FileSystem(at: FilePath(folder.path)))
      #expect([nil, usual.type].contains(FileSystem.kind(at: FilePath(folder.path))))
    }
  #endif

  #if !canImport(Darwin)
    @Test("no file system of other hosts is known by its number, for that does not tell how it is mounted")
    func numbers() {
      for name in FileSystem.kinds.values {
        #expect(LockReach(type: name, options: []).reason.hasSuffix("belongs to this host"), "\(name)")
      }
    }
  #endif

  @Test("a mounted folder is judged by its own mount")
  func mounted() throws {
    let locks = try #require(FileSystem(at: "/dev/shm") ?? FileSystem(at: "/")).locks
    #expect(locks.scope == .all, "\(locks)")
  }
}
