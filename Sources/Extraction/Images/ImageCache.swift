internal import Imaging
internal import OpenRouter
internal import Synchronization
public import SystemLayer

/// Prepared images, kept in a folder for later runs over the same files: by the file's content, and by all that the program
/// which made it was told. Several processes and hosts may share one folder: an image gets its name whole or not at all.
public final class ImageCache: Sendable {
  private let folder: FilePath
  /// In bytes.
  private let bound: Int
  private let state = Mutex(State())

  private struct State {
    /// Added by this process since it looked last how much there is.
    var added = 0
    var failure: SystemError?
  }

  /// Makes the folder, and brings it within the bound. Only a folder that herbx has made, or an empty one, is taken: what
  /// is too much is removed, and another folder's files are nobody's to remove.
  /// - Parameter bound: bytes of all images together. Processes that fill one folder at once may each go over it by a
  ///   twentieth, after which they look.
  /// - Throws: `SystemError`; `.fileExists` for a folder of something else.
  public init(_ folder: FilePath, bound: Int) throws(SystemError) {
    (self.folder, self.bound) = (folder, bound)
    try Folder(folder).make()
    guard folder.isWritableFolder else { throw SystemError("write to", folder, .permissionDenied) }
    try CacheTag(of: folder).claim()
    ImageCacheSweep(folder).run(bound: bound)
  }

  /// Why an image could not be kept, the first time; the run goes on without.
  public var failure: SystemError? { state.withLock { $0.failure } }

  /// - Parameter hash: SHA-256 of the file that the image is made of.
  func image(of hash: String, made recipe: PreparationRecipe) -> PreparedImage? {
    let path = place(of: hash, recipe)
    guard let file = try? OpenFile(reading: path) else { return nil }
    guard let image = try? PreparedImage.kept(file, recipe) else {
      path.remove()
      return nil
    }
    path.touch()
    return image
  }

  func keep(_ image: PreparedImage, of hash: String, made recipe: PreparationRecipe) {
    // Where one program had to stand in for another, the recipe is not what was done.
    guard image.recipe == recipe.name, failure == nil else { return }
    do throws(SystemError) { try write(image, to: place(of: hash, recipe)) } catch {
      return state.withLock { $0.failure = error }
    }
    let isTimeToLook = state.withLock { state in
      state.added += image.count
      guard state.added > bound / 20 else { return false }
      state.added = 0
      return true
    }
    if isTimeToLook { ImageCacheSweep(folder).run(bound: bound) }
  }

  private func write(_ image: PreparedImage, to path: FilePath) throws(SystemError) {
    try Folder(path.folder).make()
    var file = try ReplacementFile(replacing: path)
    var offset = 0
    while offset < image.count {
      let piece: [UInt8]
      do { piece = try image.read(at: offset, count: 1 << 18) } catch {
        throw error as? SystemError ?? SystemError("read", path, .ioError)
      }
      guard !piece.isEmpty else { throw SystemError("read", path, .ioError) }
      try file.write(binary: piece)
      offset += piece.count
    }
    try file.commit()
  }

  private func place(of hash: String, _ recipe: PreparationRecipe) -> FilePath {
    let key = ContentHash.hex(of: Array("\(hash)\n\(recipe.key)".utf8))
    return folder.appending(String(key.prefix(2))).appending("\(key).jpg")
  }
}

/// Removes from a folder of prepared images those that were used longest ago, until the others are within a bound.
struct ImageCacheSweep {
  private let folder: FilePath

  init(_ folder: FilePath) { self.folder = folder }

  private struct Kept {
    let path: FilePath
    let size: Int
    let used: Timestamp
  }

  /// What another process removes meanwhile is gone all the same.
  func run(bound: Int, now: Timestamp = .now()) {
    var (images, total) = ([Kept](), 0)
    forEachFile { path, status in
      let name = Array(path.lastComponent?.string.utf8 ?? "".utf8)
      if Self.isKept(name) {
        images.append(Kept(path: path, size: status.size, used: status.modified))
        total += status.size
      } else if name.first == UInt8(ascii: "."), path.extension == "new", Self.isKept(name.dropFirst().prefix(68)),
        now.duration(since: status.modified) > .seconds(3600)
      {
        // What a process was writing when it was killed.
        path.remove()
      }
    }
    guard total > bound else { return }
    images.sort { $0.used < $1.used }
    for image in images where total > bound - bound / 10 {
      image.path.remove()
      total -= image.size
    }
  }

  /// Whether it is the name of a kept image: 64 hex digits and `.jpg`.
  private static func isKept(_ name: some Collection<UInt8>) -> Bool {
    let digits = Array("0123456789abcdef".utf8)
    return name.count == 68 && name.prefix(64).allSatisfy(digits.contains)
      && name.dropFirst(64).elementsEqual(".jpg".utf8)
  }

  /// In the folders that are named by the first two digits; nothing else is touched.
  private func forEachFile(_ body: (FilePath, FileStatus) -> Void) {
    let digits = Array("0123456789abcdef")
    for name in digits.flatMap({ first in digits.map { "\(first)\($0)" } }) {
      let place = folder.appending(name)
      for entry in (try? Folder(place).entries()) ?? [] {
        let path = place.appending(bytes: entry.name)
        guard let status = try? FileStatus(of: path, followsLink: false), status.kind == .file else { continue }
        body(path, status)
      }
    }
  }
}
