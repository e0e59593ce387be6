import Foundation
import OpenRouter
import Simulator
import SystemLayer
import TestSupport
import Testing

@Suite("images are made ready before they are sent", .endsHanging)
struct PreparationTests {
  private static let hasVips = HerbxProcess.has("vips")
  private static let need: Comment = "`vips` is not installed"

  /// A JPEG that a tag lays on its side.
  private func tagged(_ number: Int) -> [UInt8] {
    let exif: [UInt8] =
      [0xFF, 0xE1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1]
      + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]
    let plain = TinyImage.jpeg(number)
    return plain.prefix(2) + exif + plain.dropFirst(2)
  }

  /// A program in place of `vips`, in a folder that stands first on the path.
  private func fake(_ script: String, in bench: RunBench) throws -> [String: String] {
    let path = try bench.folder.write(
      "bin/vips", "#!/bin/sh\n[ \"$1\" = --version ] && exec echo vips-8.14.1\n\(script)\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    try FileManager.default.createDirectory(atPath: bench.folder.path("tmp"), withIntermediateDirectories: true)
    return [
      "PATH": bench.folder.path("bin") + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? ""),
      "TMPDIR": bench.folder.path("tmp"),
    ]
  }

  private func temporaryFiles(_ bench: RunBench) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: bench.folder.path("tmp"))
  }

  @Test("the record says what the model saw, and keeps the file's own hash", .enabled(if: hasVips, need))
  func sent() async throws {
    try await withRunBench(images: 1) { bench in
      try bench.folder.write("input/scan.tif", TinyImage.tiff())
      try bench.folder.write("input/side.jpg", tagged(7))
      let outcome = try await bench.extract()
      #expect(outcome.status == 0, "\(outcome.errors)")
      let received = await bench.server.report().images
      for record in try bench.successes() {
        let name = record["image"]?.string ?? ""
        let sent = try #require(record["sent"])
        #expect(record["image_sha256"]?.string == ContentHash.hex(of: try bench.folder.read("input/" + name)))
        #expect(received[sent["sha256"]?.string ?? ""] != nil, "\(name)")
        #expect([sent["width"]?.int, sent["height"]?.int] == [8, 8])
        #expect((sent["how"]?.string == "original") == (name == "sheet-00000.jpg"), "\(sent)")
      }
      #expect(try bench.records().count == 3)
      let snapshot = try JSONParser.parse(try bench.folder.read("run/environment.json"))
      #expect(snapshot["dependencies"]?["vips"] != nil)
      #expect(snapshot["parameters"]?["images"]?["long_side"]?.int == 3072)
    }
  }

  @Test("without the program, a run that needs it ends before its first request, or records what it cannot do")
  func missing() async throws {
    try await withRunBench(images: 2) { bench in
      try bench.folder.write("input/scan.tif", TinyImage.tiff())
      let path = ["PATH": "/nowhere"]
      let refused = try await bench.extract(environment: path)
      #expect(refused.status == 66, "\(refused.errors)")
      #expect(refused.errors.contains("1 of 3 images cannot be prepared here, the first is `scan.tif`"))
      #expect(refused.errors.contains("apt-get install libvips-tools"))
      #expect(await bench.server.report().chatRequests == 0)
      let skipped = try await bench.extract("--skip-unconvertible", environment: path)
      #expect(skipped.status == 3)
      #expect(try bench.records().compactMap { $0["error_kind"]?.string } == ["converter_missing"])
      #expect(try bench.successes().count == 2)
    }
  }

  @Test("what is cut or damaged costs nothing")
  func broken() async throws {
    try await withRunBench(images: 1) { bench in
      let whole = TinyImage.jpeg(5, size: 5_000)
      try bench.folder.write("input/cut.jpg", Array(whole.prefix(2_500)))
      try bench.folder.write("input/zeros.jpg", whole.prefix(2_500) + [UInt8](repeating: 0, count: 2_500))
      try bench.folder.write("input/flipped.png", TinyImage.png(1).map { $0 == 0x80 ? 0x81 : $0 })
      let outcome = try await bench.extract()
      #expect(outcome.status == 3)
      let kinds = try bench.records().reduce(into: [:]) { $0[$1["image"]?.string ?? ""] = $1["error_kind"]?.string }
      #expect(
        kinds == ["cut.jpg": "image_truncated", "zeros.jpg": "image_truncated", "flipped.png": "image_damaged"])
      #expect(await bench.server.report().chatRequests == 1)
    }
  }

  @Test("a run goes on with the preparation it began with, or on demand with another")
  func identity() async throws {
    try await withRunBench(images: 2) { bench in
      #expect(try await bench.extract("--limit", "1").status == 0)
      let other = try await bench.extract("--image-long-side", "2048")
      #expect(other.status == 64)
      #expect(other.errors.contains("the images' long_side is `2048`, the run began with `3072`"))
      #expect(try await bench.extract("--image-long-side", "2048", "--allow-changed").status == 0)
    }
  }

  @Test(
    "a child that crashes, writes half, or writes the wrong picture is one failed specimen",
    arguments: ["kill -SEGV $$", "head -c 60 \"$HERBX_TEST/half.jpg\"; exit 0", "exit 1", "exec cat /dev/fd/0"])
  func child(_ script: String) async throws {
    try await withRunBench(images: 2) { bench in
      try bench.folder.write("input/scan.tif", TinyImage.tiff())
      let outcome = try await bench.extract(environment: try fake(script, in: bench))
      #expect(outcome.status == 3, "\(outcome.errors)")
      let failures = try bench.records().filter { $0["dwc"] == nil }
      #expect(failures.map { $0["error_kind"]?.string } == ["converter_failed"])
      #expect(try bench.successes().count == 2)
      #expect(try temporaryFiles(bench).isEmpty)
    }
  }

  @Test("no temporary file stays and no child lives on where herbx is killed while a child works")
  func killed() async throws {
    try await withRunBench(images: 0) { bench in
      try bench.folder.write("input/scan.tif", TinyImage.tiff())
      let script = "echo half; echo $$ > '\(bench.folder.path("started"))'; exec sleep 300"
      let process = try bench.start(environment: try fake(script, in: bench))
      while (try? bench.folder.text("started").contains("\n")) != true { try await Task.sleep(for: .milliseconds(5)) }
      process.signal(SIGKILL)
      _ = await process.wait()
      #expect(try temporaryFiles(bench).isEmpty)
      let child = try #require(pid_t(try bench.folder.text("started").dropLast()))
      while FilePath("/proc/\(child)/exe").linkTarget != nil { await Task.yield() }
    }
  }

  @Test("where a request fails for nobody's fault, its image is made once for all attempts")
  func retried() async throws {
    try await withRunBench(images: 0, faults: ["503@1"]) { bench in
      try bench.folder.write("input/scan.tif", TinyImage.tiff())
      let script =
        "echo called >> '\(bench.folder.path("calls"))'; cat '\(try bench.folder.write("made.jpg", TinyImage.jpeg(4)))'"
      let outcome = try await bench.extract(environment: try fake(script, in: bench))
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(await bench.server.report().chatRequests == 2)
      #expect(try bench.folder.text("calls") == "called\n")
      let sent = try #require(try bench.successes().first?["sent"])
      #expect(sent["sha256"]?.string == ContentHash.hex(of: TinyImage.jpeg(4)))
    }
  }

  @Test("a run over the same files finds the pictures that an earlier one had made, and asks no program")
  func cached() async throws {
    try await withRunBench(images: 0) { bench in
      try bench.folder.write("input/scan.tif", TinyImage.tiff())
      let made = try bench.folder.write("made.jpg", TinyImage.jpeg(4))
      let script = "echo called >> '\(bench.folder.path("calls"))'; cat '\(made)'"
      let variables = try fake(script, in: bench)
      let cache = ["--image-cache", bench.folder.path("cache")]
      var sent: [JSONValue?] = []
      for run in ["run", "other"] {
        let outcome = try await bench.start(cache, run: bench.folder.path(run), environment: variables).wait()
        #expect(outcome.status == 0, "\(outcome.errors)")
        sent.append(try bench.successes(run: run).first?["sent"])
      }
      #expect(try bench.folder.text("calls") == "called\n")
      #expect(sent[0] != nil && sent[0] == sent[1])
      // Where pictures are kept is no part of what a run is.
      #expect(try await bench.extract("--image-cache-size", "1M", environment: variables).status == 0)
      try bench.folder.write("file", "")
      let refused = try await bench.extract("--image-cache", bench.folder.path("file/cache"), environment: variables)
      #expect(refused.status == 74)
      #expect(refused.errors.contains("the image cache cannot be used"))
    }
  }

  @Test("untagged images that are wider than high are told, with the way to turn them")
  func wide() async throws {
    try await withRunBench(images: 1) { bench in
      // The frame header's width, raised to 16: then two blocks are coded, with the same bits.
      var wide = TinyImage.jpeg(3, size: 137)
      let frame = try #require(wide.indices.first { wide[$0...].starts(with: [0xFF, 0xC0]) })
      wide[frame + 8] = 16
      try bench.folder.write("input/wide.jpg", wide)
      let outcome = try await bench.extract()
      #expect(outcome.errors.contains("1 of 2 images are wider than high and have no tag that turns them"))
    }
  }

  @Test("the same bytes under two names are told, and not paid twice on demand, also after a new name")
  func duplicates() async throws {
    try await withRunBench(images: 2) { bench in
      try bench.folder.write("input/sheet-00000 (copy).jpg", TinyImage.jpeg(0))
      let told = try await bench.extract("--limit", "2", "--dry-run")
      #expect(told.errors.contains("1 of 2 images have the bytes of another"), "\(told.errors)")
      let outcome = try await bench.extract("--skip-duplicates")
      #expect(outcome.status == 3)
      let failure = try #require(try bench.records().first { $0["dwc"] == nil })
      #expect(failure["error_kind"]?.string == "duplicate")
      #expect(failure["error"]?.string?.contains("`sheet-00000 (copy).jpg`") == true)
      try FileManager.default.moveItem(
        atPath: bench.folder.path("input/sheet-00001.jpg"), toPath: bench.folder.path("input/UPS-77.jpg"))
      _ = try await bench.extract("--skip-duplicates")
      #expect(await bench.server.report().chatRequests == 2)
    }
  }
}
