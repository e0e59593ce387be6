internal import SystemLayer

/// An image made ready to be sent, in a file without a name: it ends with the value, and with the process.
public final class PreparedImage: ImageSource, Sendable {
  /// In bytes.
  public let count: Int
  public let size: PixelSize
  /// How it was made, for the record: `vips-8.14.1 L3072 Q85`.
  public let recipe: String
  private let file: OpenFile

  init(_ file: consuming OpenFile, count: Int, size: PixelSize, recipe: String) {
    self.file = file
    (self.count, self.size, self.recipe) = (count, size, recipe)
  }

  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    unsafe try file.read(at: offset, into: buffer)
  }

  /// Up to so many bytes from `offset`; none at the end.
  public func read(at offset: Int, count: Int) throws -> [UInt8] { try file.read(at: offset, count: count) }
}
