import TestSupport
import Testing

@testable import Imaging

@Suite("The look at a file tells whole pictures from broken ones")
struct InspectionTests {
  @Test(
    "a JPEG that is whole has its size, colours, unit and orientation told",
    arguments: [
      (TestImages.JPEG(), 3, 16), (TestImages.JPEG(sampling: [0x11]), 1, 8),
      (TestImages.JPEG(sampling: [0x11, 0x11, 0x11, 0x11]), 4, 8), (TestImages.JPEG(frameMarker: 0xC2), 3, 16),
      (TestImages.JPEG(restartInterval: 3), 3, 16),
    ])
  func jpeg(_ image: TestImages.JPEG, _ components: Int, _ unit: Int) throws {
    let result = try look(image.bytes)
    #expect(result.damage == nil)
    #expect(result.facts.doubt == nil)
    #expect(result.facts.size == PixelSize(width: 64, height: 48))
    #expect(result.facts.colors == [1: .grey, 3: .rgb, 4: .cmyk][components])
    #expect(result.facts.jpegUnit == PixelSize(width: unit, height: unit))
  }

  @Test("each orientation of a JPEG is read", arguments: UInt8(1)...8)
  func orientation(_ orientation: UInt8) throws {
    let facts = try look(TestImages.JPEG(orientation: orientation).bytes).facts
    #expect(facts.orientation == Int(orientation))
    let isTurned = orientation >= 5
    #expect(facts.uprightSize == PixelSize(width: isTurned ? 48 : 64, height: isTurned ? 64 : 48))
  }

  @Test("the orientation of a PNG is read wherever programs write it", arguments: TestImages.Tag.allCases, [6, 1, 3])
  func pngTags(_ tag: TestImages.Tag, _ orientation: UInt8) throws {
    let facts = try look(TestImages.PNG(extra: [tag.chunk(orientation)]).bytes).facts
    #expect(facts.orientation == Int(orientation))
    #expect(facts.isTagOverlooked)
  }

  @Test("XMP counts where EXIF says nothing, as an attribute and as an element")
  func xmp() throws {
    let mark = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
    func tagged(_ packet: [UInt8], exif: UInt8? = nil) throws -> ImageFacts {
      let image = TestImages.JPEG(orientation: exif)
      return try look(image.bytes.prefix(2) + image.segment(0xE1, mark + packet) + image.bytes.dropFirst(2)).facts
    }
    #expect(try tagged(TestImages.xmp(8)).orientation == 8)
    #expect(try tagged(TestImages.xmp(8)).isTagOverlooked)
    #expect(try tagged(Array("<tiff:Orientation>3</tiff:Orientation>".utf8)).orientation == 3)
    #expect(try tagged(Array("<tiff:Orientation>9</tiff:Orientation> tiff".utf8)).orientation == nil)
    let both = try tagged(TestImages.xmp(8), exif: 6)
    #expect(both.orientation == 6 && !both.isTagOverlooked)
  }

  @Test("whether a colour profile lies in the file is told")
  func profile() throws {
    let mark = Array("ICC_PROFILE\0\u{1}\u{1}".utf8)
    let jpeg = TestImages.JPEG()
    let tagged = jpeg.bytes.prefix(2) + jpeg.segment(0xE2, mark + [0, 0, 0, 4]) + jpeg.bytes.dropFirst(2)
    let cases: [([UInt8], Bool)] = [
      (jpeg.bytes, false), (Array(tagged), true),
      (TestImages.PNG().bytes, false), (TestImages.PNG(extra: [("iCCP", Array("p\0\0".utf8))]).bytes, true),
      (TestImages.TIFF().bytes, false), (TestImages.TIFF(entries: [(34_675, 7, 0)]).bytes, true),
    ]
    for (number, (bytes, isTold)) in cases.enumerated() {
      #expect(try look(bytes).facts.hasProfile == isTold, "case \(number)")
    }
  }

  @Test("a JPEG cut anywhere is truncated, or damaged where its header is cut")
  func everyCut() throws {
    let bytes = TestImages.JPEG(orientation: 6).bytes
    for length in 3..<bytes.count {
      #expect(try look(Array(bytes.prefix(length))).damage != nil, "cut at \(length) of \(bytes.count)")
    }
  }

  @Test("a JPEG whose second half became zeros is truncated")
  func zeroed() throws {
    let bytes = TestImages.JPEG(size: PixelSize(width: 640, height: 480)).bytes
    let half = Array(bytes.prefix(bytes.count / 2)) + [UInt8](repeating: 0, count: bytes.count / 2)
    #expect(try look(half).damage?.kind == .truncated)
  }

  @Test("a JPEG whose end mark follows half of the data is truncated")
  func endedEarly() throws {
    let image = TestImages.JPEG(size: PixelSize(width: 640, height: 480))
    let bytes = image.head + image.scan.prefix(image.scan.count / 2) + [0xFF, 0xD9]
    #expect(try look(bytes).damage?.kind == .truncated)
  }

