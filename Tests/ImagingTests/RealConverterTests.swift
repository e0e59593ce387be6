import TestSupport
import Testing

@testable import Imaging
@testable import SystemLayer

/// The programs of this machine.
private let tools: Task<ConverterTools, Never> = Task {
  await ConverterTools.find(path: ProcessInformation.environment["PATH"])
}

@Suite("With the real programs, pictures arrive upright, whole and in their colours")
struct RealConverterTests {
  /// Four quarters of different colours and a light edge on the left, so that no turn looks like another.
  private static let upright = PixelSize(width: 96, height: 64)

  private static func color(_ x: Int, _ y: Int) -> [UInt8] {
    if x < 16 { return [220, 220, 220] }
    return switch (x < 48, y < 32) {
    case (true, true): [200, 30, 30]
    case (false, true): [30, 180, 30]
    case (true, false): [30, 30, 200]
    case (false, false): [20, 20, 20]
    }
  }

  /// Where a pixel of the stored picture stands in the upright one (CIPA DC-008, 4.6.4).
  private static func place(_ x: Int, _ y: Int, _ orientation: Int) -> (Int, Int) {
    let (right, bottom) = (upright.width - 1, upright.height - 1)
    return switch orientation {
    case 2: (right - x, y)
    case 3: (right - x, bottom - y)
    case 4: (x, bottom - y)
    case 5: (y, x)
    case 6: (right - y, x)
    case 7: (right - y, bottom - x)
    case 8: (y, bottom - x)
    default: (x, y)
    }
  }

  private static func stored(_ orientation: Int, tagged: TestImages.Tag?) -> TestImages.PNG {
    let isTurned = orientation >= 5
    let size = PixelSize(
      width: isTurned ? upright.height : upright.width, height: isTurned ? upright.width : upright.height)
    return TestImages.PNG(
      size: size, extra: tagged.map { [$0.chunk(UInt8(orientation))] } ?? [],
      pixel: { x, y in
        let (uprightX, uprightY) = place(x, y, orientation)
        return color(uprightX, uprightY)
      })
  }

  private func prepare(
    _ bytes: [UInt8], _ settings: PreparationSettings = PreparationSettings(), threads: Int = 1
  ) async throws -> PreparedImage? {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let path = FilePath(folder.path).appending("sheet")
    try replaceFile(path, withBinary: bytes)
    var converter = ImageConverter(tools: await tools.value)
    converter.threads = threads
    let file = try OpenFile(reading: path)
    switch try ImageConverter.decide(file, name: "sheet", settings: settings).treatment {
    case .untouched: return nil
    case .turned(let turn, let conversion): return try await converter.turn(turn, file, orElse: conversion)
    case .converted(let conversion): return try await converter.convert(file, conversion)
    case .refused(let failure): throw failure
    }
  }

  /// The picture's pixels, three bytes each.
  private func pixels(_ bytes: [UInt8]) async throws -> (size: PixelSize, pixels: [UInt8]) {
    var child = ChildProcess(
      FilePath(try #require(await tools.value.vips).path), arguments: ["copy", "/dev/fd/0", ".ppm"],
      deadline: .seconds(60))
    child.input = bytes
    child.outputLimit = 1 << 22
    // From a pipe, libvips opens what it knows to be one.
    child.arguments[1] = "stdin"
    let outcome = try await child.run()
    try #require(outcome.isSuccess, "\(String(decoding: outcome.errors, as: UTF8.self))")
    let header = outcome.output.split(separator: 10, maxSplits: 3, omittingEmptySubsequences: false)
    let rows = header.drop { $0.first == UInt8(ascii: "P") || $0.first == UInt8(ascii: "#") }
    let sides = String(decoding: try #require(rows.first), as: UTF8.self).split(separator: " ").compactMap { Int($0) }
    let size = PixelSize(width: sides[0], height: sides[1])
    return (size, Array(outcome.output.suffix(size.pixels * 3)))
  }

  private func bytes(of image: PreparedImage) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: image.count)
    let count = unsafe try bytes.withUnsafeMutableBytes { unsafe try image.read(at: 0, into: $0) }
    #expect(count == image.count)
    return bytes
  }

