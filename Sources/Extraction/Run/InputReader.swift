internal import Synchronization
internal import SystemLayer
public import Transfer

/// The input folder as a run sees it: opens images on threads that may wait, and tells a file's fault from the folder's.
public final class InputReader: Sendable {
  let root: String
  private let readers: FileReaders
  /// Which folder it was when a file was last read; another one in its place is an empty mount point.
  private let identity: Mutex<FileIdentity?>

  /// - Parameter root: the input folder.
  public init(root: String, readers: FileReaders) {
    self.root = root
    self.readers = readers
    identity = Mutex(Self.identity(of: root))
  }

  func open(_ specimen: Specimen) async throws(ImageRefusal) -> ImageFile {
    do {
      return try await readers.run { [root] in try specimen.open(in: root) }
    } catch let refusal as ImageRefusal {
      throw refusal
    } catch {
      throw ImageRefusal(.unreadable, "the file was not opened in time")
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

  /// Looks whether one of these files can be read again.
  func probe(_ specimens: [Specimen]) async -> InputProbeResult {
    let finding = try? await readers.run { [self] () -> InputProbeResult in
      var last = "the input folder `\(root)` is not there"
      for specimen in specimens {
        do throws(ImageRefusal) {
          _ = try specimen.open(in: root)
          identity.withLock { $0 = Self.identity(of: root) }
          return .well
        } catch { last = error.message }
      }
      return isSameFolder ? .filesUnreadable(reason: last) : .unwell(reason: "the input folder `\(root)` is not there")
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
