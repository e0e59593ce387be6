import Foundation
import TestSupport
import Testing

@testable import Dashboard

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("images of a run")
struct ImageTests {
  @Test(
    "a record's name never leads out of the input folder",
    arguments: [
      "../secret.jpg", "a/../../secret.jpg", "/etc/passwd", "a//b.jpg", "./a.jpg", "a/.", "..", "", "a\u{0}.jpg",
    ])
  func badNames(name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("secret.jpg", TinyImage.jpeg(1))
    try folder.write("sheets/a/x.jpg", TinyImage.jpeg(1))
    guard case .failure(.badName) = ImageFolder(folder.path("sheets")).open(name) else {
      Issue.record("`\(name)` was opened")
      return
    }
  }

  @Test("escapes stand for bytes that are no UTF-8, and for nothing else")
  func escapes() {
    #expect(ImageFolder.paths(of: "a\\xff.jpg") == [Array("a\\xff.jpg".utf8), [0x61, 0xFF, 0x2E, 0x6A, 0x70, 0x67]])
    #expect(ImageFolder.paths(of: "a\\x2fb.jpg") == [Array("a\\x2fb.jpg".utf8)])
    #expect(ImageFolder.paths(of: "\\x2e\\x2e/b.jpg") == [Array("\\x2e\\x2e/b.jpg".utf8)])
    #expect(ImageFolder.paths(of: "a\\xf").count == 1)
  }

  @Test("an image whose file name is no UTF-8 is found by its record's name")
  func rawName() throws {
    let folder = try TemporaryFolder()
    let path = Array(folder.path.utf8) + Array("/caf".utf8) + [0xE9] + Array(".jpg".utf8)
    let descriptor = unsafe open(path.map { CChar(bitPattern: $0) } + [0], O_WRONLY | O_CREAT, 0o600)
    // Some file systems take UTF-8 only.
    guard descriptor >= 0 else { return }
    FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).write(Data(TinyImage.jpeg(1, size: 50)))
    #expect(try ImageFolder(folder.path).open("caf\\xe9.jpg").get().count == TinyImage.jpeg(1, size: 50).count)
  }

  @Test("what is no image is not opened, whatever its name: a text, a folder, a pipe, nothing")
  func noImages() throws {
    let folder = try TemporaryFolder()
    try folder.write("text.jpg", "root:x:0:0")
    try folder.write("folder.jpg/x", "")
    unsafe mkfifo(folder.path("pipe.jpg"), 0o600)
    let images = ImageFolder(folder.path)
    let expected: [(String, ImageAbsence)] = [
      ("text.jpg", .notAnImage), ("folder.jpg", .unreadable), ("pipe.jpg", .unreadable), ("none.jpg", .missing),
    ]
    for (name, absence) in expected {
      guard case .failure(let found) = images.open(name) else {
        Issue.record("\(name) was opened")
        continue
      }
      #expect(found == absence, "\(name)")
    }
    guard case .failure(.noFolder) = ImageFolder(nil).open("a.jpg") else {
      Issue.record("opened without a folder")
      return
    }
  }

  @Test("the thumbnail inside a JPEG is found in both byte orders", arguments: [true, false])
  func thumbnail(isLittle: Bool) throws {
    let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 0xDB, 1, 2, 3, 0xFF, 0xD9]
    #expect(EmbeddedThumbnail.find(in: ExifFile.jpeg(picture, orientation: 1, isLittle: isLittle)) == picture)
  }

  @Test("a thumbnail carries its file's orientation in a tag of its own", arguments: 2...8)
  func orientation(number: Int) throws {
    let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 0xDB, 1, 2, 3, 0xFF, 0xD9]
    let found = try #require(EmbeddedThumbnail.find(in: ExifFile.jpeg(picture, orientation: number, isLittle: true)))
    #expect(found.starts(with: [0xFF, 0xD8, 0xFF, 0xE1]))
    #expect(Array(found.suffix(picture.count - 2)) == Array(picture[2...]))
    // The tag as the browser reads it: big-endian, in the only entry of the only directory.
    #expect(found[16...].starts(with: [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(number)]))
    #expect(found.count == picture.count + 2 + Int(found[5]))
  }

  @Test("a file cut at any byte, or with any byte changed, gives a thumbnail or none and never a crash")
  func damagedFiles() {
    let whole = ExifFile.jpeg([0xFF, 0xD8, 0xFF, 0xDB, 1, 2, 3, 0xFF, 0xD9], orientation: 6, isLittle: false)
    for length in 0..<(whole.count - 4) { #expect(EmbeddedThumbnail.find(in: Array(whole.prefix(length))) == nil) }
    for position in whole.indices {
      for value: UInt8 in [0, 0x7F, 0x80, 0xFF] {
        var damaged = whole
        damaged[position] = value
        #expect((EmbeddedThumbnail.find(in: damaged)?.count ?? 0) < 200)
      }
    }
  }

  @Test("a small file is its own thumbnail, a large one without a picture inside has none")
  func sizes() throws {
    let folder = try TemporaryFolder()
    try folder.write("small.png", TinyImage.png(1))
    try folder.write("large.jpg", TinyImage.jpeg(1, size: Thumbnail.largestWhole + 1))
    guard case .whole = Thumbnail(ImageFolder(folder.path).open("small.png")),
      case .none(let why) = Thumbnail(ImageFolder(folder.path).open("large.jpg"))
    else {
      Issue.record("taken for something else")
      return
    }
    #expect(why.contains("large"))
  }
}

/// A JPEG with an Exif segment: one directory with the orientation, one with the thumbnail.
enum ExifFile {
  static func jpeg(_ thumbnail: [UInt8], orientation: Int, isLittle: Bool) -> [UInt8] {
    func number(_ value: Int, _ size: Int) -> [UInt8] {
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
      return isLittle ? bytes : bytes.reversed()
    }
    func entry(_ tag: Int, _ type: Int, _ value: Int) -> [UInt8] {
      number(tag, 2) + number(type, 2) + number(1, 4) + number(value, type == 3 ? 2 : 4)
        + (type == 3 ? [0, 0] as [UInt8] : [])
    }
    let header = (isLittle ? [0x49, 0x49, 0x2A, 0] : [0x4D, 0x4D, 0, 0x2A]) as [UInt8]
    let first = number(1, 2) + entry(0x0112, 3, orientation) + number(26, 4)
    let second = number(2, 2) + entry(0x0201, 4, 26 + 30) + entry(0x0202, 4, thumbnail.count) + number(0, 4)
    let tiff = header + number(8, 4) + first + second + thumbnail
    let length = tiff.count + 8
    let jfif: [UInt8] = [0xFF, 0xE0, 0, 6, 0x4A, 0x46, 0x49, 0x46]
    return [0xFF, 0xD8] + jfif + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + Array("Exif".utf8) + [0, 0]
      + tiff
      + [0xFF, 0xDA, 0, 2]
  }
}
