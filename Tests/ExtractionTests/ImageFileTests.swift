import Foundation
import Imaging
import OpenRouter
import SystemLayer
import TestSupport
import Testing
import Transfer

@testable import Extraction

@Suite("an image's file")
struct ImageFileTests {
  private let folder: TemporaryFolder
  private let bytes: [UInt8]
  private var path: String { folder.path("sheet.jpg") }

  init() throws {
    folder = try TemporaryFolder()
    bytes = Array(TinyImage.jpeg(1, size: 5000))
    try folder.write("sheet.jpg", TinyImage.jpeg(1, size: 5000))
  }

  /// To its first ten bytes.
  private func cut() throws { try #require(FileHandle(forWritingAtPath: path)).truncate(atOffset: 10) }

  @Test("that fits into a buffer is read once: looked at, hashed and sent from there, whatever becomes of it meanwhile")
  func readOnce() throws {
    let buffers = BufferPool(size: bytes.count, most: 1)
    let file = try ImageFile(path: FilePath(path))
    try file.load(into: buffers)
    try cut()
    #expect(try file.inspect(name: "sheet.jpg").damage == nil)
    #expect(file.sha256 == ContentHash.hex(of: bytes))
    #expect(file.takeBuffer().map { unsafe Array($0.bytes) } == bytes)
    // Given away: the next reading finds out.
    #expect(file.takeBuffer() == nil)
    var target = [UInt8](repeating: 0, count: bytes.count)
    #expect(throws: ImageRefusal.self) {
      unsafe try target.withUnsafeMutableBytes { unsafe try file.read(at: 0, into: $0) }
    }
  }

  @Test("that is too large, or finds no free buffer, is left to be read in pieces")
  func pieces() throws {
    let small = BufferPool(size: bytes.count - 1, most: 1)
    let taken = BufferPool(size: bytes.count, most: 1)
    let other = taken.take()
    for buffers in [small, taken] {
      let file = try ImageFile(path: FilePath(path))
      try file.load(into: buffers)
      #expect(file.takeBuffer() == nil)
      #expect(file.sha256 == nil)
      #expect(try file.inspect(name: "sheet.jpg").damage == nil)
    }
    withExtendedLifetime(other) {}
  }

  @Test("that became shorter while it was read is refused")
  func shortened() throws {
    let file = try ImageFile(path: FilePath(path))
    try cut()
    let refusal = #expect(throws: ImageRefusal.self) { try file.load(into: BufferPool(size: 8000, most: 1)) }
    #expect(refusal?.kind == .changed)
  }
}
