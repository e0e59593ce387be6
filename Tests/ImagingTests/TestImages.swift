@testable import Imaging

/// Pictures made byte by byte, so that each test says what is in its file.
enum TestImages {
  /// A grey JPEG: each block in two bits, a code for "as before" and one for "nothing more".
  struct JPEG {
    var size = PixelSize(width: 64, height: 48)
    /// Sampling factors of each component, as in the frame header.
    var sampling: [UInt8] = [0x22, 0x11, 0x11]
    var frameMarker: UInt8 = 0xC0
    var orientation: UInt8?
    var restartInterval = 0
    /// Put between two segments.
    var garbage: [UInt8] = []
    var bits: UInt8 = 8

    var bytes: [UInt8] { head + scan + [0xFF, 0xD9] }

    var head: [UInt8] {
      var bytes: [UInt8] = [0xFF, 0xD8]
      if let orientation { bytes += segment(0xE1, Array("Exif\0\0".utf8) + TestImages.exif(orientation)) }
      bytes += segment(0xDB, [0] + [UInt8](repeating: 1, count: 64)) + garbage
      bytes += segment(
        frameMarker,
        [bits] + big16(size.height) + big16(size.width) + [UInt8(sampling.count)]
          + sampling.enumerated().flatMap { [UInt8($0.offset + 1), $0.element, 0] })
      // One code of one bit in each: "difference of 0 bits", "end of block".
      let table = [1] + [UInt8](repeating: 0, count: 15) + [0]
      bytes += segment(0xC4, [0x00] + table + [0x10] + table)
      if restartInterval > 0 { bytes += segment(0xDD, big16(restartInterval)) }
      return bytes + segment(0xDA, scanHeader)
    }

    private var scanHeader: [UInt8] {
      let ending: [UInt8] = frameMarker == 0xC2 ? [0, 0, 0] : [0, 63, 0]
      return [UInt8(sampling.count)] + sampling.indices.flatMap { [UInt8($0 + 1), 0] } + ending
    }

    /// The data, with restart marks where there is an interval.
    var scan: [UInt8] {
      let across = sampling.map { Int($0 >> 4) }.max() ?? 1
      let down = sampling.map { Int($0 & 0xF) }.max() ?? 1
      let units = { (length: Int, unit: Int) in (length + unit - 1) / unit }
      let count =
        sampling.count == 1
        ? units(size.width, 8) * units(size.height, 8) : units(size.width, 8 * across) * units(size.height, 8 * down)
      let blocks = sampling.count == 1 ? 1 : sampling.reduce(0) { $0 + Int($1 >> 4) * Int($1 & 0xF) }
      guard restartInterval > 0 else { return data(units: count, blocks: blocks) }
      return stride(from: 0, to: count, by: restartInterval).flatMap { first -> [UInt8] in
        let mark: [UInt8] = first == 0 ? [] : [0xFF, 0xD0 + UInt8((first / restartInterval - 1) & 7)]
        return mark + data(units: min(restartInterval, count - first), blocks: blocks)
      }
    }

    /// Zeros, filled up with ones at the end.
    private func data(units: Int, blocks: Int) -> [UInt8] {
      let bits = units * blocks * (frameMarker == 0xC2 ? 1 : 2)
      let whole = [UInt8](repeating: 0, count: bits / 8)
      return bits.isMultiple(of: 8) ? whole : whole + [0xFF >> UInt8(bits % 8)]
    }

