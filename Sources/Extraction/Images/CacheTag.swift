internal import SystemLayer

/// The file by which a folder says that it is a cache: programs that make backups pass over it, as does herbx where it looks
/// for specimens. Source: the Cache Directory Tagging Specification, https://bford.info/cachedir/.
struct CacheTag {
  private let folder: FilePath
  private let path: FilePath

  private static let signature = "Signature: 8a477f597d28d172789f06886806bc55"
  private static let text = """
    \(signature)
    # This folder was made by `herbx extract --image-cache`: its pictures are made anew where they are missing.

    """

  init(of folder: FilePath) {
    self.folder = folder
    path = folder.appending("CACHEDIR.TAG")
  }

  private var bytes: [UInt8]? { try? OpenFile(reading: path).readAll(limit: 4096) }

  private var isOwn: Bool { bytes == Array(Self.text.utf8) }

  /// Whether the folder says that it is a cache, of whatever program.
  var isThere: Bool { bytes?.starts(with: Self.signature.utf8) == true }

  /// - Throws: `.fileExists` where the folder holds anything and is no cache of herbx.
  func claim() throws(SystemError) {
    if isOwn { return }
    let others = try Folder(folder).entries().filter { $0.name.first != UInt8(ascii: ".") }
    // Another process may have made it meanwhile.
    guard others.isEmpty || isOwn else {
      throw SystemError("use as a cache, for other files lie in it:", folder, .fileExists)
    }
    var file = try ReplacementFile(replacing: path)
    try file.write(binary: Array(Self.text.utf8))
    try file.commit()
  }
}
