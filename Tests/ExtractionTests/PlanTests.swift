import Foundation
import Imaging
import OpenRouter
import SystemLayer
import TestSupport
import Testing

@testable import Extraction

@Suite("the plan")
struct PlanTests {
  private func names(_ folder: TemporaryFolder, runFolder: String = "/nowhere") -> [String] {
    var walk = FolderWalk(root: folder.path, skipping: runFolder)
    walk.run()
    return walk.specimens.map(\.name.text)
  }

  @Test("folders are walked, sorted by path, hidden names and the run folder left out")
  func walk() throws {
    let folder = try TemporaryFolder()
    for name in ["b/x.jpg", "a/x.jpg", "z.png", "a.jpg", ".hidden.jpg", ".cache/y.jpg", "run/raw.jpg", "notes.txt"] {
      try folder.write(name, TinyImage.jpeg(1))
    }
    try folder.write("notes.txt", "hello")
    #expect(names(folder, runFolder: folder.path("run")) == ["a.jpg", "a/x.jpg", "b/x.jpg", "z.png"])
  }

  @Test("an image without an image's name is found by its content, other files are passed over")
  func byContent() throws {
    let folder = try TemporaryFolder()
    try folder.write("scan0001", TinyImage.jpeg(1))
    try folder.write("README", "read me")
    try folder.write("empty", "")
    #expect(names(folder) == ["scan0001"])
  }

