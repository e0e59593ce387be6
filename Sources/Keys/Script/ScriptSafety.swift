#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Whether nobody but its user and root can have changed a script that is about to get a management key.
enum ScriptSafety {
  /// Why the script at `path` must not run; nil where it may. A link counts by its target.
  static func fault(of path: String) -> String? {
    var raw = stat()
    guard unsafe stat(path, &raw) == 0 else { return nil }
    return fault(owner: raw.st_uid, mode: raw.st_mode, isOwnGroup: isOwnGroup(raw.st_gid), user: geteuid())
  }

  static func fault(owner: uid_t, mode: mode_t, isOwnGroup: Bool, user: uid_t) -> String? {
    guard owner == user || owner == 0 else { return "it belongs to another user (uid \(owner), you are \(user))" }
    let others: mode_t = isOwnGroup ? 0o002 : 0o022
    guard mode & others == 0 else { return "others may change it (mode \(String(mode & 0o777, radix: 8)))" }
    return nil
  }

  /// Whether the group is the user's private one, as many systems give each user: it bears the user's name.
  private static func isOwnGroup(_ group: gid_t) -> Bool {
    guard let user = unsafe getpwuid(geteuid()), let entry = unsafe getgrgid(group) else { return false }
    guard let userName = unsafe user.pointee.pw_name, let groupName = unsafe entry.pointee.gr_name else { return false }
    return unsafe strcmp(userName, groupName) == 0
  }
}
