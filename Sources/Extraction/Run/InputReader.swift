internal import Imaging
internal import OpenRouter
internal import Synchronization
internal import SystemLayer
public import Transfer

/// The input folder as a run sees it: opens images on threads that may wait, and tells a file's fault from the folder's.
public final class InputReader: Sendable {
  let root: String
  private let readers: FileReaders
  /// Which folder it was when a file was last read; another one in its place is an empty mount point.
  private let identity: Mutex<FileIdentity?>

  private let images: ImagesAhead
  let openings: OpeningWatch

  /// - Parameters:
  ///   - root: the input folder.
  ///   - duplicates: specimens that are not sent, and the names of those whose bytes they have.
  ///   - ahead: images that are made ready before anybody asks for them, at most.
  ///   - keeping: prepared images that wait for a further attempt, at most.
  public init(
    root: String, plan: RunPlan, readers: FileReaders, preparer: ImagePreparer, duplicates: [Int: SpecimenName] = [:],
    ahead: Int, keeping: Int
  ) {
    self.root = root
    self.readers = readers
    identity = Mutex(Self.identity(of: root))
    let (specimens, openings) = (plan.specimens, OpeningWatch())
    self.openings = openings
    images = ImagesAhead(plan.todo, reach: ahead, mostKept: keeping, on: readers) { number in
      if let original = duplicates[number] { return .failure(.duplicate(of: original)) }
      return await Self.prepare(specimens[number].name, preparer) { () throws(ImageRefusal) in
        try openings.opening(number) { () throws(ImageRefusal) in
          try specimens[number].open(in: root, into: readers.buffers)
        }
      }
    }
  }

  /// No image is made ready any more that nobody has asked for.
  public func stop() { images.stop() }

  /// Opens the image of a specimen, by its number in the plan, and makes it ready to be sent.
  func open(_ specimen: Int) async throws(ImageRefusal) -> SpecimenImage {
    try await images.image(specimen).get()
  }

  /// Reads an image whose hash is not known yet.
  func hash(_ image: SpecimenImage) async {
    guard image.file.sha256 == nil else { return }
    _ = try? await readers.run { _ = try image.file.hashOfContent() }
  }

  /// Keeps what was made of a specimen's image for its next attempt.
  func keep(_ image: SpecimenImage, for specimen: Int) { images.keep(image, for: specimen) }

  /// Runs on a reader's thread.
  private static func prepare(
    _ name: SpecimenName, _ preparer: ImagePreparer,
    opening: () throws(ImageRefusal) -> ImageFile
  ) async -> Result<SpecimenImage, ImageRefusal> {
    do {
      let file = try opening()
      let decision = try preparer.decide(file, name: name.text)
      if let image = try preparer.untouched(file, decision) { return .success(image) }
      let image = try await preparer.prepare(file, decision) {
        if file.sha256 == nil { _ = try file.hashOfContent() }
      }
      return .success(image)
    } catch let refusal as ImageRefusal {
      return .failure(refusal)
    } catch {
      return .failure(ImageRefusal(.unreadable, "the file cannot be read: \(error)"))
    }
  }

  /// What a refusal means for the run.
  func judge(_ refusal: ImageRefusal) async -> SchedulerOutcome {
    switch refusal.error {
    case .tooManyOpenFiles?, .tooManyOpenFilesInSystem?: return .tooManyOpenFiles
    case let code? where Self.fileSystemErrors.contains(code):
      return .inputUnreadable(reason: refusal.message, isFolderGone: true)
    case .noSuchFileOrDirectory?, .notDirectory?, .permissionDenied?:
      let isSame = (try? await readers.run { [self] in isSameFolder }) ?? false
      if isSame, refusal.error == .permissionDenied { return .failure(wasRequested: false) }
      return .inputUnreadable(
        reason: isSame ? refusal.message : "the input folder `\(root)` is not there", isFolderGone: !isSame)
    case .ioError?: return .inputUnreadable(reason: refusal.message, isFolderGone: false)
    default: return .failure(wasRequested: false)
    }
  }

  /// Looks whether one of these files can be read again, and else whether another one can.
  func probe(_ specimens: [Specimen], other: Specimen? = nil) async -> InputProbeResult {
    let finding = try? await readers.run { [self] () -> InputProbeResult in
      var last = "the input folder `\(root)` is not there"
      for specimen in specimens {
        do throws(ImageRefusal) {
          _ = try specimen.open(in: root)
          identity.withLock { $0 = Self.identity(of: root) }
          return .well
        } catch { last = error.message }
      }
      guard isSameFolder else { return .unwell(reason: "the input folder `\(root)` is not there") }
      let isOtherReadable = other.map { (try? $0.open(in: root)) != nil } ?? false
      return isOtherReadable ? .otherReadable : .filesUnreadable(reason: last)
    }
    return finding ?? .unwell(reason: "the input folder `\(root)` does not answer")
  }

  private var isSameFolder: Bool {
    let now = Self.identity(of: root)
    return now != nil && now == identity.withLock { $0 }
  }

  private static func identity(of root: String) -> FileIdentity? { FileIdentity(of: FilePath(root)) }

  /// Errors of a file system that is gone.
  private static let fileSystemErrors: Set<Errno> = [
    .staleNFSFileHandle, .operationNotSupportedByDevice, .noSuchAddressOrDevice, .socketNotConnected, .timedOut,
    .hostIsDown,
    .noRouteToHost, .networkUnreachable, .connectionRefused, .connectionAbort,
  ]
}

extension Specimen {
  /// The image, open for sending; its bytes as well where it fits into a buffer.
  fileprivate func open(in root: String, into buffers: BufferPool) throws(ImageRefusal) -> ImageFile {
    let file = try open(in: root)
    try file.load(into: buffers)
    return file
  }
}
