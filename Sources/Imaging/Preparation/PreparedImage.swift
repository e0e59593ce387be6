public import SystemLayer

/// An image made ready to be sent. Where no cache keeps it, its file has no name: it ends with the value, and with the
/// process.
public final class PreparedImage: ImageSource, Sendable {
  /// In bytes.
  public let count: Int
  public let size: PixelSize
  /// How it was made, for the record: `vips-8.14.1 L3072 Q85`.
  public let recipe: String
  private let file: OpenFile

  private init(_ file: consuming OpenFile, count: Int, size: PixelSize, recipe: String) {
    self.file = file
    (self.count, self.size, self.recipe) = (count, size, recipe)
  }

  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    unsafe try file.read(at: offset, into: buffer)
  }

  /// Up to so many bytes from `offset`; none at the end.
  public func read(at offset: Int, count: Int) throws -> [UInt8] { try file.read(at: offset, count: count) }
}

extension PreparedImage {
  /// What a program has made, looked at as every file is. Exit status 0 alone says little: libvips 8.14 made thumbnails of
  /// 54 x 79 pixels with it.
  static func checked(
    _ file: consuming OpenFile, _ tool: String, _ recipe: PreparationRecipe
  ) throws(PreparationFailure) -> PreparedImage {
    guard let contents = try? FileContents(file), let look = try? ImageInspection(contents) else {
      throw .failed(tool, "left a result that cannot be read")
    }
    guard look.facts.format == .jpeg, look.damage == nil, let size = look.facts.size else {
      throw .failed(tool, "left half a result")
    }
    guard size.isNear(recipe.size) else {
      throw .failed(tool, "made a picture of \(size) where \(recipe.size) was asked for")
    }
    guard contents.count <= PreparationSettings.largestSent else { throw .tooManyBytes(contents.count) }
    return PreparedImage(file, count: contents.count, size: size, recipe: recipe.name)
  }

  /// What was made by this recipe earlier.
  public static func kept(
    _ file: consuming OpenFile, _ recipe: PreparationRecipe
  ) throws(PreparationFailure) -> PreparedImage {
    try checked(file, "the cache", recipe)
  }
}
