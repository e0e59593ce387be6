/// What a file's or folder's name says of it before it is opened.
enum FileName {
  /// Whether a file is meant to be a picture, or a document with one, of whatever kind: only a hint.
  static func looksLikeImage(_ name: [UInt8]) -> Bool { ending(name).map(imageEndings.contains) ?? false }

  /// A file that another program has not written to its end, or has put aside.
  static func isUnfinished(_ name: [UInt8]) -> Bool {
    name.last == UInt8(ascii: "~") || ending(name).map(unfinishedEndings.contains) ?? false
  }

  /// A folder that storage systems and desktops fill for themselves: thumbnails, bins, what a file system found lost.
  static func isOfOtherPrograms(folder name: [UInt8]) -> Bool {
    otherFolders.contains(String(decoding: name, as: UTF8.self).lowercased())
  }

  /// The name that a smaller version's original would have, without its ending: `b` for `b_tn.jpg`. Nil for a name that
  /// is none of a smaller version.
  static func stemOfOriginal(_ name: [UInt8]) -> [UInt8]? {
    let stem = Self.stem(name)
    guard let line = stem.lastIndex(where: { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }), line > 0 else {
      return nil
    }
    let mark = String(decoding: stem[(line + 1)...], as: UTF8.self).lowercased()
    return versionMarks.contains(mark) ? Array(stem[..<line]) : nil
  }

  static func stem(_ name: [UInt8]) -> [UInt8] {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return name }
    return Array(name[..<dot])
  }

  private static func ending(_ name: [UInt8]) -> String? {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    return String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
  }

  private static let imageEndings: Set<String> = [
    "jpg", "jpeg", "jpe", "jfif", "jps", "mpo", "png", "apng", "webp", "gif", "tif", "tiff", "btf", "bmp", "dib",
    "heic", "heif", "hif", "avif", "jp2", "j2k", "j2c", "jpc", "jpf", "jpx", "jpm", "jxl", "jxr", "wdp", "psd", "psb",
    "pdf", "djvu", "svs", "ndpi", "scn", "mrxs", "dcm", "exr", "tga", "pcx", "ppm", "pgm", "pbm", "pnm", "xcf",
    "3fr", "ari", "arw", "bay", "cap", "cr2", "cr3", "crw", "dcr", "dcs", "dng", "eip", "erf", "fff", "gpr", "iiq",
    "k25", "kdc", "mdc", "mef", "mos", "mrw", "nef", "nrw", "orf", "pef", "ptx", "raf", "raw", "rw2", "rwl", "rwz",
    "sr2", "srf", "srw", "x3f",
  ]

  private static let unfinishedEndings: Set<String> = [
    "part", "partial", "crdownload", "download", "filepart", "opdownload", "tmp", "temp", "swp", "bak", "old", "orig",
    "!ut", "!qb", "aria2",
  ]

  private static let otherFolders: Set<String> = [
    "@eadir", "#recycle", "#snapshot", "@recycle", "@recently-snapshot", "$recycle.bin", "recycler", "recycled",
    "system volume information", "lost+found", "__macosx",
  ]

  /// Symbiota's portals, image servers and file managers.
  private static let versionMarks: Set<String> = ["tn", "lg", "sm", "web", "thumb", "thumbnail", "small", "preview"]
}
