public import SystemLayer

/// The specimens that a list names, one path a line, relative to the input folder or below it (`--files-from`).
public struct FileList: Sendable, Equatable {
  /// Relative to the input folder, in the system's bytes, each once.
  let paths: [[UInt8]]

  public struct Failure: Error, Equatable, Sendable {
    public let message: String
  }

  /// - Parameters:
  ///   - list: the file with the list.
  ///   - input: the input folder.
  /// - Throws: where the list cannot be read, or names what is not below the input folder.
  public init(_ list: FilePath, input: String) throws(Failure) {
    let bytes: [UInt8]?
    do throws(SystemError) { bytes = try readFile(list, limit: 256 << 20) } catch { throw Failure(message: "\(error)") }
    guard let bytes else { throw Failure(message: "the list `\(list)` is not there") }
    guard !bytes.contains(0) else {
      throw Failure(message: "the list `\(list)` is no text of lines: it holds a NUL byte (`find -print0`, UTF-16)")
    }
    let roots = [input, FilePath(input).resolved.string].map {
      Array($0.utf8) + ($0.hasSuffix("/") ? [] : [UInt8(ascii: "/")])
    }
    // The mark that some editors begin a file with.
    let lines = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var (seen, paths): (Set<[UInt8]>, [[UInt8]]) = ([], [])
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      guard !line.isEmpty else { continue }
      let root = roots.first { line.starts(with: $0) } ?? []
      let path = Self.plain(line.dropFirst(root.count))
      guard let path else {
        let shown = String(decoding: line, as: UTF8.self)
        throw Failure(message: "the list `\(list)` names `\(shown)`, which is not below the input folder `\(input)`")
      }
      if seen.insert(path).inserted { paths.append(path) }
    }
    self.paths = paths
  }

  /// Without `./`; nil for a path that leads out of the folder.
  private static func plain(_ path: ArraySlice<UInt8>) -> [UInt8]? {
    guard path.first != UInt8(ascii: "/") else { return nil }
    let parts = path.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
    guard !parts.isEmpty, !parts.contains(where: { $0.elementsEqual("..".utf8) }) else { return nil }
    return Array(parts.joined(separator: [UInt8(ascii: "/")]))
  }

  /// The specimens, in the order of their names. What is not there is one that fails.
  func specimens(in input: String, _ filter: GlobFilter) -> [Specimen] {
    let kept = paths.filter(filter.keeps).sorted { $0.lexicographicallyPrecedes($1) }
    return kept.map { path in
      let full = FilePath(input).appending(bytes: path)
      let status = try? FileStatus(of: full)
      return switch status?.kind {
      case .file: Specimen(path: path, fileNumber: status?.identity.number ?? 0)
      case nil:
        Specimen(
          path: path, obstacle: (try? FileStatus(of: full, followsLink: false)) == nil ? .missing : .danglingLink)
      case .folder, .link, .other: Specimen(path: path, obstacle: .notAFile)
      }
    }
  }
}