  @Test("what decoders get over is a doubt, which a decoder judges")
  func doubts() throws {
    let garbage = try look(TestImages.JPEG(garbage: [1, 2, 3]).bytes)
    #expect(garbage.damage == nil)
    #expect(garbage.facts.doubt == "3 bytes between segments")
    var image = TestImages.JPEG(restartInterval: 3)
    let scan = image.scan
    image.restartInterval = 2
    #expect(try look(image.head + scan + [0xFF, 0xD9]).facts.doubt == "3 restart marks where 5 should be")
    #expect(try look(TestImages.JPEG(frameMarker: 0xC9).bytes).facts.doubt == "an unusual coding (SOF9)")
  }

  @Test("bytes behind a JPEG's end do no harm, and a thumbnail's end mark is not its own")
  func trailing() throws {
    let image = TestImages.JPEG()
    #expect(try look(image.bytes + [UInt8](repeating: 0, count: 5000)).damage == nil)
    let comment = image.segment(0xFE, image.bytes)
    let cut = [0xFF, 0xD8] + comment + image.head.dropFirst(2) + image.scan
    #expect(try look(cut).damage?.kind == .truncated)
  }

  @Test("a PNG that is whole has its size, bits, colours, alpha and orientation told")
  func png() throws {
    let plain = try look(TestImages.PNG().bytes)
    #expect(plain.damage == nil)
    #expect(plain.facts.size == PixelSize(width: 20, height: 10))
    #expect(plain.facts.isPlain)
    let deep = TestImages.PNG(bits: 16, kind: 6, pixel: { _, _ in [UInt8](repeating: 7, count: 8) })
    let facts = try look(deep.bytes).facts
    #expect(facts.bits == 16)
    #expect(facts.hasAlpha)
    let tagged = TestImages.PNG(extra: [("eXIf", TestImages.exif(6)), ("acTL", big32(3) + big32(0))])
    #expect(try look(tagged.bytes).facts.orientation == 6)
    #expect(try look(tagged.bytes).facts.frames == 3)
  }

  @Test("a PNG cut anywhere, or with one bit of its pixels changed, is refused")
  func pngDamage() throws {
    let bytes = TestImages.PNG().bytes
    for length in stride(from: 8, to: bytes.count, by: 7) {
      #expect(try look(Array(bytes.prefix(length))).damage?.kind == .truncated, "cut at \(length)")
    }
    var flipped = bytes
    flipped[bytes.count / 2] ^= 4
    #expect(try look(flipped).damage == .damaged("has a wrong checksum in its chunk `IDAT`"))
  }

  @Test("a wrong checksum of a PNG's remark is a doubt")
  func pngRemark() throws {
    let bytes = TestImages.PNG(extra: [("tEXt", Array("Title\0sheet".utf8))]).bytes
    var changed = bytes
    changed[45] ^= 1
    let result = try look(changed)
    #expect(result.damage == nil)
    #expect(result.facts.doubt == "a wrong checksum in the chunk `tEXt`")
  }

  @Test("a TIFF has its size, pages and orientation told, and its strips lie inside the file")
  func tiff() throws {
    let image = TestImages.TIFF(pages: 3, orientation: 8)
    let facts = try look(image.bytes).facts
    #expect(facts.size == PixelSize(width: 30, height: 20))
    #expect(facts.frames == 3)
    #expect(facts.orientation == 8)
    let single = TestImages.TIFF().bytes
    #expect(try look(Array(single.dropLast(9))).damage?.kind == .truncated)
  }

  @Test(
    "samples behind the colours count as alpha only where a TIFF says so",
    arguments: [
      (2, 3, nil, nil), (2, 4, nil, 3), (2, 4, 0, 3), (2, 4, 1, nil), (2, 4, 2, nil), (2, 5, 2, 4), (2, 5, 0, 3),
      (1, 1, nil, nil), (1, 2, 0, 1), (0, 2, 2, nil), (5, 4, nil, nil), (5, 5, 0, 4), (6, 4, nil, 3), (3, 1, nil, nil),
    ] as [(Int, Int, Int?, Int?)])
  func samples(_ colors: Int, _ count: Int, _ extra: Int?, _ taken: Int?) throws {
    var image = TestImages.TIFF(colors: colors, pixel: [UInt8](repeating: 9, count: count))
    image.entries = [(259, 3, 7)] + (extra.map { [(338, 3, $0)] } ?? [])
    #expect(try look(image.bytes).facts.pictureSamples == taken)
  }