  @Test("links are followed, but never in a circle; one that leads nowhere is a specimen that fails")
  func links() throws {
    let folder = try TemporaryFolder()
    let elsewhere = try TemporaryFolder()
    try elsewhere.write("far.jpg", TinyImage.jpeg(1))
    try folder.write("a/near.jpg", TinyImage.jpeg(2))
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder.path("a/up"), withDestinationPath: "..")
    try files.createSymbolicLink(atPath: folder.path("self"), withDestinationPath: "self")
    try files.createSymbolicLink(atPath: folder.path("gone.jpg"), withDestinationPath: "nowhere.jpg")
    try files.createSymbolicLink(atPath: folder.path("linked"), withDestinationPath: elsewhere.path)
    try files.createSymbolicLink(atPath: folder.path("link.jpg"), withDestinationPath: "a/near.jpg")
    var walk = FolderWalk(root: folder.path, skipping: "/nowhere")
    walk.run()
    #expect(walk.specimens.map(\.name) == ["a/near.jpg", "gone.jpg", "link.jpg", "linked/far.jpg"])
    // Nothing says that `self` was to be an image.
    #expect(walk.passedOver.counts[.noImage] == 1)
    #expect(walk.specimens.first { $0.name == "gone.jpg" }?.obstacle == .danglingLink)
    #expect(walk.remarks.count == 1)
  }

  @Test("names that are no UTF-8 keep a name of their own and can be opened")
  func strangeNames() throws {
    let folder = try TemporaryFolder()
    let strange = Array("b".utf8) + [0xE9, 0x2E] + Array("jpg".utf8)
    let path = Array(folder.path.utf8) + [UInt8(ascii: "/")] + strange
    let image = TinyImage.jpeg(1)
    let file = path.map { CChar(bitPattern: $0) } + [0]
    let stream = unsafe fopen(file, "w")
    guard let stream = unsafe stream else {
      Issue.record("no such file can be made here")
      return
    }
    unsafe fwrite(image, 1, image.count, stream)
    unsafe fclose(stream)
    for name in ["new\nline.jpg", "quote\"'.jpg", "🌿.jpg"] { try folder.write(name, image) }
    var walk = FolderWalk(root: folder.path, skipping: "/nowhere")
    walk.run()
    #expect(walk.specimens.map(\.name) == ["b\\xe9.jpg", "new\nline.jpg", "quote\"'.jpg", "🌿.jpg"])
    for specimen in walk.specimens {
      let file = try ImageFile(path: specimen.path(in: folder.path))
      #expect(file.count == image.count)
    }
  }

  @Test("a FIFO is not waited for")
  func fifo() throws {
    let folder = try TemporaryFolder()
    unsafe mkfifo(folder.path("pipe.jpg"), 0o644)
    var walk = FolderWalk(root: folder.path, skipping: "/nowhere")
    walk.run()
    #expect(walk.specimens.map(\.obstacle) == [.notAFile])
    #expect(throws: ImageRefusal.self) { try ImageFile(path: walk.specimens[0].path(in: folder.path)) }
  }

  @Test(
    "a file that is not to be sent is told by its content",
    arguments: [
      ([UInt8](), ImageRefusal.Kind.empty), (Array("just text".utf8), .unsupportedType),
      (TinyImage.tiff(), .converterMissing), (Array(TinyImage.jpeg(1).dropLast(3)), .truncated),
      (Array("%PDF-1.7".utf8), .pdf), (Array("FUJIFILMCCD-RAW 0201".utf8), .cameraRaw),
    ])
  func refusals(bytes: [UInt8], kind: ImageRefusal.Kind) throws {
    let folder = try TemporaryFolder()
    try folder.write("x.jpg", bytes)
    let error = #expect(throws: ImageRefusal.self) {
      let file = try ImageFile(path: Specimen(path: Array("x.jpg".utf8)).path(in: folder.path))
      _ = try ImagePreparer(settings: .init(), tools: .init()).decide(file, name: "x.jpg")
    }
    #expect(error?.kind == kind)
  }

  @Test("litter, unfinished copies and smaller versions are counted by their reason, and not sent")
  func passedOver() throws {
    let folder = try TemporaryFolder()
    let names = [
      "a.jpg", "@eaDir/a.jpg/SYNOPHOTO_THUMB_XL.jpg", "#recycle/old.jpg", "$RECYCLE.BIN/S-1/x.jpg", "lost+found/z.jpg",
      "b.tif", "b_tn.jpg", "b_lg.jpg", "c_tn.jpg", "c.jpg.part", "d.crdownload", "e.jpg~", "f.jpg.bak", "notes.txt",
      "label.pdf", "P1010001.HIF", "scan.svs",
    ]
    for name in names { try folder.write(name, TinyImage.jpeg(1)) }
    try folder.write("notes.txt", "hello")
    var walk = FolderWalk(root: folder.path, skipping: "/nowhere")
    walk.run()
    #expect(walk.specimens.map(\.name) == ["P1010001.HIF", "a.jpg", "b.tif", "c_tn.jpg", "label.pdf", "scan.svs"])
    #expect(
      walk.passedOver.description
        == "11 (no images: 1, smaller versions beside their original: 2, unfinished copies and backups: 4, "
        + "in folders of other programs: 4)")
  }

  @Test("include and exclude choose by name or by path")
  func globs() throws {
    let folder = try TemporaryFolder()
    for name in ["a.jpg", "a.tif", "box-1/b.jpg", "box-2/deep/c.jpg", "box-2/d.JPG"] {
      try folder.write(name, TinyImage.jpeg(1))
    }
    func chosen(_ include: [String], _ exclude: [String] = []) -> [SpecimenName] {
      var filter = GlobFilter()
      (filter.include, filter.exclude) = (include.map(Glob.init), exclude.map(Glob.init))
      var walk = FolderWalk(root: folder.path, skipping: "/nowhere", filter: filter)
      walk.run()
      return walk.specimens.map(\.name)
    }
    #expect(chosen(["*.jpg"]) == ["a.jpg", "box-1/b.jpg", "box-2/deep/c.jpg"])
    #expect(chosen(["box-2/**"]) == ["box-2/d.JPG", "box-2/deep/c.jpg"])
    #expect(chosen(["box-2/*"]) == ["box-2/d.JPG"])
    #expect(chosen(["box-[!2]/*"]) == ["box-1/b.jpg"])
    #expect(chosen([], ["*.jpg", "*.JPG"]) == ["a.tif"])
    #expect(chosen(["**/c.jpg", "?.tif"]) == ["a.tif", "box-2/deep/c.jpg"])
  }

  @Test("a list of files takes the place of the walk")
  func list() throws {
    let folder = try TemporaryFolder()
    for name in ["in/b.jpg", "in/a/x.jpg", "in/c.jpg"] { try folder.write(name, TinyImage.jpeg(1)) }
    let list = FilePath(try folder.write("list.txt", "c.jpg\r\n\n./a/x.jpg\n\(folder.path)/in/c.jpg\nmissing.jpg\n"))
    var selection = RunPlan.Selection()
    selection.list = try FileList(list, input: folder.path("in"))
    let plan = RunPlan(input: folder.path("in"), runFolder: "/nowhere", selection: selection, records: RecordIndex())
    #expect(plan.specimens.map(\.name) == ["a/x.jpg", "c.jpg", "missing.jpg"])
    #expect(plan.specimens.map(\.obstacle) == [nil, nil, .missing])
    try FileManager.default.linkItem(atPath: folder.path("in/b.jpg"), toPath: folder.path("in/same.jpg"))
    try folder.write("list.txt", "b.jpg\nsame.jpg\n")
    selection.list = try FileList(list, input: folder.path("in"))
    let once = RunPlan(input: folder.path("in"), runFolder: "/nowhere", selection: selection, records: RecordIndex())
    #expect(once.specimens.map(\.name) == ["b.jpg"])
    #expect(once.remarks.first?.contains("`same.jpg` is `b.jpg`") == true)
    try folder.write("list.txt", "../secret.jpg\n")
    #expect(throws: FileList.Failure.self) { try FileList(list, input: folder.path("in")) }
  }

  @Test("a list from an editor or another system is read, or refused as a whole")
  func oddLists() throws {
    let folder = try TemporaryFolder()
    for name in ["in/b.jpg", "in/c.jpg"] { try folder.write(name, TinyImage.jpeg(1)) }
    let list = FilePath(folder.path("list.txt"))
    try folder.write("list.txt", [0xEF, 0xBB, 0xBF] + Array("b.jpg\nc.jpg\n".utf8))
    #expect(try FileList(list, input: folder.path("in")).paths == ["b.jpg", "c.jpg"].map { Array($0.utf8) })
    try FileManager.default.createSymbolicLink(atPath: folder.path("way"), withDestinationPath: folder.path("in"))
    try folder.write("list.txt", FilePath(folder.path("in")).resolved.string + "/b.jpg\n")
    #expect(try FileList(list, input: folder.path("way")).paths == [Array("b.jpg".utf8)])
    let utf16 = Array("b\0.\0j\0p\0g\0\n\0".utf8)
    for odd in [Array("b.jpg\0c.jpg\0".utf8), utf16] {
      try folder.write("list.txt", odd)
      #expect(throws: FileList.Failure.self) { try FileList(list, input: folder.path("in")) }
    }
  }

  @Test("links and pipes are left out as files are")
  func excludedObstacles() throws {
    let folder = try TemporaryFolder()
    for link in ["latest", "old.jpg", "gone.jpg"] {
      try FileManager.default.createSymbolicLink(atPath: folder.path(link), withDestinationPath: "nowhere")
    }
    var filter = GlobFilter()
    filter.exclude = [Glob("old.jpg")]
    var walk = FolderWalk(root: folder.path, skipping: "/nowhere", filter: filter)
    walk.run()
    #expect(walk.specimens.map(\.name) == ["gone.jpg"])
    #expect(walk.passedOver.counts[.excluded] == 1 && walk.passedOver.counts[.noImage] == 1)
  }

  @Test("a file by several names is one specimen, and a folder that links lead to is walked once")
  func oneFileOnce() throws {
    let folder = try TemporaryFolder()
    let files = FileManager.default
    for name in ["in/a.jpg", "in/box/b.jpg", "elsewhere/c.jpg"] {
      try folder.write(name, TinyImage.jpeg(name.utf8.count))
    }
    try files.linkItem(atPath: folder.path("in/a.jpg"), toPath: folder.path("in/box/same.jpg"))
    for (link, target) in [
      ("in/0-link.jpg", "in/a.jpg"), ("in/latest", "in/box"), ("in/box/up", "in"), ("in/x", "elsewhere"),
      ("in/y", "elsewhere"),
    ] {
      try files.createSymbolicLink(atPath: folder.path(link), withDestinationPath: folder.path(target))
    }
    // Each of these doubles what the links before it lead to.
    for level in 0..<17 {
      let place = "in/deep" + String(repeating: "/d", count: level)
      try files.createDirectory(atPath: folder.path(place + "/d"), withIntermediateDirectories: true)
      try files.createSymbolicLink(atPath: folder.path(place + "/e"), withDestinationPath: folder.path(place + "/d"))
    }
    try folder.write("in/deep" + String(repeating: "/d", count: 17) + "/z.jpg", TinyImage.jpeg(40))
    func plan(_ recorded: [(name: String, file: String)] = []) throws -> RunPlan {
      try self.plan(folder, recorded: recorded)
    }
    let deep = "deep" + String(repeating: "/d", count: 17) + "/z.jpg"
    let fresh = try plan()
    #expect(fresh.specimens.map(\.name.text) == ["a.jpg", "box/b.jpg", deep, "x/c.jpg"])
    #expect(fresh.remarks.contains { $0.contains("`0-link.jpg` is `a.jpg`") && $0.contains("asked once") })
    #expect(fresh.remarks.contains { $0.contains("`latest` leads to a folder that is walked already") })
    // The name that a run has asked by stays.
    let resumed = try plan([("box/same.jpg", "in/a.jpg")])
    #expect(resumed.specimens.map(\.name.text) == ["box/b.jpg", "box/same.jpg", deep, "x/c.jpg"])
    #expect(resumed.done == 1)
  }

  @Test("offset and limit choose from the sorted names")
  func selection() throws {
    let folder = try TemporaryFolder()
    for number in 0..<6 { try folder.write("\(number).jpg", TinyImage.jpeg(number)) }
    var selection = RunPlan.Selection()
    selection.offset = 2
    selection.limit = 3
    let plan = RunPlan(input: folder.path, runFolder: "/nowhere", selection: selection, records: RecordIndex())
    #expect(plan.specimens.map(\.name) == ["2.jpg", "3.jpg", "4.jpg"])
    selection.offset = 99
    #expect(RunPlan(input: folder.path, runFolder: "/x", selection: selection, records: RecordIndex()).todo.isEmpty)
  }

  /// One plan over a folder with a success on record for each of `recorded`.
  private func plan(_ folder: TemporaryFolder, recorded: [(name: String, file: String)]) throws -> RunPlan {
    var records = RecordIndex()
    for (name, file) in recorded {
      var record = Record(
        image: SpecimenName(name), model: "m", outcome: .success(dwc: ["genus": "Salix"]),
        timestamp: Timestamp(milliseconds: 0))
      record.imageSHA256 = ContentHash.hex(of: try folder.read(file))
      records.add(Array(record.line.dropLast()))
    }
    return RunPlan(input: folder.path("in"), runFolder: folder.path("run"), selection: .init(), records: records)
  }

  private static let (composed, decomposed) = ("\u{E9}.jpg", "e\u{301}.jpg")

  @Test("two names that differ in Unicode form alone are two specimens")
  func unicodeForms() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/" + Self.composed, TinyImage.jpeg(1))
    try folder.write("in/" + Self.decomposed, TinyImage.jpeg(2))
    #expect(try plan(folder, recorded: []).todo.count == 2)
    let one = try plan(folder, recorded: [(Self.composed, "in/" + Self.composed)])
    #expect((one.done, one.todo.count, one.changed.count) == (1, 1, 0))
    let both = try plan(
      folder, recorded: [(Self.composed, "in/" + Self.composed), (Self.decomposed, "in/" + Self.decomposed)])
    #expect((both.done, both.todo.count, both.changed.count) == (2, 0, 0))
  }

  @Test("a file whose name came back from a copy in another Unicode form is not asked for again")
  func renamedByCopy() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/" + Self.composed, TinyImage.jpeg(1))
    let plan = try plan(folder, recorded: [(Self.decomposed, "in/" + Self.composed)])
    #expect((plan.done, plan.todo.count) == (1, 0))
  }

  @Test("bytes that are no UTF-8 and a name of the letters of their escape are two specimens, each with its file")
  func escapes() throws {
    let raw: [UInt8] = Array("a".utf8) + [0xE9] + Array(".jpg".utf8)
    let literal = Array("a\\xe9.jpg".utf8)
    let (one, other) = (Specimen(path: raw), Specimen(path: literal))
    #expect((one.name, other.name) == ("a\\xe9.jpg", "a\\x5cxe9.jpg"))
    #expect(one.path(in: "/in").bytes == Array("/in/".utf8) + raw)
    #expect(other.path(in: "/in").bytes == Array("/in/".utf8) + literal)
    for plain in ["a\\b.jpg", "a\\x.jpg", "a\\xg0.jpg", "ü.jpg"] {
      #expect(Specimen(path: Array(plain.utf8)).name.text == plain)
    }
  }
}
