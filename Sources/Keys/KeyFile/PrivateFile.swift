internal import SystemLayer

/// Reads a file that must be its owner's alone.
///
/// The checks are made on the opened file, not on its name, so that nobody can change it in between. A link is followed;
/// what counts is its target.
enum PrivateFile {
  /// Far beyond any key file; keeps a wrong path from filling the memory.
  static let largestSize = 1 << 20

  /// All bytes of the file; nil where there is none.
  static func read(_ path: String, what: String) throws(KeyFileError) -> [UInt8]? {
    let (status, bytes): (FileStatus, [UInt8])
    do throws(SystemError) {
      let file = try OpenFile(reading: FilePath(path))
      status = try file.status()
      bytes = status.kind == .file ? try file.read(count: min(status.size, largestSize)) : []
    } catch {
      if error.action == "open", error.code == .noSuchFileOrDirectory || error.code == .notDirectory { return nil }
      throw KeyFileError(
        .unreadable, error.description, hint: "check the path and its permissions: ls -ld \(path.shellWord)")
    }
    let access = Access(isRegular: status.kind == .file, permissions: status.permissions, owner: status.owner)
    if let refusal = refusal(of: access, size: status.size, path: path, what: what, user: ProcessInformation.user) {
      throw refusal
    }
    return bytes
  }

  /// Takes the access of others from the file, whatever a program that wrote it left. Where that fails, reading it says so.
  static func makePrivate(_ path: String) {
    guard let file = try? OpenFile(reading: FilePath(path)), let status = try? file.status(), status.kind == .file,
      status.owner == ProcessInformation.user, status.permissions & 0o077 != 0
    else { return }
    try? file.setPermissions(0o600)
  }

  /// Whose file it is, and what others may do with it.
  struct Access: Equatable {
    var isRegular: Bool
    var permissions: UInt16
    var owner: UInt32
  }

  /// Why such a file must not be read; nil where it may.
  /// - Parameter keepsPermissions: whether the file system keeps them; asked only where it matters.
  static func refusal(
    of status: Access, size: Int, path: String, what: String, user: UInt32,
    keepsPermissions: (String) -> Bool = PrivateFile.keepsPermissions
  ) -> KeyFileError? {
    guard status.isRegular else {
      return KeyFileError(
        .notAFile, "the \(what) `\(path)` is no regular file", hint: "give the path of a file, not of a folder or pipe")
    }
    guard status.owner == user else {
      return KeyFileError(
        .owner, "the \(what) `\(path)` belongs to another user (uid \(status.owner), you are \(user))",
        hint: "sudo chown \(user) \(path.shellWord) && chmod 600 \(path.shellWord)")
    }
    guard status.permissions & 0o077 == 0 else {
      let mode = String(status.permissions & 0o777, radix: 8)
      return KeyFileError(
        .permissions, "the \(what) `\(path)` is open to others (mode \(mode))",
        hint: keepsPermissions(path)
          ? "chmod 600 \(path.shellWord)"
          : "this file system keeps no permissions, so chmod does not help: keep the file elsewhere, with `--keys-file`"
      )
    }
    guard size <= largestSize else {
      return KeyFileError(
        .tooLarge, "the \(what) `\(path)` has \(size) bytes, more than the \(largestSize) it may have",
        hint: "check the path: a \(what) has a few short lines")
    }
    return nil
  }

  /// FAT and its kind, and Windows folders inside Linux, show one mode for every file.
  private static func keepsPermissions(_ path: String) -> Bool {
    let without: Set = [
      "vfat", "exfat", "msdos", "drvfs", "9p", "cifs", "smb3", "smbfs", "ntfs", "ntfs3", "fuseblk", "v9fs",
    ]
    if let system = FileSystem(at: FilePath(path)), without.contains(system.type) { return false }
    // A share or a mount of another kind shows by what becomes of a file that was made for its owner alone.
    guard let file = try? OpenFile.temporary(in: FilePath(path).folder), let status = try? file.status() else {
      return true
    }
    return status.permissions & 0o077 == 0
  }
}
