import Testing

@testable import Imaging

@Suite("What becomes of a picture follows from its facts")
struct TreatmentTests {
  private func plain(_ format: ImageFormat = .jpeg, _ width: Int = 1600, _ height: Int = 1072) -> ImageFacts {
    var facts = ImageFacts(format: format, size: PixelSize(width: width, height: height))
    if format == .jpeg { facts.jpegUnit = PixelSize(width: 16, height: 16) }
    return facts
  }

  private func treat(
    _ facts: ImageFacts, bytes: Int = 100_000, _ settings: PreparationSettings = PreparationSettings()
  ) -> Treatment { Treatment(ImageInspection(facts: facts, damage: nil), byteCount: bytes, settings: settings) }

  @Test("an upright picture of common kind and size goes out as it is", arguments: [ImageFormat.jpeg, .png, .webp])
  func untouched(_ format: ImageFormat) { #expect(treat(plain(format)) == .untouched) }

  @Test("each thing that a model might see otherwise is prepared")
  func prepared() {
    let changes: [(String, (inout ImageFacts) -> Void)] = [
      ("16 bits", { $0.bits = 16 }), ("palette", { $0.colors = .palette }), ("CMYK", { $0.colors = .cmyk }),
      ("alpha", { $0.hasAlpha = true }), ("two frames", { $0.frames = 2 }), ("a doubt", { $0.doubt = "garbage" }),
      ("a long side", { $0.size = PixelSize(width: 2000, height: 3073) }), ("GIF", { $0.format = .gif }),
      ("TIFF", { $0.format = .tiff }), ("HEIC", { $0.format = .heic }), ("JPEG 2000", { $0.format = .jpeg2000 }),
    ]
    for (name, change) in changes {
      var facts = plain()
      change(&facts)
      guard case .converted = treat(facts) else {
        Issue.record("\(name): \(treat(facts))")
        continue
      }
    }
    guard case .converted = treat(plain(), bytes: 3_750_001) else { return #expect(Bool(false), "3.75 MB and more") }
  }

  @Test("a JPEG on its side is turned without loss where its edges allow, else made anew", arguments: 2...8)
  func turned(_ orientation: Int) throws {
    var facts = plain(.jpeg, 1600, 1072)
    facts.orientation = orientation
    let turn = try #require(Turn(rawValue: orientation))
    guard case .turned(turn, orElse: _) = treat(facts) else { return #expect(Bool(false)) }
    facts.size = PixelSize(width: 1601, height: 1069)
    if turn == .transposed {
      guard case .turned(turn, orElse: _) = treat(facts) else { return #expect(Bool(false)) }
    } else {
      let expected = turn.swapsSides ? PixelSize(width: 1069, height: 1601) : PixelSize(width: 1601, height: 1069)
      guard case .converted(let conversion) = treat(facts) else { return #expect(Bool(false)) }
      #expect(conversion.size == expected)
      #expect(conversion.calls().count == 1)
    }
  }

  @Test("--rotate 90 turns what has no tag and leaves what has one to it; --rotate 0 turns nothing")
  func rotation() {
    var settings = PreparationSettings()
    settings.rotation = .untagged(.clockwise)
    guard case .turned(.clockwise, orElse: _) = treat(plain(), settings) else { return #expect(Bool(false)) }
    var tagged = plain()
    tagged.orientation = 8
    guard case .turned(.counterclockwise, orElse: _) = treat(tagged, settings) else { return #expect(Bool(false)) }
    settings.rotation = .none
    guard case .converted(let conversion) = treat(tagged, settings) else { return #expect(Bool(false)) }
    #expect(conversion.calls().first?.last == "--no-rotate")
    #expect(conversion.size == PixelSize(width: 1600, height: 1072))
    #expect(treat(plain(), settings) == .untouched)
  }

  @Test("a turn by hand of what must be made anew is a second call")
  func secondCall() {
    var settings = PreparationSettings()
    settings.rotation = .untagged(.counterclockwise)
    var facts = plain(.tiff, 7000, 5000)
    facts.bits = 16
    guard case .converted(let conversion) = treat(facts, settings) else { return #expect(Bool(false)) }
    #expect(conversion.size == PixelSize(width: 2194, height: 3072))
    let calls = conversion.calls()
    #expect(calls.count == 2)
    #expect(calls[0][2] == ".tif")
    #expect(calls[1] == ["rot", "/dev/fd/0", ".jpg[Q=85,strip,optimize_coding,background=255]", "d270"])
  }

  @Test("the call to libvips is the one whose traps were measured")
  func call() {
    guard case .converted(let conversion) = treat(plain(.tiff, 7000, 10_234)) else { return #expect(Bool(false)) }
    #expect(
      conversion.calls() == [
        [
          "thumbnail", "/dev/fd/0", ".jpg[Q=85,strip,optimize_coding,background=255]", "3072", "--height", "3072",
          "--size", "both", "--fail-on", "truncated", "--import-profile", "srgb", "--export-profile", "srgb",
        ]
      ])
    #expect(conversion.size == PixelSize(width: 2101, height: 3072))
    #expect(conversion.recipe(tool: "vips-8.14.1") == "vips-8.14.1 L3072 Q85")
  }

  @Test(
    "colours go through a profile but where none is in the file, and each has 8 bits",
    arguments: [(nil, 8, true), (true, 8, true), (false, 8, false), (false, 16, true)])
  func profile(isInFile: Bool?, bits: Int, isUsed: Bool) {
    var facts = plain(.tiff, 7000, 10_234)
    (facts.hasProfile, facts.bits) = (isInFile, bits)
    guard case .converted(let conversion) = treat(facts) else { return #expect(Bool(false)) }
    #expect(conversion.calls()[0].contains("--import-profile") == isUsed)
  }

  @Test("no picture is made larger")
  func neverLarger() {
    guard case .converted(let conversion) = treat(plain(.tiff, 40, 30)) else { return #expect(Bool(false)) }
    #expect(conversion.size == PixelSize(width: 40, height: 30))
    #expect(conversion.calls()[0][3] == "40")
  }

  @Test("without a long side, only the service's own bound in bytes holds")
  func original() {
    var settings = PreparationSettings()
    settings.longSide = nil
    #expect(treat(plain(.jpeg, 7008, 10_240), bytes: 13 << 20, settings) == .untouched)
    guard case .converted(let conversion) = treat(plain(.tiff, 7008, 10_240), bytes: 215 << 20, settings) else {
      return #expect(Bool(false))
    }
    #expect(conversion.size.longSide == 10_240)
  }

  @Test("originals on demand: what services take goes out, however large it is drawn")
  func originals() {
    var settings = PreparationSettings()
    settings.sendsOriginals = true
    var facts = plain(.gif, 9000, 9000)
    facts.frames = 7
    #expect(treat(facts, settings) == .untouched)
    #expect(treat(facts, bytes: 31 << 20, settings) == .refused(.tooManyBytes(31 << 20)))
    guard case .converted = treat(plain(.tiff), settings) else { return #expect(Bool(false)) }
  }

  @Test("camera raw, PDF, foreign types, damage and bombs are refused with a kind and a way out")
  func refused() throws {
    func kind(_ facts: ImageFacts, _ damage: ImageDamage? = nil) -> PreparationFailure.Kind? {
      let inspection = ImageInspection(facts: facts, damage: damage)
      guard case .refused(let failure) = Treatment(inspection, byteCount: 1, settings: .init()) else { return nil }
      #expect(!failure.hint.isEmpty)
      return failure.kind
    }
    #expect(kind(ImageFacts(format: .cameraRaw("NEF"))) == .cameraRaw)
    #expect(kind(ImageFacts(format: .pdf)) == .pdf)
    #expect(kind(ImageFacts(format: .otherImage("BMP"))) == .unsupportedType)
    #expect(kind(ImageFacts(format: .noImage("text"))) == .unsupportedType)
    #expect(kind(plain(), .truncated(at: 7)) == .truncated)
    #expect(kind(plain(), .damaged("is odd")) == .damaged)
    #expect(kind(plain(.png, 100_000, 100_000)) == .tooLarge)
    #expect(kind(plain(.png, 1 << 40, 1 << 40)) == .tooLarge)
  }

  @Test("what the machine lacks is told before the first request")
  func tools() {
    let facts = plain(.jpeg2000)
    let old = ConverterTools(vips: .init(path: "/usr/bin/vips", version: "8.14.1"))
    let new = ConverterTools(vips: .init(path: "/usr/bin/vips", version: "8.16.0"))
    #expect(ConverterTools().obstacle(to: treat(plain(.tiff)))?.kind == .converterMissing)
    #expect(old.obstacle(to: treat(plain(.tiff))) == nil)
    #expect(old.obstacle(to: treat(facts))?.kind == .converterMissing)
    #expect(new.obstacle(to: treat(facts)) == nil)
    #expect(ConverterTools().obstacle(to: treat(plain())) == nil)
    var tagged = plain()
    tagged.orientation = 6
    #expect(old.obstacle(to: treat(tagged)) == nil)
    #expect(ConverterTools(jpegtran: .init(path: "jpegtran", version: "2.1.5")).obstacle(to: treat(tagged)) == nil)
    #expect(ConverterTools().obstacle(to: treat(tagged))?.kind == .converterMissing)
  }

  @Test(
    "versions are read from what the programs print",
    arguments: [
      ("vips-8.14.1", "8.14.1"), ("vips 8.17.0-Sat\n", "8.17.0"),
      ("libjpeg-turbo version 2.1.5 (build 20230203)", "2.1.5"), ("", nil),
    ] as [(String, String?)])
  func versions(_ output: String, _ expected: String?) { #expect(ConverterTools.version(in: output) == expected) }
}
