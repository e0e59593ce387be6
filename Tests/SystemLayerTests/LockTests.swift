import TestSupport
import Testing

@testable import SystemLayer

@Suite("a lock says whether it is taken, contended, or not to be had")
struct LockTests {
  private let folder = try? TemporaryFolder()

  private func path(_ name: String) throws -> FilePath { FilePath(try #require(folder).path(name)) }

  @Test("the second one hears who holds it, and has it once the first is gone")
  func contended() throws {
    do {
      let first = try FileLock(try path("lock"))
      try first.write("4711 on this host\n")
      #expect(throws: FileLock.Failure.contended(content: "4711 on this host\n")) {
        _ = try FileLock(try self.path("lock"))
      }
      #expect(throws: FileLock.Failure.contended(content: "4711 on this host\n")) {
        _ = try FileLock(try self.path("lock"), .shared, creating: false)
      }
    }
    let next = try FileLock(try path("lock"))
    let content = next.content
    #expect(content == "4711 on this host\n")
  }

  @Test("looking does not make the file")
  func looking() throws {
    let failure = #expect(throws: FileLock.Failure.self) {
      _ = try FileLock(try self.path("lock"), .shared, creating: false)
    }
    #expect(failure == .failed(SystemError("open", try path("lock"), .noSuchFileOrDirectory)))
    #expect(try !path("lock").exists)
  }

  @Test("a holder notices that its file was removed, or replaced by another")
  func removed() throws {
    let lock = try FileLock(try path("lock"))
    var states = [lock.isInPlace]
    try path("lock").remove()
    states.append(lock.isInPlace)
    let second = try FileLock(try path("lock"))
    states += [second.isInPlace, lock.isInPlace]
    #expect(states == [true, false, true, false])
  }

  @Test("the mount of a path is the innermost, and the last of those over each other")
  func mounts() throws {
    let table = MountTable(
      Array(
        """
        22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro
        30 22 0:40 / /data rw,nosuid shared:2 master:1 - nfs4 server:/x rw,nolock,local_lock=none
        31 30 0:41 / /data rw - nfs server:/y rw,vers=3
        32 22 0:42 / /my\\040disk ro - fuse.sshfs host: ro
        33 22
        """.utf8))
    #expect(table.mount(of: "/home/x")?.type == "ext4")
    #expect(table.mount(of: "/data/run")?.type == "nfs")
    #expect(table.mount(of: "/database")?.type == "ext4")
    #expect(table.mount(of: "/my disk/run")?.options == ["ro"])
    #expect(table.mount(of: "relative") == nil)
  }

  @Test("the file system of a folder is known by its type and its free space")
  func fileSystem() throws {
    let found = try #require(FileSystem(at: try path(".")))
    #expect(!found.type.isEmpty && found.freeBytes != nil)
    #expect(FileSystem(at: try path("nothing")) == nil)
  }
}
