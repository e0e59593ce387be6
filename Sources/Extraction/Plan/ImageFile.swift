internal import Imaging
internal import OpenRouter
internal import Synchronization
internal import SystemLayer
public import Transfer

/// A specimen's file, open to be looked at and to be sent. Never held whole; hashed while it is read.
public final class ImageFile: ByteSource {
  /// In bytes.
  public let count: Int
  /// When the file was last changed.
  let modified: Timestamp
  let file: OpenFile
  private let reading = Mutex(Reading())

  private struct Reading {
    var hash = RunningHash()
    var failure: ImageRefusal?
    /// The whole content, until somebody takes it.
    var buffer: BufferPool.Buffer?
  }

  init(path: FilePath) throws(ImageRefusal) {
    let file = try Self.refusing("opened") { () throws(SystemError) in try OpenFile(reading: path) }
    let status = try Self.refusing("examined") { () throws(SystemError) in try file.status() }
    guard status.kind == .file else { throw ImageRefusal(.notAFile, "this is no ordinary file") }
    guard status.size > 0 else { throw ImageRefusal(.empty, "the file is empty") }
    (count, modified) = (status.size, status.modified)
    self.file = file
  }

  /// SHA-256 of the bytes as they were read; nil until all of them were.
  public var sha256: String? { reading.withLock { $0.hash.sha256(of: count) } }

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

  private func readBytes(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(ImageRefusal) -> Int {
    let filled = try Self.refusing("read") { () throws(SystemError) in try unsafe file.read(at: offset, into: buffer) }
    guard filled == min(buffer.count, count - offset) else {
      throw ImageRefusal(.changed, "the file became shorter while it was sent")
    }
    // The closure cannot take the pointer across an isolation border, but the lock is held on this very thread.
    nonisolated(unsafe) let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<filled])
    reading.withLock { unsafe $0.hash.add(bytes, at: offset) }
    return filled
  }

  /// Reads a file that fits into a buffer, where one is free: it is hashed, looked at and sent without being read again.
  func load(into buffers: BufferPool) throws(ImageRefusal) {
    guard count <= buffers.size, let buffer = buffers.take() else { return }
    unsafe try buffer.fill { target throws(ImageRefusal) in
      unsafe try readBytes(at: 0, into: UnsafeMutableRawBufferPointer(rebasing: target[..<count]))
    }
    reading.withLock { $0.buffer = buffer }
  }

  public func takeBuffer() -> BufferPool.Buffer? { reading.withLock { $0.buffer.take() } }

  /// SHA-256 of the whole content, read for this alone.
  func hashOfContent() throws -> String? {
    // What stays in a processor's second cache between the copy and the hash: with 1 MB it takes a third longer.
    let length = 1 << 17
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 16)
    defer { unsafe buffer.deallocate() }
    var offset = 0
    while offset < count {
      offset += try unsafe read(
        at: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(length, count - offset)]))
    }
    return sha256
  }

  /// Looks at the structure of the picture inside.
  func inspect(name: String, depth: ImageInspection.Depth = .whole) throws(ImageRefusal) -> ImageInspection {
    do {
      if let buffer = reading.withLock({ $0.buffer }) {
        return try ImageInspection(BufferContents(buffer), name: name, depth: depth)
      }
      return try ImageInspection(FileContents(file), name: name, depth: depth)
    } catch let error as SystemError {
      throw .unreadable("read", error)
    } catch let error as Errno {
      throw .unreadable("read", SystemError("read", file.path, error))
    } catch { throw ImageRefusal(.unreadable, "the file cannot be read: \(error)") }
  }

  private static func refusing<Value: ~Copyable>(
    _ done: String, _ body: () throws(SystemError) -> Value
  ) throws(ImageRefusal) -> Value {
    do throws(SystemError) { return try body() } catch { throw .unreadable(done, error) }
  }
}

/// A file that was read whole.
private struct BufferContents: ImageSource {
  private let buffer: BufferPool.Buffer

  init(_ buffer: BufferPool.Buffer) { self.buffer = buffer }

  var count: Int { buffer.count }

  func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) -> Int {
    let rest = unsafe buffer.bytes.dropFirst(offset).prefix(target.count)
    unsafe target.copyBytes(from: rest)
    return unsafe rest.count
  }
}

/// Why no request is made for a file.
public struct ImageRefusal: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Kind: String, Sendable, CaseIterable {
    case empty = "empty_file"
    case unsupportedType = "unsupported_type"
    case cameraRaw = "camera_raw"
    case pdf
    case truncated = "image_truncated"
    case damaged = "image_damaged"
    case tooLarge = "image_too_large"
    case unreadable = "image_unreadable"
    case notAFile = "not_a_file"
    case danglingLink = "dangling_link"
    case changed = "image_changed"
    case duplicate
    case converterMissing = "converter_missing"
    case converterFailed = "converter_failed"
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

  init(_ failure: PreparationFailure) {
    self.init(Kind(failure.kind), failure.description, error: failure.lacksFiles ? .tooManyOpenFiles : nil)
  }

  static func duplicate(of name: SpecimenName) -> ImageRefusal {
    ImageRefusal(.duplicate, "the file has the same bytes as `\(name.text)`, whose record stands for both")
  }

  /// - Parameter done: what was to be done with the file.
  fileprivate static func unreadable(_ done: String, _ error: SystemError) -> ImageRefusal {
    ImageRefusal(.unreadable, "the file cannot be \(done): \(error.reason)", error: error.code)
  }

  public var description: String { message }
}

extension ImageRefusal.Kind {
  init(_ kind: PreparationFailure.Kind) {
    self =
      switch kind {
      case .truncated: .truncated
      case .damaged: .damaged
      case .cameraRaw: .cameraRaw
      case .pdf: .pdf
      case .unsupportedType: .unsupportedType
      case .tooLarge: .tooLarge
      case .converterMissing: .converterMissing
      case .converterFailed: .converterFailed
      }
  }
}
