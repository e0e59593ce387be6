import Imaging
import Synchronization
import TestSupport
import Testing

@testable import Extraction
@testable import SystemLayer

@Suite("Images are made ready ahead of the requests, a bounded few")
struct ImagesAheadTests {
  /// Counts what was begun; each preparation fails, which costs no file.
  private final class Begun: Sendable {
    let numbers = Mutex<[Int]>([])
    let kind: ImageRefusal.Kind

    init(_ kind: ImageRefusal.Kind = .empty) { self.kind = kind }

    func prepare(_ number: Int) -> Result<SpecimenImage, ImageRefusal> {
      numbers.withLock { $0.append(number) }
      return .failure(ImageRefusal(kind, "image \(number)"))
    }
  }

  private func message(_ result: Result<SpecimenImage, ImageRefusal>) -> String? {
    guard case .failure(let refusal) = result else { return nil }
    return refusal.message
  }

  @Test("each image is prepared once, at most so many ahead of those asked for")
  func bounded() async {
    let begun = Begun()
    let order = Array(stride(from: 0, to: 60, by: 3))
    let ahead = ImagesAhead(order, reach: 4) { begun.prepare($0) }
    for (place, number) in order.enumerated() {
      #expect(message(await ahead.image(number)) == "image \(number)")
      let most = min(place + 5, order.count)
      #expect(begun.numbers.withLock { $0.count } <= most)
    }
    #expect(begun.numbers.withLock { $0.sorted() } == order)
  }

  @Test("an image that is asked for again, or out of turn, is prepared for that")
  func again() async {
    let begun = Begun()
    let ahead = ImagesAhead([1, 2, 3], reach: 1) { begun.prepare($0) }
    for number in [3, 1, 1] { #expect(message(await ahead.image(number)) == "image \(number)") }
    #expect(begun.numbers.withLock { $0 } == [3, 1, 1])
  }

  @Test("one that could not be read ahead of time is read again when it is its turn, once")
  func unreadable() async {
    let begun = Begun(.unreadable)
    let ahead = ImagesAhead([1, 2], reach: 1) { begun.prepare($0) }
    for number in [1, 2] { #expect(message(await ahead.image(number)) == "image \(number)") }
    #expect(begun.numbers.withLock { $0.sorted() } == [1, 2, 2])
  }

  @Test("nothing is begun ahead once the run has ended")
  func stopped() async {
    let begun = Begun()
    let ahead = ImagesAhead([1, 2, 3], reach: 2) { begun.prepare($0) }
    ahead.stop()
    #expect(message(await ahead.image(1)) == "image 1")
    #expect(begun.numbers.withLock { $0 } == [1])
  }

  @Test("no more pass a turnstile at once than it has places")
  func turnstile() async {
    let (turnstile, inside) = (Turnstile(places: 2), Inside())
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          await turnstile.enter()
          inside.count.withLock { ($0.now, $0.most) = ($0.now + 1, max($0.most, $0.now + 1)) }
          await Task.yield()
          inside.count.withLock { $0.now -= 1 }
          turnstile.leave()
        }
      }
    }
    let (now, most) = inside.count.withLock { $0 }
    #expect(now == 0)
    #expect((1...2).contains(most))
  }

  @Test("no more files are read for their hash at once than there are children")
  func hashing() async throws {
    let folder = try TemporaryFolder()
    try folder.write("sheet.jpg", TinyImage.jpeg(1))
    var settings = PreparationSettings()
    settings.rotation = .untagged(.clockwise)
    let preparer = ImagePreparer(
      settings: settings, tools: ConverterTools(vips: .init(path: "/nonexistent/vips", version: "8.14.1")),
      turnstile: Turnstile(places: 2))
    let inside = Inside()
    let failures = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<20 {
        group.addTask {
          do {
            let file = try ImageFile(path: FilePath(folder.path("sheet.jpg")))
            _ = try await preparer.prepare(file, try preparer.decide(file, name: "sheet.jpg")) {
              inside.count.withLock { ($0.now, $0.most) = ($0.now + 1, max($0.most, $0.now + 1)) }
              for _ in 0..<20 { await Task.yield() }
              inside.count.withLock { $0.now -= 1 }
            }
            return false
          } catch { return (error as? ImageRefusal)?.kind == .converterFailed }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(failures == 20)
    #expect((1...2).contains(inside.count.withLock { $0.most }))
  }

  @Test("a child works with more threads only where no image waits for its place")
  func threads() async throws {
    let folder = try TemporaryFolder()
    try folder.write("sheet.jpg", TinyImage.jpeg(1))
    let script = "#!/bin/sh\nprintf %s \"$VIPS_CONCURRENCY\" >>\"$(dirname \"$0\")/threads\"\n"
    try replaceFile(FilePath(folder.path("vips")), withBinary: Array(script.utf8), permissions: 0o755)
    var settings = PreparationSettings()
    settings.rotation = .untagged(.clockwise)
    let turnstile = Turnstile(places: 1)
    let preparer = ImagePreparer(
      settings: settings, tools: ConverterTools(vips: .init(path: folder.path("vips"), version: "8.14.1")),
      turnstile: turnstile, mostThreads: 2)
    let hashed = Inside()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          let file = try ImageFile(path: FilePath(folder.path("sheet.jpg")))
          _ = try? await preparer.prepare(file, try preparer.decide(file, name: "sheet.jpg")) {
            // The first is converted once the second waits for its place.
            while hashed.count.withLock({ $0.now }) == 0, !turnstile.isAnyoneWaiting { await Task.yield() }
            hashed.count.withLock { $0.now += 1 }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try folder.text("threads") == "1122")
  }

  private final class Inside: Sendable {
    let count = Mutex((now: 0, most: 0))
  }
}
