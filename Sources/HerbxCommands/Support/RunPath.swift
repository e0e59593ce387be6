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

  /// - Throws: status 66 where the folder holds no run.
  static func check(_ path: String) throws(CommandFailure) {
    guard RunStatusReader.isRunFolder(plain(path)) else {
      throw CommandFailure(.inputMissing, RunFolderMissing(path: path))
    }
  }
}
