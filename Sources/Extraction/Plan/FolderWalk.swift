internal import Imaging
internal import SystemLayer

/// Finds the specimens below a folder: recursively, hidden names and the run folder left out, links followed but never
/// round in a circle. What no specimen is meant to be is counted by its reason.
struct FolderWalk {
  private(set) var specimens: [Specimen] = []
  private(set) var passedOver = PassedOver()
  /// What the walk could not or would not enter, in words.
  private(set) var remarks: [String] = []
  /// Folders of which not all entries could be read, in words: the walk is not whole.
  private(set) var unreadable: [String] = []

  /// Folders that have been walked.
  private var walked: Set<FileIdentity> = []
  /// Links to folders, which are followed last: files get their names without a link where they have one.
  private var links: [(path: [UInt8], ancestors: [FileIdentity])] = []

  private let root: FilePath
  private let skipped: FileIdentity?
  private let filter: GlobFilter

  /// - Parameters:
  ///   - root: the input folder.
  ///   - runFolder: left out where it lies inside `root`.
  init(root: String, skipping runFolder: String, filter: GlobFilter = GlobFilter()) {
    self.filter = filter
    self.root = FilePath(root)
    skipped = FileIdentity(of: FilePath(runFolder))
  }

  /// Walks, and sorts by the paths' bytes.
  mutating func run() {
    let identity = FileIdentity(of: root)
    if let identity { walked.insert(identity) }
    visit([], ancestors: identity.map { [$0] } ?? [])
    while !links.isEmpty {
      let next = links.sorted { $0.path.lexicographicallyPrecedes($1.path) }
      links = []
      for link in next { enter(link.path, ancestors: link.ancestors) }
    }
    specimens.sort { Self.precedes($0.name.text, $1.name.text) }
  }

  /// By the bytes of UTF-8. The standard library's way for any two sequences takes a second for 200,000 names.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left, right)
    return left.withUTF8 { left in
      right.withUTF8 { right in
        unsafe left.span.precedes(right.span)
      }
    }
  }

  private mutating func visit(_ folder: [UInt8], ancestors: [FileIdentity]) {
    let first = specimens.count
    // Only files are looked at while the folder is open: each level of a deep tree would hold a descriptor.
    var folders: [[UInt8]] = []
    do throws(SystemError) {
      try Folder(full(folder)).forEach { entry in
        guard entry.name.first != UInt8(ascii: ".") else { return }
        let path = folder.isEmpty ? entry.name : folder + [UInt8(ascii: "/")] + entry.name
        // A link's own kind says nothing of what it leads to.
        let target = entry.kind == nil ? try? FileStatus(of: full(path)) : nil
        let isLink = target?.identity.number != entry.number && target != nil
        switch entry.kind ?? target?.kind {
        case .file: addFile(path, entry, number: target?.identity.number ?? entry.number, isLink: isLink)
        case .folder where FileName.isOfOtherPrograms(folder: entry.name): passedOver.count(.otherPrograms)
        case .folder where isLink: links.append((path, ancestors))
        case .folder: folders.append(path)
        case nil: addObstacle(.danglingLink, path, entry.name)
        case .link, .other: addObstacle(.notAFile, path, entry.name)
        }
      }
    } catch { unreadable.append("the folder `\(shown(folder))` could not be read: \(error.reason.lowercased())") }
    leaveOutSmallerVersions(from: first)
    for path in folders { enter(path, ancestors: ancestors) }
  }

  /// Among the specimens of one folder, those from `first` on.
  private mutating func leaveOutSmallerVersions(from first: Int) {
    let names = specimens[first...].map(\.fileName)
    guard names.contains(where: { FileName.stemOfOriginal($0) != nil }) else { return }
    let stems = Set(names.map(FileName.stem))
    let kept = specimens[first...].filter { FileName.stemOfOriginal($0.fileName).map { !stems.contains($0) } ?? true }
    passedOver.count(.smallerVersion, specimens.count - first - kept.count)
    specimens.replaceSubrange(first..., with: kept)
  }

  private mutating func enter(_ path: [UInt8], ancestors: [FileIdentity]) {
    guard let identity = FileIdentity(of: full(path)) else {
      unreadable.append("the folder `\(shown(path))` could not be looked at")
      return
    }
    guard identity != skipped else { return }
    guard !CacheTag(of: full(path)).isThere else { return passedOver.count(.otherPrograms) }
    guard !ancestors.contains(identity) else {
      remarks.append("the link `\(shown(path))` leads back to a folder above it and is not followed")
      return
    }
    guard walked.insert(identity).inserted else {
      remarks.append("`\(shown(path))` leads to a folder that is walked already; its files are asked once")
      return
    }
    visit(path, ancestors: ancestors + [identity])
  }

  /// A file without an image's name is opened, to see whether it is an image all the same.
  private mutating func addFile(_ path: [UInt8], _ entry: Folder.Entry, number: UInt64, isLink: Bool) {
    let name = entry.name
    if FileName.isUnfinished(name) {
      passedOver.count(.unfinished)
    } else if !filter.keeps(path) {
      passedOver.count(.excluded)
    } else if FileName.looksLikeImage(name) || ImageFormat(signature: signature(of: path)).isSurelyImage {
      specimens.append(Specimen(path: path, fileNumber: number, isLink: isLink))
    } else {
      passedOver.count(.noImage)
    }
  }

  /// What cannot be opened is a specimen that fails where its name says that it was to be one.
  private mutating func addObstacle(_ obstacle: Specimen.Obstacle, _ path: [UInt8], _ name: [UInt8]) {
    if !filter.keeps(path) {
      passedOver.count(.excluded)
    } else if FileName.looksLikeImage(name), !FileName.isUnfinished(name) {
      specimens.append(Specimen(path: path, obstacle: obstacle))
    } else {
      passedOver.count(.noImage)
    }
  }

  private func signature(of path: [UInt8]) -> [UInt8] {
    (try? OpenFile(reading: full(path)).read(count: ImageFormat.signatureLength)) ?? []
  }

  private func full(_ path: [UInt8]) -> FilePath { root.appending(bytes: path) }

  private func shown(_ path: [UInt8]) -> String { Specimen(path: path).name.text }
}

extension ImageFormat {
  /// Without an image's name, a film or an `SVG` is no specimen.
  fileprivate var isSurelyImage: Bool {
    switch self {
    case .otherImage, .noImage: false
    default: true
    }
  }
}
