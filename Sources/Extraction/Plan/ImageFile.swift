public import OpenRouter
internal import Synchronization
public import SystemLayer
public import Transfer

/// A specimen's image, open for sending. Never held whole; hashed while it is read.
public final class ImageFile: ByteSource {
  /// In bytes.
  public let count: Int
  public let type: ImageType
  /// When the file was last changed.
  public let modified: Timestamp
  private let file: OpenFile
  private let reading = Mutex(Reading())

  private struct Reading {
    var hash = ContentHash()
    var position = 0
    var failure: ImageRefusal?
  }

  /// Images above this are refused by the service (413): 30 MB decoded in one request.
  public static let largest = 30 << 20

  /// Opens the file, and tells its type by its content.
  init(path: FilePath) throws(ImageRefusal) {
    let file = try Self.refusing("opened") { () throws(SystemError) in try OpenFile(reading: path) }
    let status = try Self.refusing("examined") { () throws(SystemError) in try file.status() }
    guard status.kind == .file else { throw ImageRefusal(.notAFile, "this is no ordinary file") }
    type = try Self.type(file, count: status.size)
    (count, modified) = (status.size, status.modified)
    self.file = file
  }

  /// SHA-256 of the bytes as they were sent; nil until all of them were.
  public var sha256: String? {
    reading.withLock { $0.position == count ? $0.hash.hex : nil }
  }

  /// Why it could not be read to its end; nil where it could, as far as it was read.
  var failure: ImageRefusal? { reading.withLock { $0.failure } }

  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    do throws(ImageRefusal) {
      return unsafe try readBytes(at: offset, into: buffer)
    } catch {
      reading.withLock { $0.failure = error }
      throw error
    }
  }

  private func readBytes(
    at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(ImageRefusal) -> Int {
    let filled = try Self.refusing("read") { () throws(SystemError) in try unsafe file.read(at: offset, into: buffer) }
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

  private static func refusing<Value: ~Copyable>(
    _ what: String, _ body: () throws(SystemError) -> Value
  ) throws(ImageRefusal) -> Value {
    do throws(SystemError) { return try body() } catch {
      throw ImageRefusal(.unreadable, "the file cannot be \(what): \(error.reason)", error: error.code)
    }
  }

  private static func type(_ file: borrowing OpenFile, count: Int) throws(ImageRefusal) -> ImageType {
    guard count > 0 else { throw ImageRefusal(.empty, "the file is empty") }
    guard count <= largest else {
      throw ImageRefusal(.tooLarge, "the image has \(count) bytes; the service takes at most \(largest)")
    }
    let signature = try refusing("read") { () throws(SystemError) in try file.read(count: ImageType.signatureLength) }
    guard let type = ImageType(signature: signature) else {
      let name = ImageType.foreignName(signature: signature)
      throw ImageRefusal(.unsupportedType, "the file is \(name); the service takes JPEG, PNG, WebP and GIF")
    }
    return type
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
  /// What the system said, where it was asked.
  let error: Errno?

  init(_ kind: Kind, _ message: String, error: Errno? = nil) {
    self.kind = kind
    self.message = message
    self.error = error
  }

  public var description: String { message }
}
