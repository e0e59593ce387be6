internal import Extraction
internal import SystemLayer

/// A run folder as it is named on the command line.
enum RunPath {
  /// Without slashes at the end.
  static func plain(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// As `plain`, but a folder that is named by dots alone gets its own name.
  static func named(_ path: String) -> String {
    let plain = plain(path)
    let last = plain.split(separator: "/").last ?? ""
    return last == "." || last == ".." ? FilePath(plain).resolved.string : plain
  }

  /// - Throws: status 66 where the folder holds no run.
  static func check(_ path: String) throws(CommandFailure) {
    guard RunStatusReader.isRunFolder(plain(path)) else {
      throw CommandFailure(.inputMissing, RunFolderMissing(path: path))
    }
  }
}