  /// In the middle of each quarter, and at the edge.
  private func expectUpright(_ bytes: [UInt8], _ comment: String) async throws {
    let (size, pixels) = try await pixels(bytes)
    #expect(size == Self.upright, "\(comment)")
    guard size == Self.upright else { return }
    for (x, y) in [(4, 10), (4, 50), (32, 16), (72, 16), (32, 48), (72, 48)] {
      let pixel = pixels[((y * size.width + x) * 3)...].prefix(3)
      #expect(
        difference(pixel, Self.color(x, y)) < 24, "\(comment): (\(x), \(y)) is \(Array(pixel)), not \(Self.color(x, y))"
      )
    }
  }

  private static let hasVips = ProcessInformation.findProgram("vips", on: ProcessInformation.environment["PATH"]) != nil

  @Test(
    "a tagged picture of each orientation arrives upright",
    .enabled(if: hasVips, "`vips` is not installed"), arguments: 2...8, [TestImages.Tag.exif, .packedText])
  func tagged(_ orientation: Int, _ tag: TestImages.Tag) async throws {
    let image = try #require(try await prepare(Self.stored(orientation, tagged: tag).bytes))
    try await expectUpright(try bytes(of: image), "orientation \(orientation) in \(tag)")
  }

  @Test(
    "a tagged JPEG of each orientation is turned without loss",
    .enabled(if: hasVips, "`vips` is not installed"), arguments: 2...8)
  func lossless(_ orientation: Int) async throws {
    guard await tools.value.jpegtran != nil else { return }
    var child = ChildProcess(
      FilePath(try #require(await tools.value.vips).path), arguments: ["copy", "stdin", ".jpg[Q=90,strip]"],
      deadline: .seconds(60))
    child.input = Self.stored(orientation, tagged: nil).bytes
    let plain = try await child.run().output
    let exif = TestImages.JPEG().segment(0xE1, Array("Exif\0\0".utf8) + TestImages.exif(UInt8(orientation)))
    let image = try #require(try await prepare(plain.prefix(2) + exif + plain.dropFirst(2)))
    #expect(image.recipe.hasPrefix("jpegtran-"))
    let turned = try bytes(of: image)
    try await expectUpright(turned, "orientation \(orientation)")
    // No pixel differs from the stored picture's.
    let (stored, before) = try await pixels(plain)
    let after = try await pixels(turned).pixels
    var differing = 0
    for y in 0..<stored.height {
      for x in 0..<stored.width {
        let (uprightX, uprightY) = Self.place(x, y, orientation)
        let here = (y * stored.width + x) * 3
        let there = (uprightY * Self.upright.width + uprightX) * 3
        if difference(before[here..<here + 3], after[there..<there + 3]) > 2 { differing += 1 }
      }
    }
    #expect(differing == 0, "orientation \(orientation): \(differing) pixels differ by more than rounding")
  }

  @Test(
    "a picture is the same to the byte, with however many threads it is made",
    .enabled(if: hasVips, "`vips` is not installed"), arguments: [Turn.none, .clockwise])
  func threads(_ turn: Turn) async throws {
    var settings = PreparationSettings()
    settings.longSide = 500
    settings.rotation = .untagged(turn)
    let size = PixelSize(width: 1500, height: 1100)
    let picture = TestImages.PNG(
      size: size, pixel: { x, y in [UInt8(x & 255), UInt8(y & 255), UInt8((x ^ y) & 255)] }
    ).bytes
    let one = try bytes(of: try #require(try await prepare(picture, settings, threads: 1)))
    let four = try bytes(of: try #require(try await prepare(picture, settings, threads: 4)))
    #expect(one == four)
  }

  @Test(
    "an untagged picture is turned by hand", .enabled(if: hasVips, "`vips` is not installed"),
    arguments: [(6, Turn.clockwise), (3, .half), (8, .counterclockwise)])
  func untagged(_ orientation: Int, _ turn: Turn) async throws {
    var settings = PreparationSettings()
    settings.rotation = .untagged(turn)
    let image = try #require(try await prepare(Self.stored(orientation, tagged: nil).bytes, settings))
    try await expectUpright(try bytes(of: image), "untagged \(orientation)")
    #expect(image.recipe.hasSuffix(" \(turn.name)"))
  }

  @Test("alpha becomes white, and 16 bits become 8", .enabled(if: hasVips, "`vips` is not installed"))
  func colors() async throws {
    let clear = TestImages.PNG(size: PixelSize(width: 32, height: 32), kind: 6, pixel: { _, _ in [0, 0, 0, 0] })
    let white = try await pixels(try bytes(of: try #require(try await prepare(clear.bytes)))).pixels
    #expect(white.allSatisfy { $0 > 250 })
    let deep = TestImages.PNG(
      size: PixelSize(width: 32, height: 32), bits: 16, kind: 2, pixel: { _, _ in [0x80, 0, 0x40, 0, 0xC0, 0] })
    let pixel = try await pixels(try bytes(of: try #require(try await prepare(deep.bytes)))).pixels.prefix(3)
    #expect(difference(pixel, [0x80, 0x40, 0xC0]) < 8, "\(Array(pixel))")
  }

  @Test(
    "a sample that is no alpha hides nothing of a TIFF, and one that is does",
    .enabled(if: hasVips, "`vips` is not installed"),
    arguments: [(2, nil, [200, 40, 90]), (2, 0, [200, 40, 90]), (2, 2, [255, 255, 255]), (1, 0, [120, 120, 120])]
      as [(Int, Int?, [UInt8])])
  func extraSample(_ colors: Int, _ extra: Int?, _ expected: [UInt8]) async throws {
    var picture = TestImages.TIFF(colors: colors, pixel: colors == 2 ? [200, 40, 90, 0] : [120, 0])
    picture.orientation = 6
    picture.entries = extra.map { [(338, 3, $0)] } ?? []
    let image = try #require(try await prepare(picture.bytes))
    let (size, pixels) = try await pixels(try bytes(of: image))
    #expect(size == PixelSize(width: 20, height: 30))
    #expect(difference(pixels.prefix(3), expected) < 8, "\(pixels.prefix(3))")
    #expect(image.recipe.contains("samples 1-\(colors == 2 ? 3 : 1)") == (extra != 2))
  }

  @Test(
    "a picture's own profile counts, and one without is left as it is",
    .enabled(if: hasVips, "`vips` is not installed"), arguments: [".png", ".jpg"])
  func profiles(_ ending: String) async throws {
    let plain = TestImages.PNG(size: PixelSize(width: 32, height: 32), kind: 2, pixel: { _, _ in [30, 180, 30] })
    var settings = PreparationSettings()
    settings.longSide = 16
    // The same numbers are another green in Display P3.
    for (option, color) in [("", [30, 180, 30]), ("[profile=p3]", [0, 183, 0])] as [(String, [UInt8])] {
      var child = ChildProcess(
        FilePath(try #require(await tools.value.vips).path), arguments: ["copy", "stdin", ending + option],
        deadline: .seconds(60))
      child.input = plain.bytes
      child.outputLimit = 1 << 20
      let picture = try await child.run().output
      let pixel = try await pixels(try bytes(of: try #require(try await prepare(picture, settings)))).pixels.prefix(3)
      #expect(difference(pixel, color) < 12, "\(ending)\(option): \(Array(pixel))")
    }
  }

  @Test("the same picture gives the same bytes", .enabled(if: hasVips, "`vips` is not installed"))
  func deterministic() async throws {
    let picture = TestImages.TIFF(size: PixelSize(width: 400, height: 300)).bytes
    var settings = PreparationSettings()
    settings.longSide = 100
    let (first, second) = (try await prepare(picture, settings), try await prepare(picture, settings))
    #expect(try bytes(of: try #require(first)) == bytes(of: try #require(second)))
    #expect(first?.size == PixelSize(width: 100, height: 75))
  }
}

/// The largest difference between samples.
private func difference(_ one: ArraySlice<UInt8>, _ other: some Sequence<UInt8>) -> Int {
  var largest = 0
  for (left, right) in zip(one, other) { largest = max(largest, abs(Int(left) - Int(right))) }
  return largest
}
