#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the system says of a file, in numbers that cannot overflow.
public struct FileStatus: Sendable, Equatable {
  public enum Kind: Sendable { case file, folder, link, other }

  public let kind: Kind
  /// The lower twelve bits of the mode.
  public let permissions: UInt16
  /// The numbers of the user and the group.
  public let owner: UInt32
  public let group: UInt32
  /// In bytes, never negative.
  public let size: Int
  /// When the content was changed last, held within the range of `Timestamp`.
  public let modified: Timestamp
  public let identity: FileIdentity
  /// Whether any folder has a name for it.
  public let isNamed: Bool
  /// The whole of the time of change, to tell two states of a file apart.
  let modifiedParts: [Int]

  /// Follows a link, unless told not to.
  public init(of path: FilePath, followsLink: Bool = true) throws(SystemError) {
    self.init(try naming("examine", path) { () throws(Errno) in try Stat(path, followTargetSymlink: followsLink) })
  }

  init(_ raw: Stat) {
    kind =
      switch raw.type {
      case .regular: .file
      case .directory: .folder
      case .symbolicLink: .link
      default: .other
      }
    permissions = UInt16(truncatingIfNeeded: raw.mode.rawValue & 0o7777)
    owner = UInt32(truncatingIfNeeded: raw.userID.rawValue)
    group = UInt32(truncatingIfNeeded: raw.groupID.rawValue)
    size = max(0, Int(clamping: raw.size))
    let time = raw.st_mtim
    modifiedParts = [time.tv_sec, time.tv_nsec]
    modified = Timestamp(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    identity = FileIdentity(raw)
    isNamed = raw.linkCount > 0
  }

  /// Tells one state of a file from another: size and time of change, for an HTTP `ETag` for example.
  public var fingerprint: String {
    ([size] + modifiedParts).map { String($0, radix: 16) }.joined(separator: "-")
  }
}

/// Which file or folder something is, whatever its name.
public struct FileIdentity: Sendable, Hashable {
  private let device: UInt64
  /// Within its file system.
  public let number: UInt64

  init(_ raw: Stat) {
    device = UInt64(truncatingIfNeeded: raw.deviceID.rawValue)
    number = UInt64(truncatingIfNeeded: raw.inode.rawValue)
  }

  /// Nil where the path leads nowhere.
  public init?(of path: FilePath) {
    guard let status = try? FileStatus(of: path) else { return nil }
    self = status.identity
  }
}
