internal import Imaging
internal import OpenRouter
internal import Synchronization
internal import Transfer

/// What goes out for a specimen: its file, or a picture that was made from it.
final class SpecimenImage: Sendable {
  let file: ImageFile
  let type: ImageType
  /// Nil where the file goes out as it is.
  let prepared: HashedImage?
  private let size: PixelSize

  /// The file itself.
  init(_ file: ImageFile, type: ImageType, size: PixelSize) {
    (self.file, self.type, self.size) = (file, type, size)
    prepared = nil
  }

  init(_ file: ImageFile, _ image: PreparedImage) {
    (self.file, size) = (file, image.size)
    type = .jpeg
    prepared = HashedImage(image)
  }

  var body: any ByteSource { prepared ?? file }

  /// For the record; nil until all of it has gone out.
  var sent: SentImage? {
    guard let sha256 = prepared == nil ? file.sha256 : prepared?.sha256 else { return nil }
    return SentImage(
      sha256: sha256, bytes: body.count, width: size.width, height: size.height, how: prepared?.recipe ?? "original")
  }
}

/// A file whose image went out, as a record holds it.
struct SentFile: Sendable {
  let sha256: String?
  let bytes: Int
  let modified: Timestamp
  let sent: SentImage?

  init(_ image: SpecimenImage) {
    (sha256, bytes, modified, sent) = (image.file.sha256, image.file.count, image.file.modified, image.sent)
  }
}

/// What the model saw, as a record holds it.
public struct SentImage: Sendable, Equatable {
  public var sha256: String
  public var bytes: Int
  /// In pixels.
  public var width: Int
  public var height: Int
  /// `original`, or the program that made it, with its version and what it was told.
  public var how: String

  /// As a record holds it.
  init?(_ json: JSONValue?) {
    guard let sha256 = json?["sha256"]?.string, let bytes = json?["bytes"]?.int, let width = json?["width"]?.int,
      let height = json?["height"]?.int, let how = json?["how"]?.string
    else { return nil }
    self.init(sha256: sha256, bytes: bytes, width: width, height: height, how: how)
  }

  init(sha256: String, bytes: Int, width: Int, height: Int, how: String) {
    (self.sha256, self.bytes, self.width, self.height, self.how) = (sha256, bytes, width, height, how)
  }

  var json: JSONValue {
    [
      "sha256": .string(sha256), "bytes": JSONValue(bytes), "width": JSONValue(width), "height": JSONValue(height),
      "how": .string(how),
    ]
  }
}

/// A prepared image, hashed while it is sent.
final class HashedImage: ByteSource {
  let image: PreparedImage
  private let hashing = Mutex(RunningHash())

  init(_ image: PreparedImage) { self.image = image }

  var count: Int { image.count }
  var recipe: String { image.recipe }
  var sha256: String? { hashing.withLock { $0.sha256(of: count) } }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let filled = unsafe try image.read(at: offset, into: buffer)
    nonisolated(unsafe) let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<filled])
    hashing.withLock { unsafe $0.add(bytes, at: offset) }
    return filled
  }
}

/// The SHA-256 of bytes that are read from the first to the last, perhaps several times.
struct RunningHash {
  private var hash = ContentHash()
  private var position = 0

  mutating func add(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    if offset == 0 { self = RunningHash() }
    guard offset == position else { return }
    unsafe hash.update(bytes)
    position += bytes.count
  }

  /// Nil until all bytes were seen.
  func sha256(of count: Int) -> String? { position == count ? hash.hex : nil }
}
