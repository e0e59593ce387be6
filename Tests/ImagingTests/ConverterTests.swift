import Foundation
import TestSupport
import Testing

@testable import Imaging
@testable import SystemLayer

@Suite("Whatever a child does, it costs one specimen")
struct ConverterTests {
  /// A program in place of `vips`.
  private func converter(_ script: String, in folder: String) throws -> ImageConverter {
    let program = FilePath(folder).appending("vips")
    try replaceFile(program, withBinary: Array("#!/bin/sh\n\(script)\n".utf8), permissions: 0o755)
    var converter = ImageConverter(tools: ConverterTools(vips: .init(path: program.string, version: "8.14.1")))
    converter.folder = FilePath(folder).appending("results")
    try Folder(converter.folder).make(permissions: 0o700)
    return converter
  }

  private func convert(_ script: String, _ change: (inout ImageConverter) -> Void = { _ in }) async throws
    -> Result<PreparedImage, PreparationFailure>
  {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    var converter = try converter(script, in: folder.path)
    change(&converter)
    let picture = FilePath(folder.path).appending("sheet.tif")
    try replaceFile(picture, withBinary: TestImages.TIFF(size: PixelSize(width: 64, height: 48)).bytes)
    try replaceFile(FilePath(folder.path).appending("64x48.jpg"), withBinary: TestImages.JPEG().bytes)
    try replaceFile(
      FilePath(folder.path).appending("8x8.jpg"),
      withBinary: TestImages.JPEG(size: PixelSize(width: 8, height: 8)).bytes)
    let file = try OpenFile(reading: picture)
    guard
      case .converted(let conversion) = try ImageConverter.decide(file, name: "sheet.tif", settings: .init()).treatment
    else { throw PreparationFailure.failed("test", "found nothing to convert") }
    let result: Result<PreparedImage, PreparationFailure>
    do throws(PreparationFailure) { result = .success(try await converter.convert(file, conversion)) } catch {
      result = .failure(error)
    }
    #expect(try Folder(converter.folder).entries().isEmpty, "a temporary file stayed")
    return result
  }

  @Test("a child that writes the picture asked for is believed")
  func good() async throws {
    let image = try await convert("cat \"$(dirname \"$0\")/64x48.jpg\"").get()
    #expect(image.size == PixelSize(width: 64, height: 48))
    #expect(image.count == TestImages.JPEG().bytes.count)
    #expect(image.recipe == "vips-8.14.1 L64 Q85")
  }

  @Test(
    "every other end is a failure with its reason, and leaves no file",
    arguments: [
      ("kill -SEGV $$", "`vips` crashed on the file (signal 11)"),
      ("kill -ABRT $$", "`vips` crashed on the file (signal 6)"),
      (
        "echo 'VipsJpeg: Premature end of input file' >&2; exit 1",
        "`vips` cannot read the file: VipsJpeg: Premature end of input file"
      ),
      ("exit 1", "`vips` cannot read the file: it gives no reason"),
      ("head -c 100 \"$(dirname \"$0\")/64x48.jpg\"", "`vips` left half a result"),
      ("exit 0", "`vips` left half a result"),
      ("cat \"$(dirname \"$0\")/8x8.jpg\"", "`vips` made a picture of 8 x 8 where 64 x 48 was asked for"),
      ("cat \"$(dirname \"$0\")/sheet.tif\"", "`vips` left half a result"),
    ])
  func bad(_ script: String, _ message: String) async throws {
    guard case .failure(let failure) = try await convert(script) else { return #expect(Bool(false), "\(script)") }
    #expect(failure.kind == .converterFailed)
    #expect(failure.message == message)
  }

  @Test("a child that hangs, and all that it started, is ended at its deadline")
  func hang() async throws {
    let result = try await convert("sleep 1000 & sleep 1000") { $0.deadline = .milliseconds(200) }
    guard case .failure(let failure) = result else { return #expect(Bool(false)) }
    #expect(failure.message == "`vips` did not end within 0 s")
  }

  @Test("a child that fills the disk is ended at its bound")
  func full() async throws {
    let result = try await convert("exec cat /dev/zero") { $0.largestResult = 1 << 20 }
    guard case .failure(let failure) = result else { return #expect(Bool(false)) }
    #expect(failure.kind == .converterFailed)
  }

  @Test("a disk without room is told from a file that cannot be read, with the folder")
  func noRoom() async throws {
    let result = try await convert("echo 'unix error: No space left on device' >&2; exit 1")
    guard case .failure(let failure) = result else { return #expect(Bool(false)) }
    #expect(failure.message.hasPrefix("`vips` has no room in `"))
    #expect(failure.hint.contains("TMPDIR"))
  }

  @Test(
    "a child that crashes since the disk is full is no fault of the file",
    .enabled(if: Mount.isPermitted, "only root may mount"))
  func fullDisk() async throws {
    var mount: Mount?
    let result = try await convert("head -c 200000 /dev/zero 2>/dev/null; kill -BUS $$") {
      mount = try? Mount($0.folder.string, size: "64k")
    }
    #expect(mount != nil)
    guard case .failure(let failure) = result else { return #expect(Bool(false)) }
    #expect(failure.message.hasSuffix("No space left on device"), "\(failure.message)")
  }

  @Test("a child sees no variable of this process but where programs and temporary files are")
  func environment() async throws {
    let result = try await convert(
      "env | cut -d= -f1 | grep -v '^PWD$\\|^_$\\|^SHLVL$' | sort | tr '\\n' ' ' >&2; exit 1")
    guard case .failure(let failure) = result else { return #expect(Bool(false)) }
    #expect(
      failure.message
        == "`vips` cannot read the file: LC_ALL MALLOC_ARENA_MAX PATH TMPDIR VIPSHOME VIPS_BLOCK_UNTRUSTED VIPS_CONCURRENCY VIPS_DISC_THRESHOLD VIPS_WARNING "
    )
  }

  @Test("a child's memory is bounded")
  func memory() async throws {
    let result = try await convert("ulimit -v >&2; exit 1")
    guard case .failure(let failure) = result else { return #expect(Bool(false)) }
    #expect(failure.message.hasSuffix(": 2097152") || failure.message.hasSuffix(": unlimited"))
  }

  @Test("a child steps back for the threads that send and receive")
  func niceness() async throws {
    let own = try await ChildProcess("/bin/sh", arguments: ["-c", "nice"], deadline: .seconds(60)).run()
    let expected = min(19, 5 + (try #require(Int(String(decoding: own.output.dropLast(), as: UTF8.self)))))
    guard case .failure(let failure) = try await convert("nice >&2; exit 1") else { return #expect(Bool(false)) }
    #expect(failure.message.hasSuffix(": \(expected)"), "\(failure.message)")
  }

  #if os(Linux)
    @Test("a child is in this process's session, where its nice value counts, and in a process group of its own")
    func session() async throws {
      let script = "read -r _ _ _ _ group session _ </proc/self/stat; echo $session $group >&2; exit 1"
      guard case .failure(let failure) = try await convert(script) else { return #expect(Bool(false)) }
      let numbers = failure.message.split(separator: " ").suffix(2).compactMap { Int32($0) }
      #expect(numbers.first == getsid(0))
      #expect(numbers.last != getpgrp())
      #expect(numbers.count == 2)
    }
  #endif

  @Test("without the program nothing is made")
  func missing() async throws {
    let result = try await convert("") { $0.tools = ConverterTools() }
    guard case .failure(let failure) = result else { return #expect(Bool(false)) }
    #expect(failure.kind == .converterMissing)
  }
}
