internal import OpenRouter

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Finds the specimens below a folder: recursively, hidden names and the run folder left out, links followed but never
/// round in a circle.
struct FolderWalk {
  private(set) var specimens: [Specimen] = []
  /// Files that are no images, neither by name nor by content.
  private(set) var passedOver = 0
  /// What the walk could not or would not enter, in words.
  private(set) var remarks: [String] = []

  private let root: [UInt8]
  private let skipped: FileIdentity?

  /// - Parameters:
  ///   - root: the input folder.
  ///   - runFolder: left out where it lies inside `root`.
  init(root: String, skipping runFolder: String) {
    self.root = Array(root.utf8)
    skipped = FileIdentity(path: FilePath.cString(root: Array(runFolder.utf8), []))
  }

  /// Walks, and sorts by the paths' bytes.
  mutating func run() {
    let ancestors = FileIdentity(path: FilePath.cString(root: root, [])).map { [$0] } ?? []
    visit([], ancestors: ancestors)
    specimens.sort { Self.precedes($0.name.text, $1.name.text) }
  }

  /// By the bytes of UTF-8. The standard library's way for any two sequences takes a second for 200,000 names.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left, right)
    return left.withUTF8 { left in
      right.withUTF8 { right in
        guard let one = left.baseAddress, let other = right.baseAddress else { return left.count < right.count }
        let order = unsafe memcmp(one, other, min(left.count, right.count))
        return order == 0 ? left.count < right.count : order < 0
      }
    }
  }

  private mutating func visit(_ folder: [UInt8], ancestors: [FileIdentity]) {
    // Only files are looked at while the folder is open: each level of a deep tree would hold a descriptor.
    var folders: [[UInt8]] = []
    let isRead = FolderEntries.forEach(full(folder)) { entry in
      guard entry.name.first != UInt8(ascii: ".") else { return }
      let path = folder.isEmpty ? entry.name : folder + [UInt8(ascii: "/")] + entry.name
      switch entry.kind == .unknown ? kind(of: path) : entry.kind {
      case .file: addFile(path, name: entry.name)
      case .folder: folders.append(path)
      case .dangling: specimens.append(Specimen(path: path, obstacle: .danglingLink))
      case .other, .unknown: specimens.append(Specimen(path: path, obstacle: .notAFile))
      }
    }
    if !isRead { remarks.append("the folder `\(shown(folder))` could not be read: \(SystemError())") }
    for path in folders { enter(path, ancestors: ancestors) }
  }

  private mutating func enter(_ path: [UInt8], ancestors: [FileIdentity]) {
    guard let identity = FileIdentity(path: full(path)), identity != skipped else { return }
    guard !ancestors.contains(identity) else {
      remarks.append("the link `\(shown(path))` leads back to a folder above it and is not followed")
      return
    }
    visit(path, ancestors: ancestors + [identity])
  }

  /// A file without an image's name is opened, to see whether it is an image all the same.
  private mutating func addFile(_ path: [UInt8], name: [UInt8]) {
    if ImageName.looksLikeImage(name) || ImageType(signature: signature(of: path)) != nil {
      specimens.append(Specimen(path: path))
    } else {
      passedOver += 1
    }
  }

  private func signature(of path: [UInt8]) -> [UInt8] {
    let descriptor = unsafe open(full(path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    return (try? FileReading.read(descriptor, at: 0, count: ImageType.signatureLength)) ?? []
  }

  /// What a link leads to, and what a file system that does not tell types holds.
  private func kind(of path: [UInt8]) -> FolderEntries.Kind {
    var status = stat()
    let result = unsafe stat(full(path), &status)
    guard result == 0 else { return .dangling }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  private func full(_ path: [UInt8]) -> [CChar] { FilePath.cString(root: root, path) }

  private func shown(_ path: [UInt8]) -> String { Specimen(path: path).name.text }
}
