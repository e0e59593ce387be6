internal import Extraction
internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Finds the run folders at, and one or two levels below, a folder.
struct RunFinder: Sendable {
  struct Found: Sendable, Equatable {
    /// Stands for the run in addresses: no path does.
    let id: String
    let path: String
    /// Relative to the root; the folder's own name for the root itself.
    let name: String
  }

  let root: String
  private static let depth = 2

  /// Sorted by name.
  func find() -> [Found] {
    if RunStatusReader.isRunFolder(root) { return [found(root, name: root.split(separator: "/").last ?? "run")] }
    return search(root, prefix: "", depth: Self.depth).sorted { $0.name < $1.name }
  }

  private func search(_ folder: String, prefix: String, depth: Int) -> [Found] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") }.flatMap { name -> [Found] in
      let path = folder + "/" + name
      if RunStatusReader.isRunFolder(path) { return [found(path, name: (prefix + name)[...])] }
      return depth > 1 ? search(path, prefix: prefix + name + "/", depth: depth - 1) : []
    }
  }

  private func found(_ path: String, name: Substring) -> Found {
    Found(id: String(ContentHash.hex(of: Array(path.utf8)).prefix(12)), path: path, name: String(name))
  }
}
