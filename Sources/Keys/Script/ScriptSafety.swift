internal import SystemLayer

/// Whether nobody but its user and root can have changed a script that is about to get a management key.
enum ScriptSafety {
  /// Why the script at `path` must not run; nil where it may. A link counts by its target.
  static func fault(of path: String) -> String? {
    guard let status = try? FileStatus(of: FilePath(path)) else { return nil }
    return fault(
      owner: status.owner, permissions: status.permissions, isOwnGroup: ProcessInformation.isPrivateGroup(status.group),
      user: ProcessInformation.user)
  }

  static func fault(owner: UInt32, permissions: UInt16, isOwnGroup: Bool, user: UInt32) -> String? {
    guard owner == user || owner == 0 else { return "it belongs to another user (uid \(owner), you are \(user))" }
    let others: UInt16 = isOwnGroup ? 0o002 : 0o022
    guard permissions & others == 0 else {
      return "others may change it (mode \(String(permissions & 0o777, radix: 8)))"
    }
    return nil
  }
}
