import Testing

@testable import Imaging

@Suite("A file's type is told by its content")
struct FormatTests {
  @Test(
    "each type is told by its first bytes",
    arguments: [
      ([0xFF, 0xD8, 0xFF, 0xE0], .jpeg), ([0x49, 0x49, 0x2B, 0, 8, 0, 0, 0], .bigTIFF),
      ([0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8], .tiff), ([0xFF, 0x4F, 0xFF, 0x51, 0], .jpeg2000Stream),
      (bytes("\0\0\0\u{0C}jP  \r\n..\n"), .jpeg2000), (bytes("\0\0\0\u{18}ftypheic\0\0\0\0mif1heic"), .heic),
      (bytes("\0\0\0\u{18}ftypmsf1\0\0\0\0mif1msf1"), .heic),
      (bytes("\0\0\0\u{1C}ftypmif1\0\0\0\0avifmif1miaf"), .avif),
      (bytes("\0\0\0\u{18}ftypcrx \0\0\0\u{01}crx isom"), .cameraRaw("CR3")),
      (bytes("II\u{1A}\0\0\0HEAPCCDR"), .cameraRaw("CRW")), (bytes("FUJIFILMCCD-RAW 0201"), .cameraRaw("RAF")),
      (bytes("\0MRM\0\0"), .cameraRaw("MRW")), (bytes("FOVb\0"), .cameraRaw("X3F")),
      (bytes("IIRO\u{08}\0"), .cameraRaw("ORF")),
      (bytes("%PDF-1.7\n"), .pdf), (bytes("\n\n%PDF-1.4"), .pdf), (bytes("8BPS\0\u{01}"), .otherImage("Photoshop")),
      (bytes("<!DOCTYPE html><html>404"), .noImage("HTML, perhaps an error page")),
      (bytes("catalog,label\n"), .noImage("text")),
      ([0, 0, 0, 0, 0, 0], .noImage("of zeros only")), ([], .noImage("an empty file")),
    ] as [([UInt8], ImageFormat)])
  func signature(_ bytes: [UInt8], _ expected: ImageFormat) { #expect(ImageFormat(signature: bytes) == expected) }

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
}
