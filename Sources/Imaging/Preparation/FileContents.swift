public import SystemLayer

/// An open file's bytes, lent to a look that ends before the file does.
public struct FileContents: ImageSource {
  public let count: Int
  private let descriptor: FileDescriptor

  /// - Throws: `SystemError`.
  public init(_ file: borrowing OpenFile) throws {
    count = try file.status().size
    descriptor = file.lent
  }

  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    unsafe try descriptor.read(fromAbsoluteOffset: Int64(offset), into: buffer)
  }
}
