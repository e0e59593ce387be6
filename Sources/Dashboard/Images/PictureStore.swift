internal import Extraction
internal import Imaging
internal import LocalServer
internal import OpenRouter
internal import Synchronization
internal import SystemLayer

/// Pictures as the model saw them: made by the preparation of `herbx extract`, and kept while the pages show them. Each
/// lies in a file without a name, so that they cost no memory and leave nothing behind.
final class PictureStore: Sendable {
  private struct Key: Hashable {
    let path: FilePath
    let version: String
    let settings: String
  }

  private typealias Picture = Result<PreparedImage?, ImageRefusal>

  private let known = Mutex<[(key: Key, picture: Task<Picture, Never>)]>([])
  /// Those of the sheet that is shown, of the next one, and of some before.
  private static let most = 12
  private static let tools = Task { await ConverterTools.find(path: ProcessInformation.environment["PATH"]) }

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
    switch await picture(of: path, settings) {
    case .success(let image?):
      let version = FileVersion(of: path.string)
      return ImageResponse.cached(
        version, request, type: .jpeg, body: .stream(length: image.count) { try await image.send(to: $0) })
    case .success(nil): return ImageResponse.whole(folder.open(place.name), request)
    case .failure(let refusal):
      let image = folder.open(place.name)
      guard case .failure(.notAnImage) = image else { return ImageResponse.whole(image, request) }
      return .refusal(404, "There is nothing to show: \(refusal.message).")
    }
  }

  /// The file as it is; one that no browser draws is there to be saved.
  private func original(_ folder: ImageFolder, _ name: String, _ request: RequestHead) -> HTTPResponse {
    let image = folder.open(name)
    guard case .failure(.notAnImage) = image, let path = try? folder.place(of: name),
      let file = try? OpenImage(toSave: path)
    else { return ImageResponse.whole(image, request) }
    return ImageResponse.download(file)
  }

  private func picture(of path: FilePath, _ settings: PreparationSettings) async -> Picture {
    let key = Key(path: path, version: FileVersion(of: path.string).tag, settings: "\(settings)")
    let task = known.withLock { known in
      if let place = known.firstIndex(where: { $0.key == key }) {
        let one = known.remove(at: place)
        known.append(one)
        return one.picture
      }
      let task = Task.detached { await Self.make(path, settings) }
      known = known.suffix(Self.most - 1) + [(key, task)]
      return task
    }
    return await task.value
  }

  private static func make(_ path: FilePath, _ settings: PreparationSettings) async -> Picture {
    let preparer = ImagePreparer(settings: settings, tools: await tools.value)
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