    func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
      [0xFF, marker] + big16(content.count + 2) + content
    }
  }

  /// An EXIF block with nothing but an orientation.
  static func exif(_ orientation: UInt8) -> [UInt8] {
    [0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
  }

  /// The ways in which files say how they lie.
  enum Tag: String, CaseIterable {
    case exif, profileText, packedText, internationalText, xmp

    /// As a chunk of a PNG.
    func chunk(_ orientation: UInt8) -> (name: String, content: [UInt8]) {
      let profile = Array("Raw profile type exif\0".utf8)
      return switch self {
      case .exif: ("eXIf", TestImages.exif(orientation))
      case .profileText: ("tEXt", profile + TestImages.rawProfile(orientation))
      case .packedText: ("zTXt", profile + [0] + TestImages.packed(TestImages.rawProfile(orientation)))
      case .internationalText: ("iTXt", profile + [1, 0, 0, 0] + TestImages.packed(TestImages.rawProfile(orientation)))
      case .xmp: ("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0".utf8) + TestImages.xmp(orientation))
      }
    }
  }

  static func xmp(_ orientation: UInt8) -> [UInt8] {
    Array("<x:xmpmeta><rdf:Description tiff:Make=\"x\" tiff:Orientation=\"\(orientation)\"/></x:xmpmeta>".utf8)
  }

  /// An EXIF block in hexadecimal digits, as ImageMagick writes it.
  static func rawProfile(_ orientation: UInt8) -> [UInt8] {
    let block = Array("Exif\0\0".utf8) + exif(orientation)
    let digits = block.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return Array("\nexif\n      \(block.count)\n\(digits.prefix(36))\n\(digits.dropFirst(36))\n".utf8)
  }

  /// In one stored block of zlib's format.
  static func packed(_ bytes: [UInt8]) -> [UInt8] {
    var (a, b) = (1, 0)
    for byte in bytes {
      a = (a + Int(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return [0x78, 0x01, 1] + little(bytes.count, 2) + little(bytes.count ^ 0xFFFF, 2) + bytes + big16(b) + big16(a)
  }

  /// A PNG with its pixels as they are ("stored" blocks of RFC 1951).
  struct PNG {
    var size = PixelSize(width: 20, height: 10)
    var bits: UInt8 = 8
    /// 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha.
    var kind: UInt8 = 2
    /// Chunks before the pixels.
    var extra: [(name: String, content: [UInt8])] = []
    /// The samples of a pixel, one or two bytes each.
    var pixel: (_ x: Int, _ y: Int) -> [UInt8] = { x, y in [UInt8(x & 255), UInt8(y & 255), 128] }

    var bytes: [UInt8] { signature + chunk("IHDR", header) + middle + chunk("IEND", []) }

    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    var header: [UInt8] { big32(size.width) + big32(size.height) + [bits, kind, 0, 0, 0] }

    private var middle: [UInt8] {
      extra.flatMap { chunk($0.name, $0.content) } + chunk("IDAT", compressed)
    }

    private var compressed: [UInt8] {
      var rows: [UInt8] = []
      for y in 0..<size.height {
        rows.append(0)
        for x in 0..<size.width { rows += pixel(x, y) }
      }
      var bytes: [UInt8] = [0x78, 0x01]
      for start in stride(from: 0, to: rows.count, by: 65_535) {
        let piece = rows[start..<min(rows.count, start + 65_535)]
        bytes.append(start + piece.count == rows.count ? 1 : 0)
        bytes += little(piece.count, 2) + little(piece.count ^ 0xFFFF, 2)
        bytes += piece
      }
      var (a, b) = (1, 0)
      for byte in rows {
        a = (a + Int(byte)) % 65_521
        b = (b + a) % 65_521
      }
      return bytes + big16(b) + big16(a)
    }

    func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
      let body = Array(name.utf8) + content
      var checksum = CRC32()
      unsafe body.withUnsafeBytes { unsafe checksum.update($0) }
      return big32(content.count) + body + big32(Int(checksum.value))
    }
  }

  /// A little-endian TIFF of one strip a page, eight bits.
  struct TIFF {
    var size = PixelSize(width: 30, height: 20)
    var pages = 1
    var orientation: Int?
    /// PhotometricInterpretation, and the samples of each pixel.
    var colors = 1
    var pixel: [UInt8] = [0x80]
    /// Further entries of the first page: tag, type, value.
    var entries: [(tag: Int, type: Int, value: Int)] = []

    var bytes: [UInt8] {
      var bytes: [UInt8] = [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0]
      for page in 0..<pages {
        var all: [(tag: Int, type: Int, value: Int)] = [
          (256, 3, size.width), (257, 3, size.height), (258, 3, 8), (259, 3, 1), (262, 3, colors),
          (277, 3, pixel.count), (278, 3, size.height), (279, 4, size.pixels * pixel.count),
        ]
        if let orientation { all.append((274, 3, orientation)) }
        if page == 0 { all += entries }
        let pixels = bytes.count + 2 + (all.count + 1) * 12 + 4
        all.append((273, 4, pixels))
        bytes += little(all.count, 2)
        for entry in all.sorted(by: { $0.tag < $1.tag }) {
          bytes += little(entry.tag, 2) + little(entry.type, 2) + little(1, 4) + little(entry.value, 4)
        }
        let next = pixels + size.pixels * pixel.count
        bytes += little(page + 1 < pages ? next : 0, 4) + (0..<size.pixels).flatMap { _ in pixel }
      }
      return bytes
    }
  }
}

func big16(_ number: Int) -> [UInt8] { [UInt8(number >> 8 & 255), UInt8(number & 255)] }
func big32(_ number: Int) -> [UInt8] { big16(number >> 16) + big16(number) }
func little(_ number: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(number >> (8 * $0) & 255) } }

/// The look at bytes in memory.
func look(_ bytes: [UInt8], name: String = "") throws -> ImageInspection {
  try ImageInspection(ArraySource(bytes), name: name)
}
