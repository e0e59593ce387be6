internal import Extraction
internal import Imaging
internal import LocalServer
internal import OpenRouter
internal import Synchronization
internal import SystemLayer

/// Pictures as the model saw them, and small ones of files that are none themselves: made by the preparation of
/// `herbx extract`, and kept while the pages show them. The large ones lie in files without a name, which cost no memory
/// and leave nothing behind.
final class PictureStore: Sendable {
  private struct Key: Hashable {
    let path: FilePath
    let tag: String
  }

  private typealias Picture = Result<PreparedImage?, ImageRefusal>

  /// Those of the sheet that is shown, of the next one, and of some before.
  private let pictures = RecentWork<Key, Picture>(most: 12, heaviest: 128 << 20)
  private let thumbnails = RecentWork<Key, [UInt8]?>(most: 500, heaviest: 16 << 20)
  /// So many children make pictures at once, whatever the pages ask for.
  private let turnstile = Turnstile(places: max(1, MachineInformation.current().processors))
  private static let tools = Task { await ConverterTools.find(path: ProcessInformation.environment["PATH"]) }
  /// In pixels, twice the side that the pages show.
  private static let thumbnailSide = 380

  /// The picture of a record's image; the file itself with `original` in the request's query, and where that is what the
  /// model saw. A file that cannot be prepared is shown as it is, if a browser can.
  func response(
    _ place: ImagePlace, _ settings: PreparationSettings, _ request: RequestHead
  ) async -> HTTPResponse {
    let folder = ImageFolder(place.input)
    if request.query["original"] != nil { return original(folder, place.name, request) }
    let path: FilePath
    do throws(ImageAbsence) { path = try folder.place(of: place.name) } catch {
      return ImageResponse.whole(.failure(error), request)
    }
    let key = Self.key(path, settings)
    if let same = ImageResponse.unchanged(key.tag, request) { return same }
    let picture = await pictures.value(for: key, weight: Self.weight) { await self.make(path, settings) }
    switch picture {
    case .success(let image?):
      return ImageResponse.cached(
        key.tag, request, type: .jpeg, body: .stream(length: image.count) { try await image.send(to: $0) })
    case .success(nil): return ImageResponse.whole(folder.open(place.name), request)
    case .failure(let refusal):
      let image = folder.open(place.name)
      guard case .failure(.notAnImage) = image else { return ImageResponse.whole(image, request) }
      return .refusal(404, "There is nothing to show: \(refusal.message).")
    }
  }

  /// The small picture of a record's image: the one inside the file, the file itself where it is small, else one that is
  /// made for it.
  func thumbnail(_ place: ImagePlace, _ settings: PreparationSettings, _ request: RequestHead) async -> HTTPResponse {
    let folder = ImageFolder(place.input)
    let image = folder.open(place.name)
    if case .success(let open) = image {
      if case .embedded(let bytes) = Thumbnail(image) {
        return ImageResponse.cached(open.version.tag, request, type: .jpeg, body: .binary(bytes))
      }
      if open.count <= Thumbnail.largestUnmade { return ImageResponse.whole(image, request) }
    }
    guard let path = try? folder.place(of: place.name) else { return ImageResponse.whole(image, request) }
    var small = settings
    small.longSide = Self.thumbnailSide
    small.quality = 75
    small.sendsOriginals = false
    let key = Self.key(path, small)
    if let same = ImageResponse.unchanged(key.tag, request) { return same }
    let bytes = await thumbnails.value(for: key, weight: { $0?.count ?? 0 }) { [small] in
      guard case .success(let made?) = await self.make(path, small) else { return nil }
      return try? made.read(at: 0, count: made.count)
    }
    if let bytes { return ImageResponse.cached(key.tag, request, type: .jpeg, body: .binary(bytes)) }
    if case .whole = Thumbnail(image) { return ImageResponse.whole(image, request) }
    return .refusal(404, "There is no small picture of this file.")
  }

  /// The file as it is; one that no browser draws is there to be saved.
  private func original(_ folder: ImageFolder, _ name: String, _ request: RequestHead) -> HTTPResponse {
    let image = folder.open(name)
    guard case .failure(.notAnImage) = image, let path = try? folder.place(of: name),
      let file = try? OpenImage(toSave: path)
    else { return ImageResponse.whole(image, request) }
    return ImageResponse.download(file)
  }

  /// The picture changes with its file and with how it is made.
  private static func key(_ path: FilePath, _ settings: PreparationSettings) -> Key {
    let made = "\(settings)".filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return Key(path: path, tag: "\(FileVersion(of: path.string).tag.dropLast())-\(made)\"")
  }

  private static func weight(_ picture: Picture) -> Int { (try? picture.get())?.count ?? 0 }

  private func make(_ path: FilePath, _ settings: PreparationSettings) async -> Picture {
    let preparer = ImagePreparer(settings: settings, tools: await Self.tools.value, turnstile: turnstile)
    do throws(ImageRefusal) { return .success(try await preparer.picture(of: path)) } catch { return .failure(error) }
  }
}

extension PreparedImage {
  fileprivate func send(to client: HTTPConnection) async throws {
    var offset = 0
    while offset < count {
      let piece = try read(at: offset, count: 1 << 18)
      guard !piece.isEmpty else { throw HTTPConnection.Closed() }
      try await client.write(piece)
      offset += piece.count
    }
  }
}
