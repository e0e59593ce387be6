import Foundation
import TestSupport
import Testing

@testable import Transfer

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("the base64 encoder")
struct Base64EncoderTests {
  private func encoded(_ plain: [UInt8], by encoder: Base64Encoder) -> [UInt8] {
    var letters = [UInt8](repeating: 0, count: Base64Encoder.encodedCount(of: plain.count))
    unsafe plain.withUnsafeBytes { source in
      unsafe letters.withUnsafeMutableBytes { unsafe encoder.encode(source, into: $0) }
    }
    return letters
  }

  @Test("gives what Foundation gives, whatever the length")
  func everyLength() {
    let encoder = Base64Encoder()
    let lengths: [Int] = Array(0...400) + [4095, 4096, 4097, 147_456]
    for length in lengths {
      let plain = SeededBytes.make(length)
      let expected = Array(Data(plain).base64EncodedData())
      #expect(encoded(plain, by: encoder) == expected, "length \(length)")
    }
  }

  @Test("nothing is read behind the source or written behind the letters")
  func bounds() throws {
    let (page, source) = (1 << 16, try fencedPage())
    let target = try fencedPage()
    defer {
      unsafe munmap(source.memory, 2 * page)
      unsafe munmap(target.memory, 2 * page)
    }
    let encoder = Base64Encoder()
    for length in 1...300 {
      let plain = SeededBytes.make(length)
      let count = Base64Encoder.encodedCount(of: length)
      let plainRoom = unsafe UnsafeMutableRawBufferPointer(start: source.memory + page - length, count: length)
      let room = unsafe UnsafeMutableRawBufferPointer(start: target.memory + page - count, count: count)
      unsafe plainRoom.copyBytes(from: plain)
      unsafe encoder.encode(UnsafeRawBufferPointer(plainRoom), into: room)
      let (letters, expected) = unsafe (Array(room), Array(Data(plain).base64EncodedData()))
      #expect(letters == expected, "length \(length)")
    }
  }

  /// 64 KiB of memory; whoever touches the 64 KiB behind them is killed.
  private func fencedPage() throws -> Fence {
    let page = 1 << 16
    let start = unsafe mmap(nil, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    let memory = unsafe try #require(start)
    try #require(unsafe mprotect(memory + page, page, PROT_NONE) == 0)
    return unsafe Fence(memory: memory)
  }

  @safe private struct Fence {
    let memory: UnsafeMutableRawPointer
  }
}
