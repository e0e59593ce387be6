internal import Dispatch
internal import Synchronization
internal import SystemLayer

/// Appends to a file on a thread of its own, in the order in which the lines come: whoever tells something never waits
/// for a slow disk. What a file system that hangs holds back is bounded by the run, which waits for its records.
final class LineWriter: Sendable {
  private struct State: ~Copyable {
    var file: AppendFile
    var hasFailed = false
  }

  private let state: Mutex<State>
  private let failed: @Sendable (WriteFailure) -> Void
  private let queue: DispatchQueue

  /// - Parameter failed: told of the first line that could not be written, on the writer's thread.
  /// - Throws: where the file cannot be opened or made.
  init(path: String, failed: @escaping @Sendable (WriteFailure) -> Void = { _ in }) throws(WriteFailure) {
    state = Mutex(State(file: try WriteFailure.naming { () throws(SystemError) in try AppendFile(FilePath(path)) }))
    self.failed = failed
    queue = DispatchQueue(label: "herbx.\(path.split(separator: "/").last ?? "")")
    queue.setSpecific(key: Self.key, value: ObjectIdentifier(self))
  }

  /// Tells which writer's thread this is.
  private static let key = DispatchSpecificKey<ObjectIdentifier>()

  /// Takes whole lines; they go out with one `write`.
  func append(_ lines: SafeText) {
    queue.async { [self] in
      let failure = state.withLock { state -> WriteFailure? in
        do throws(SystemError) { try state.file.append(lines) } catch {
          defer { state.hasFailed = true }
          return state.hasFailed ? nil : WriteFailure(error, bytes: lines.bytes.count)
        }
        return nil
      }
      if let failure { failed(failure) }
    }
  }

  /// Does something on the writer's thread in a while.
  func run(in milliseconds: Int, _ work: @escaping @Sendable () -> Void) {
    queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds), execute: work)
  }

  /// Returns once all that was given so far is written; on the writer's own thread, where that would never come, at once.
  func flush() {
    if DispatchQueue.getSpecific(key: Self.key) != ObjectIdentifier(self) { queue.sync {} }
  }
}
