import Foundation
import SystemLayer
import TestSupport
import Testing

@testable import Extraction
@testable import Imaging

@Suite("Prepared images are kept by content and recipe, within a bound")
struct ImageCacheTests {
  private let folder: TemporaryFolder
  private let recipe = PreparationRecipe(name: "vips-8.14.1 L8 Q85", key: "k", size: PixelSize(width: 8, height: 8))

  init() throws { folder = try TemporaryFolder() }

  private var place: FilePath { FilePath(folder.path).appending("cache") }

  /// One that a program has made by `recipe`.
  private func prepared(_ number: Int, size: Int = 1000) throws -> PreparedImage {
    let path = try folder.write("made-\(number).jpg", TinyImage.jpeg(number, size: size))
    return try .checked(try OpenFile(reading: FilePath(path)), "vips", recipe)
  }

  private var files: [String] {
    (FileManager.default.enumerator(atPath: place.string)?.compactMap { $0 as? String } ?? []).filter {
      $0.hasSuffix(".jpg")
    }
  }

  @Test("what was kept comes back byte for byte, for the same file and the same recipe alone")
  func kept() throws {
    let cache = try ImageCache(place, bound: 1 << 20)
    #expect(cache.image(of: "a", made: recipe) == nil)
    cache.keep(try prepared(1), of: "a", made: recipe)
    let image = try #require(try ImageCache(place, bound: 1 << 20).image(of: "a", made: recipe))
    #expect(try image.read(at: 0, count: 2000) == TinyImage.jpeg(1, size: 1000))
    #expect(image.recipe == recipe.name)
    #expect(cache.image(of: "b", made: recipe) == nil)
    let other = PreparationRecipe(name: recipe.name, key: "--no-rotate", size: recipe.size)
    #expect(cache.image(of: "a", made: other) == nil)
    #expect(cache.failure == nil)
  }

  @Test("what another program made in the place of one is not kept under its name")
  func standIn() throws {
    let cache = try ImageCache(place, bound: 1 << 20)
    cache.keep(
      try prepared(1), of: "a",
      made: PreparationRecipe(name: "jpegtran-2.1.5 turned 90", key: "k", size: recipe.size))
    #expect(files.isEmpty)
  }

  @Test("a cut entry is no picture, and goes")
  func damaged() throws {
    let cache = try ImageCache(place, bound: 1 << 20)
    cache.keep(try prepared(1), of: "a", made: recipe)
    let name = try #require(files.first)
    try folder.write("cache/" + name, Array(TinyImage.jpeg(1, size: 1000).prefix(700)))
    #expect(cache.image(of: "a", made: recipe) == nil)
    #expect(files.isEmpty)
  }

  @Test("those that were used longest ago go first, until the others are within the bound")
  func bound() throws {
    let cache = try ImageCache(place, bound: 1 << 20)
    for number in 0..<5 { cache.keep(try prepared(number), of: "\(number)", made: recipe) }
    for name in files {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -1000)], ofItemAtPath: place.appending(name).string)
    }
    for used in ["1", "3"] { #expect(cache.image(of: used, made: recipe) != nil) }
    let smaller = try ImageCache(place, bound: 2500)
    #expect(files.count == 2)
    for used in ["1", "3"] { #expect(smaller.image(of: used, made: recipe) != nil) }
  }

  @Test("a process that fills it looks after the bound itself")
  func filling() throws {
    let cache = try ImageCache(place, bound: 3000)
    for number in 0..<10 { cache.keep(try prepared(number), of: "\(number)", made: recipe) }
    #expect((1...3).contains(files.count))
  }

  @Test("what a killed process was writing goes after an hour, and nothing else is touched")
  func leftovers() throws {
    _ = try ImageCache(place, bound: 1000)
    let (old, young) = (
      "cache/ab/.\(String(repeating: "0", count: 64)).jpg.1.new",
      "cache/ab/.\(String(repeating: "1", count: 64)).jpg.2.new"
    )
    let others = ["cache/ab/notes.txt", "cache/readme.new", "cache/ab/sheet.jpg", "cache/ab/.sheet.jpg.1.new"]
    for name in [old, young] + others {
      try folder.write(name, "half")
      let age: TimeInterval = name == young ? 60 : 7200
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: folder.path(name))
    }
    _ = try ImageCache(place, bound: 1)
    #expect(FileManager.default.fileExists(atPath: folder.path(old)) == false)
    for name in [young] + others {
      #expect(FileManager.default.fileExists(atPath: folder.path(name)), "\(name)")
    }
  }

  @Test("a folder that holds anything else is no cache, and nothing in it is touched")
  func othersFolder() throws {
    for name in ["store/0a/sheet.jpg", "store/\(hex(200))/\(String(repeating: "a", count: 64)).jpg"] {
      try folder.write(name, "a sheet")
    }
    let store = FilePath(folder.path("store"))
    #expect(throws: SystemError.self) { try ImageCache(store, bound: 0) }
    #expect(FileManager.default.fileExists(atPath: folder.path("store/0a/sheet.jpg")))
    #expect(!FileManager.default.fileExists(atPath: folder.path("store/CACHEDIR.TAG")))
  }

  @Test("a cache that lies among the sheets is none of them")
  func amongSheets() throws {
    try folder.write("sheet.jpg", TinyImage.jpeg(1, size: 1000))
    let cache = try ImageCache(FilePath(folder.path("kept")), bound: 1 << 20)
    cache.keep(try prepared(1), of: "a", made: recipe)
    try FileManager.default.removeItem(atPath: folder.path("made-1.jpg"))
    var walk = FolderWalk(root: folder.path, skipping: "/nowhere")
    walk.run()
    #expect(walk.specimens.map(\.name.text) == ["sheet.jpg"])
    #expect(walk.passedOver[.otherPrograms] == 1)
  }

  @Test("a disk that takes no more is remembered, and costs nothing but the keeping")
  func unwritable() throws {
    let cache = try ImageCache(place, bound: 1 << 20)
    // Files stand where the folders would be.
    for first in 0..<256 { try folder.write("cache/" + hex(first), "") }
    cache.keep(try prepared(1), of: "a", made: recipe)
    #expect(cache.failure != nil)
    #expect(cache.image(of: "a", made: recipe) == nil)
  }

  private func hex(_ number: Int) -> String { (number < 16 ? "0" : "") + String(number, radix: 16) }
}
