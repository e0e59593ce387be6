import Foundation
import TestSupport
import Testing

@testable import Transfer

struct BodyReaderTests {
  /// Reads a body to its end in pieces of the sizes that `size` gives.
  private func contents(_ segments: [BodySegment], pieces size: () -> Int) throws -> [UInt8] {
    let encoder = Base64Encoder()
    var reader = BodyReader(segments, encoder)
    var result: [UInt8] = []
    while true {
      var piece = [UInt8](repeating: 0, count: size())
      guard let count = unsafe piece.withUnsafeMutableBytes({ unsafe reader.fill($0) }) else {
        let (first, second) = (reader.nextNeed(), reader.nextNeed())
        let need = try #require(first)
        #expect(second == nil, "a piece is asked for once")
        reader.take(try need.read(encoder).get(), of: need)
        continue
      }
      #expect(count <= piece.count)
      if count == 0 { break }
      result += piece[..<count]
      #expect(reader.handedOut == result.count)
    }
    #expect(result.count == reader.length)
    return result
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func vectorsOfTheStandardHold(plain: String, encoded: String) throws {
    let bytes = try contents([.base64(MemorySource(Array(plain.utf8)))]) { 64 }
    #expect(String(decoding: bytes, as: UTF8.self) == encoded)
  }

  @Test func everyLengthAndEveryPieceSizeGivesWhatFoundationGives() throws {
    var random = SplitMix(seed: 1)
    let lengths = Array(0...300) + (0..<120).map { _ in Int.random(in: 301...5000, using: &random) }
    for length in lengths {
      let plain = random.bytes(length)
      let source = MemorySource(plain, piece: Int.random(in: 1...700, using: &random))
      let bytes = try contents([.base64(source)]) { Int.random(in: 1...900, using: &random) }
      #expect(bytes == Array(Data(plain).base64EncodedData()), "length \(length)")
    }
  }

  @Test func whatIsInMemoryIsHandedOutTheSameAndNotRead() throws {
    let buffers = BufferPool(size: 5000, most: 1)
    var random = SplitMix(seed: 2)
    let lengths = Array(0...64) + (0..<100).map { _ in Int.random(in: 65...5000, using: &random) }
    for length in lengths {
      let plain = random.bytes(length)
      let source = MemorySource(plain, heldIn: buffers)
      let bytes = try contents([.bytes([7]), .base64(source), .bytes([8])]) { Int.random(in: 1...900, using: &random) }
      #expect(bytes == [7] + Array(Data(plain).base64EncodedData()) + [8], "length \(length)")
      #expect(source.readings.isEmpty)
    }
  }

  @Test(arguments: [1, 5, 4096])
  func theLastByteWaitsForTheGate(piece: Int) {
    let gate = Gate()
    var reader = BodyReader([.bytes(Array("0123456789".utf8))], Base64Encoder(), heldBackBy: gate)
    func next() -> Int? {
      var bytes = [UInt8](repeating: 0, count: piece)
      return unsafe bytes.withUnsafeMutableBytes { unsafe reader.fill($0) }
    }
    while let count = next(), count > 0 {}
    #expect(reader.handedOut == 9)
    #expect(reader.obstacle === gate)
    #expect(reader.nextNeed() == nil)
    gate.open()
    #expect(next() == 1)
    #expect(next() == 0)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 7, 64, 4096])
  func segmentsFollowEachOtherWithoutASeam(piece: Int) throws {
    let segments: [BodySegment] = [
      .bytes([]), .bytes(Array("{\"a\":\"".utf8)), .base64(MemorySource(Array("fooba".utf8))),
      .base64(MemorySource([])),
      .bytes(Array("\",\"b\":\"".utf8)), .base64(MemorySource(Array("f".utf8))), .bytes(Array("\"}".utf8)), .bytes([]),
    ]
    let bytes = try contents(segments) { piece }
    #expect(String(decoding: bytes, as: UTF8.self) == "{\"a\":\"Zm9vYmE=\",\"b\":\"Zg==\"}")
  }

  @Test func aSourceIsReadInOrderWithoutGapsInSmallPieces() throws {
    let plain = SeededBytes.make(1_000_000)
    let source = MemorySource(plain)
    let bytes = try contents([.bytes([1, 2, 3]), .base64(source)]) { 256 << 10 }
    #expect(bytes.dropFirst(3).elementsEqual(Data(plain).base64EncodedData()))
    var next = 0
    for reading in source.readings {
      #expect(reading.offset == next)
      #expect(reading.count <= 192 << 10)
      next += reading.count
    }
    #expect(next == plain.count)
  }

  @Test func aSourceThatBecameShorterIsAFaultAndNotAShortBody() {
    let source = MemorySource(Array("foobar".utf8), count: 60)
    let fault = #expect(throws: BodyFault.self) { try contents([.base64(source)]) { 128 } }
    #expect(fault?.reason == "it ended at byte 6 of 60")
  }

  @Test func aSourceThatThrowsIsAFaultThatKeepsItsReason() {
    let source = MemorySource(SeededBytes.make(900), piece: 300, failsAt: 300)
    let fault = #expect(throws: BodyFault.self) { try contents([.base64(source)]) { 400 } }
    #expect(fault?.reason == "Failure()")
  }
}

enum SeededBytes {
  static func make(_ count: Int) -> [UInt8] {
    var random = SplitMix(seed: UInt64(count))
    return random.bytes(count)
  }
}
