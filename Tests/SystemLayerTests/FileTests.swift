import Foundation
import SystemLayer
import TestSupport
import Testing

@Suite("files are read, appended to and replaced whole or not at all")
struct FileTests {
  private let folder = try? TemporaryFolder()
  private let mask = SecretMask()

  private func path(_ name: String) throws -> FilePath { FilePath(try #require(folder).path(name)) }

  @Test("what is not there is told apart from what cannot be read")
  func missing() throws {
    #expect(try readFile(try path("nothing")) == nil)
    #expect(throws: SystemError("read", FilePath(try #require(folder).path), .isDirectory)) {
      _ = try readFile(FilePath(try #require(self.folder).path))
    }
  }

  @Test("a file beyond the bound is refused, one at the bound is read", arguments: [0, 1, 300_000])
  func bound(size: Int) throws {
    let bytes = [UInt8](repeating: 7, count: size)
    try #require(folder).write("file", bytes)
    #expect(try readFile(try path("file"), limit: size) == bytes)
    #expect(try readFile(try path("file")) == bytes)
    guard size > 0 else { return }
    #expect(throws: SystemError("read", try path("file"), .fileTooLarge)) {
      _ = try readFile(try self.path("file"), limit: size - 1)
    }
  }

  @Test("reading at any place gives what is there, and no number traps", arguments: [0, 3, 5, 6, 1 << 40, Int.max])
  func anyPlace(offset: Int) throws {
    try #require(folder).write("file", "hello")
    let file = try OpenFile(reading: try path("file"))
    #expect(try file.read(at: offset, count: 10) == Array("hello".utf8.dropFirst(offset)))
  }

  @Test("lines of two that append to one file never mix, and a torn end stays a line of its own")
  func appending() throws {
    try #require(folder).write("log", "one\ntor")
    var first = try AppendFile(try path("log"))
    var second = try AppendFile(try path("log"))
    try first.append(line: mask.line("two"))
    try second.append(line: mask.line("three"))
    try first.append(line: mask.line("four"))
    #expect(try #require(folder).text("log") == "one\ntor\ntwo\nthree\nfour\n")
  }

  @Test("a line that does not fit on the disk leaves no part of itself", .enabled(if: Mount.isPermitted))
  func fullDisk() throws {
    let mount = try Mount(try #require(folder).path("disk"), size: "64k")
    let log = FilePath(mount.path + "/log")
    var file = try AppendFile(log)
    try file.append(mask.line(String(repeating: "1", count: 40_000)))
    #expect(throws: SystemError("write", log, .noSpace)) {
      try file.append(mask.line(String(repeating: "2", count: 40_000)))
    }
    #expect(try FileStatus(of: log).size == 40_000)
    #expect(throws: SystemError.self) { try replaceFile(log, with: mask.line(String(repeating: "3", count: 100_000))) }
    #expect(try FileStatus(of: log).size == 40_000)
    #expect(try Folder(FilePath(mount.path)).entries().map(\.name) == [Array("log".utf8)])
  }

  @Test("a replaced file has the new content, its permissions, and nothing beside it")
  func replacing() throws {
    try #require(folder).write("file", "old")
    try replaceFile(try path("file"), with: mask.line("new"), permissions: 0o600)
    #expect(try #require(folder).text("file") == "new")
    #expect(try FileStatus(of: try path("file")).permissions == 0o600)
    do {
      var abandoned = try ReplacementFile(replacing: try path("file"))
      try abandoned.write(mask.line("half"))
    }
    #expect(try #require(folder).text("file") == "new")
    #expect(try Folder(FilePath(try #require(folder).path)).entries().map(\.name) == [Array("file".utf8)])
  }

  @Test("a link planted under any old temporary name is not written through")
  func plantedLink() throws {
    let folder = try #require(folder)
    try folder.write("victim", "mine")
    for name in ["file.new", "file.\(ProcessInformation.pid).new", "file"] {
      try FileManager.default.createSymbolicLink(atPath: folder.path(name), withDestinationPath: folder.path("victim"))
    }
    try replaceFile(try path("file"), with: mask.line("new"))
    #expect(try folder.text("victim") == "mine")
    #expect(try folder.text("file") == "new")
    #expect(try FileStatus(of: try path("file"), followsLink: false).kind == .file)
  }

  @Test("names are bytes: those that are no UTF-8, and those that differ in Unicode form alone, are files of their own")
  func names() throws {
    let folder = FilePath(try #require(folder).path)
    let names: [[UInt8]] = [
      [0x61, 0xFF], Array("\\xff".utf8), Array("u\u{308}".utf8), Array("\u{FC}".utf8), [0x0A, 0x1B],
    ]
    for (number, name) in names.enumerated() {
      try replaceFile(folder.appending(bytes: name), with: mask.line("\(number)"))
    }
    let found = try Folder(folder).entries().map(\.name)
    #expect(Set(found) == Set(names))
    for (number, name) in names.enumerated() {
      #expect(try readFile(folder.appending(bytes: name)) == Array("\(number)".utf8))
    }
  }

  @Test("a folder that cannot be opened is an error, and so is one that fails in the middle")
  func folders() throws {
    #expect(throws: SystemError("read the folder", try path("nothing"), .noSuchFileOrDirectory)) {
      _ = try Folder(try self.path("nothing")).entries()
    }
    try #require(folder).write("file", "")
    #expect(throws: SystemError("read the folder", try path("file"), .notDirectory)) {
      _ = try Folder(try self.path("file")).entries()
    }
  }

  @Test("folders are made with those above them, and the mode asked for")
  func making() throws {
    try Folder(try path("a/b/c")).make(permissions: 0o700)
    try Folder(try path("a/b/c")).make(permissions: 0o700)
    for name in ["a", "a/b", "a/b/c"] { #expect(try FileStatus(of: try path(name)).permissions == 0o700) }
    try #require(folder).write("file", "")
    #expect(throws: SystemError("make the folder", try path("file/x"), .notDirectory)) {
      try Folder(try self.path("file/x")).make()
    }
  }

  @Test(
    "a file's time at the ends of what can be set is held within the years 0 to 9999",
    arguments: [
      ("13569465600", "2400-01-01T00:00:00.000Z"), ("99999999999", "5138-11-16T09:46:39.000Z"),
      ("9223372036854775807", "9999-12-31T23:59:59.999Z"), ("-9223372036854775808", "0000-01-01T00:00:00.000Z"),
    ])
  func times(seconds: String, text: String) async throws {
    let folder = try #require(folder)
    let place =
      FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm/herbx-\(UUID().uuidString)" : folder.path("f")
    defer { FilePath(place).remove() }
    let touch = ChildProcess(try program("touch"), arguments: ["-d", "@" + seconds, place], deadline: .seconds(30))
    // Not every file system, and not every `touch`, takes every time.
    guard try await touch.run().isSuccess else { return }
    let status = try FileStatus(of: FilePath(place))
    #expect(status.modified.iso8601 == text || status.modified < Timestamp(iso8601: text) ?? .earliest)
    #expect(!status.fingerprint.isEmpty)
  }

  @Test("links are followed, also to what is not there yet, and never for ever")
  func links() throws {
    let folder = try #require(folder)
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: folder.path("first"), withDestinationPath: "second")
    try manager.createSymbolicLink(atPath: folder.path("second"), withDestinationPath: folder.path("third"))
    try manager.createSymbolicLink(atPath: folder.path("circle"), withDestinationPath: "circle")
    #expect(try path("first").followingLinks == (try path("third")))
    _ = try path("circle").followingLinks
    #expect(try !path("circle").exists && !path("first").exists)
    #expect(try path("deep/er/file").nearestExisting.bytes == Array(folder.path.utf8))
    #expect(FilePath("file").folder == "." && FilePath("/file").folder == "/")
  }
}

func program(_ name: String) throws -> FilePath {
  try #require(ProcessInformation.findProgram(name, on: ProcessInformation.environment["PATH"]))
}
