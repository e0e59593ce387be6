internal import Extraction
internal import SystemLayer

/// What locks are worth in the folder of a file that several processes may write.
struct LockFacts: Sendable {
  /// The folder as it stands, or the nearest above it.
  var folder: String
  /// Nil where the system tells nothing.
  var reach: LockReach?
  /// Whether a lock was tried there and the file system has none.
  var isRefused = false
}

extension LockFacts {
  /// Looks at the file system, and tries a lock on a file without a name.
  init(of folder: String) {
    let existing = FilePath(folder).nearestExisting
    self.init(folder: existing.string, reach: FileSystem(at: existing)?.locks)
    if case .unsupported? = FileLock.trial(in: existing) { isRefused = true }
  }

  /// - Parameters:
  ///   - name: what is locked.
  ///   - loss: what other hosts may do where the lock does not bind them.
  func finding(_ kind: Finding.Kind, _ name: String, loss: String) -> Finding {
    guard let reach else { return .skipped(kind, "locks on \(name): the system does not tell") }
    if isRefused || reach.scope == .none {
      return .failed(
        kind, "\(name) cannot be locked in `\(folder)`: \(isRefused ? "one was tried, and refused" : reach.reason)",
        hint:
          "take a folder on another file system, or have this one mounted with locks (NFS: without `nolock`; Lustre: "
          + "with `flock`)")
    }
    if reach.scope == .all { return .ok(kind, "locks on \(name) bind every process: \(reach.reason)") }
    let whom = reach.scope == .thisHost ? "bind this host alone" : "bind this host, and perhaps no other"
    return .warning(
      kind, "locks on \(name) \(whom): \(reach.reason)", hint: "use it from one host at a time, else \(loss)")
  }

  /// Two hosts that do not see each other's locks would pay for the same images.
  /// - Parameter name: of the folder, at the beginning of a sentence.
  /// - Throws: status 73 where a lock binds one host alone, or nobody.
  func checkSharing(_ name: String) throws(CommandFailure) {
    guard isRefused || reach?.scope == LockReach.Scope.none || reach?.scope == .thisHost else { return }
    throw CommandFailure(
      .outputNotWritable, kind: "locks_local",
      "\(name) `\(folder)` has locks that bind one host alone, or none: \(reach?.reason ?? "one was refused")",
      hint: "take a folder whose locks bind all hosts: docs/cluster.md names the file systems")
  }
}
