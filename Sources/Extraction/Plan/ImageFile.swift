public import OpenRouter
internal import Synchronization
public import Transfer

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A specimen's image, open for sending. Never held whole; hashed while it is read.
public final class ImageFile: ByteSource {
  /// In bytes.
  public let count: Int
  public let type: ImageType
  /// When the file was last changed, in milliseconds since 1970.
  public let modified: Int
  private let descriptor: Int32
  private let reading = Mutex(Reading())

  private struct Reading {
    var hash = ContentHash()
    var position = 0
  }

  /// Images above this are refused by the service (413): 30 MB decoded in one request.
  public static let largest = 30 << 20

  /// Opens the file, and tells its type by its content.
  init(path: [CChar]) throws(ImageRefusal) {
    // Without O_NONBLOCK a FIFO would block the open for ever.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw ImageRefusal(.unreadable, "the file cannot be opened: \(SystemError())") }
    do {
      let status = try Self.status(descriptor)
      (count, modified) = (Int(status.st_size), Self.milliseconds(status))
      type = try Self.type(descriptor, count: count)
    } catch {
      close(descriptor)
      throw error
    }
  }

  deinit { close(descriptor) }

  /// SHA-256 of the bytes as they were sent; nil until all of them were.
  public var sha256: String? {
    reading.withLock { $0.position == count ? $0.hash.hex : nil }
  }

  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < buffer.count {
      let start = unsafe buffer.baseAddress.map { unsafe $0 + filled }
      let got = unsafe pread(descriptor, start, buffer.count - filled, off_t(offset + filled))
      if got < 0, errno == EINTR { continue }
      if got < 0 { throw ImageRefusal(.unreadable, "the file cannot be read: \(SystemError())") }
      if got == 0 { break }
      filled += got
    }
    guard filled == min(buffer.count, count - offset) else {
      throw ImageRefusal(.changed, "the file became shorter while it was sent")
    }
    unsafe digest(UnsafeRawBufferPointer(rebasing: buffer[..<filled]), at: offset)
    return filled
  }

  /// SHA-256 of the whole content, read for this alone.
  func hashOfContent() throws -> String? {
    let length = 1 << 20
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 16)
    defer { unsafe buffer.deallocate() }
    var offset = 0
    while offset < count {
      offset += try unsafe read(
        at: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(length, count - offset)]))
    }
    return sha256
  }

  private func digest(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    // The closure cannot take the pointer across an isolation border, but the lock is held on this very thread.
    nonisolated(unsafe) let bytes = unsafe bytes
    reading.withLock { reading in
      if offset == 0 { reading = Reading() }
      guard offset == reading.position else { return }
      unsafe reading.hash.update(bytes)
      unsafe reading.position += bytes.count
    }
  }

  private static func status(_ descriptor: Int32) throws(ImageRefusal) -> stat {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw ImageRefusal(.unreadable, "\(SystemError())") }
    guard status.st_mode & S_IFMT == S_IFREG else { throw ImageRefusal(.notAFile, "this is no ordinary file") }
    return status
  }

  private static func type(_ descriptor: Int32, count: Int) throws(ImageRefusal) -> ImageType {
    guard count > 0 else { throw ImageRefusal(.empty, "the file is empty") }
    guard count <= largest else {
      throw ImageRefusal(.tooLarge, "the image has \(count) bytes; the service takes at most \(largest)")
    }
    let signature: [UInt8]
    do { signature = try FileReading.read(descriptor, at: 0, count: ImageType.signatureLength) } catch {
      throw ImageRefusal(.unreadable, "the file cannot be read: \(error)")
    }
    guard let type = ImageType(signature: signature) else {
      let name = ImageType.foreignName(signature: signature)
      throw ImageRefusal(.unsupportedType, "the file is \(name); the service takes JPEG, PNG, WebP and GIF")
    }
    return type
  }

  private static func milliseconds(_ status: stat) -> Int {
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}

/// Why no request is made for a file.
public struct ImageRefusal: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Kind: String, Sendable, CaseIterable {
    case empty = "empty_file"
    case unsupportedType = "unsupported_type"
    case tooLarge = "image_too_large"
    case unreadable = "image_unreadable"
    case notAFile = "not_a_file"
    case danglingLink = "dangling_link"
    case changed = "image_changed"
  }

  public let kind: Kind
  public let message: String

  init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  public var description: String { message }
}
