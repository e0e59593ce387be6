/// The exit statuses of the project's own provisioning script (`scripts/provision-openrouter-key.sh --help` lists them).
///
/// A script that somebody put in its place may use others. Of those, one that it chose itself says "I failed, and left no
/// key behind".
enum ScriptExit {
  /// A key may have been made, and may still exist: the script could not find out.
  static let unclear: Int32 = 16
  /// A key was made, could not be written into the file, and could not be deleted again.
  static let orphanLeft: Int32 = 18
  /// Surely no key was made, or it was deleted again.
  private static let clean: Set<Int32> = [10, 11, 12, 13, 14, 15, 17, 19, 20, 64]

  /// Whether a key may have been left behind by a script that ended by itself with this status. A shell reports a child
  /// killed by a signal as 128 and more; what it had done until then is unknown.
  static func isUnclear(_ status: Int32) -> Bool { status == unclear || status == orphanLeft || status >= 128 }

  /// The same for a script whose time was over: only a status that it is known to choose for a clean end counts.
  static func isUnclear(afterTimeout status: Int32?) -> Bool { status.map { !clean.contains($0) } ?? true }
}