  @Test(
    "codings of which libvips makes another picture are known",
    arguments: [
      (6, 259, 1, "YCbCr colours that are not packed as JPEG"),
      (6, 259, 5, "YCbCr colours that are not packed as JPEG"),
      (6, 259, 6, "the old coding of JPEG"), (2, 259, 6, "the old coding of JPEG"), (1, 259, 6, nil), (6, 259, 7, nil),
      (6, 259, 33_003, nil),
      (2, 259, 5, nil),
      (2, 339, 2, "signed samples"), (1, 339, 2, "signed samples"), (1, 339, 1, nil),
      (1, 339, 3, "samples with a floating point"),
      (2, 339, 3, "samples with a floating point"),
    ] as [(Int, Int, Int, String?)])
  func misread(_ colors: Int, _ tag: Int, _ value: Int, _ expected: String?) throws {
    var image = TestImages.TIFF(colors: colors, pixel: colors == 1 ? [9] : [9, 9, 9])
    image.entries = [(tag, 3, value)]
    let inspection = try look(image.bytes)
    #expect((inspection.facts.misreading == nil) == (expected == nil))
    let treatment = Treatment(inspection, byteCount: image.bytes.count, settings: PreparationSettings())
    if case .refused(let failure) = treatment {
      #expect(failure.kind == .unsupportedType && expected.map(failure.message.contains) == true)
    } else {
      #expect(expected == nil)
    }
  }

  @Test("a smaller version in front of the picture is not sent for it", arguments: [(254, 1), (255, 2)])
  func smallerFirst(_ tag: Int, _ value: Int) throws {
    for pages in 1...2 {
      var image = TestImages.TIFF(pages: pages)
      image.entries = [(tag, 3, value)]
      #expect((try look(image.bytes).facts.misreading == nil) == (pages == 1))
    }
  }

  @Test("levels of a pyramid are no pages")
  func pyramid() throws {
    let first = TestImages.TIFF(size: PixelSize(width: 400, height: 300)).bytes
    // The second page, a quarter of the size, behind the first.
    let level = TestImages.TIFF(size: PixelSize(width: 100, height: 75)).bytes.dropFirst(8)
    var bytes = first + level
    let next = 8 + 2 + 9 * 12
    bytes.replaceSubrange(next..<next + 4, with: little(first.count, 4))
    #expect(try look(bytes).facts.frames == 1)
  }

  @Test("a directory that leads back to itself ends")
  func circle() throws {
    var bytes = TestImages.TIFF().bytes
    let next = 8 + 2 + 9 * 12
    bytes.replaceSubrange(next..<next + 4, with: little(8, 4))
    #expect(try look(bytes).facts.frames == 1)
  }

  @Test(
    "a camera raw inside a TIFF is told by what it holds, or by its name",
    arguments: [
      ([(0xC612, 1, 0x0401)], "a.tif", "DNG"), ([(262, 3, 32_803)], "a.tif", "raw"), ([(259, 3, 34_713)], "", "raw"),
      ([], "DSC_1.NEF", "NEF"), ([], "a.Arw", "ARW"), ([], "a.tif", nil),
    ] as [([(Int, Int, Int)], String, String?)])
  func raw(_ entries: [(Int, Int, Int)], _ name: String, _ expected: String?) throws {
    var image = TestImages.TIFF()
    image.entries = entries.map { (tag: $0.0, type: $0.1, value: $0.2) }
    let format = try look(image.bytes, name: name).facts.format
    #expect(format == expected.map { .cameraRaw($0) } ?? .tiff)
  }

  @Test("a look at the header alone says what will become of a whole picture")
  func header() throws {
    let pictures = [
      TestImages.JPEG(orientation: 6).bytes, TestImages.PNG().bytes, TestImages.TIFF(orientation: 3).bytes,
      TinyImage.jpeg(1, size: 300_000), TinyImage.png(1), TinyImage.tiff(),
    ]
    for picture in pictures {
      let whole = try look(picture)
      #expect(whole.damage == nil)
      #expect(try ImageInspection(ArraySource(picture), depth: .header) == whole)
    }
    // What lies behind the header is not read: a cut is not seen.
    let cut = Array(TestImages.JPEG().bytes.dropLast(3))
    #expect(try ImageInspection(ArraySource(cut), depth: .header).damage == nil)
  }

  @Test("no cut and no changed byte of any picture stops the program", arguments: [1, 2, 3])
  func torture(_ seed: UInt64) throws {
    var random = Xorshift(state: seed)
    let pictures = [
      TestImages.JPEG(orientation: 6, restartInterval: 2).bytes, TestImages.PNG().bytes,
      TestImages.TIFF(pages: 2).bytes,
    ]
    for picture in pictures {
      for _ in 0..<400 {
        var bytes = picture
        for _ in 0...Int.random(in: 0..<6, using: &random) {
          bytes[Int.random(in: 4..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count / 2, using: &random)) }
        _ = try look(bytes)
      }
    }
  }
}

/// The same numbers on every machine (Marsaglia 2003).
private struct Xorshift: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
