internal import Dispatch
internal import Synchronization
public import SystemLayer

/// Writes `raw.jsonl`. A record is one `write` of one line, and counts once the disk has it.
///
/// Records that come together, or while the disk is busy, share one `fdatasync` (group commit): each is still a `write`
/// of its own, in the order in which they came.
public final class RecordLog: Sendable {
  /// Told of each line, once all of them are on the disk, or why it is not. Called on the log's own queue.
  public typealias Completion = @Sendable ([Result<Void, WriteFailure>]) -> Void

  private struct Pending {
    let lines: [SafeText]
    let completion: Completion
  }

  private struct Writer: ~Copyable {
    var file: AppendFile
    var failure: WriteFailure?
    /// Nil before the run has told where its chain begins.
    var chain: RecordChain?
    /// The same behind the last line that the disk has.
    var secured: RecordChain?
  }

  /// Closures stand within a structure: one that is a lock's own value is wrapped anew each time that the lock is taken.
  private struct Inbox {
    var pending: [Pending] = []
    var preparation: (@Sendable () -> Void)?
  }

  private let inbox = Mutex(Inbox())
  private let writer: Mutex<Writer>
  private let queue = DispatchQueue(label: "herbx.record-log", qos: .userInitiated)

  /// - Throws: where the file cannot be opened or made.
  public init(path: String) throws(WriteFailure) {
    let file = try WriteFailure.naming { () throws(SystemError) in try AppendFile(FilePath(path)) }
    guard file.lock() else { throw WriteFailure(path: path, bytes: 0, reason: "another run writes to it") }
    writer = Mutex(Writer(file: file, failure: nil, chain: nil))
  }

  /// Takes lines with their newlines. After a failure nothing more is written: each later line fails the same way.
  public func append(_ lines: [SafeText], then completion: @escaping Completion) {
    let isFirst = inbox.withLock { inbox in
      inbox.pending.append(Pending(lines: lines, completion: completion))
      return inbox.pending.count == 1
    }
    if isFirst { queue.async { self.commit() } }
  }

  /// From here on `work` is done before records are written, on the thread that writes them.
  func precede(with work: @escaping @Sendable () -> Void) { inbox.withLock { $0.preparation = work } }

  /// From here on each line carries the hash over itself and all before it.
  func begin(_ chain: RecordChain) { writer.withLock { ($0.chain, $0.secured) = (chain, chain) } }

  /// Behind the last line that the disk has; nil where none carries one.
  var chain: RecordChain? { writer.withLock { $0.secured } }

  /// Returns once all lines taken so far have been completed.
  func flush() async {
    await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
  }

  private func commit() {
    // In this order: what was told before a record was given is written before it.
    let (group, prepare) = inbox.withLock { inbox in
      defer { inbox.pending = [] }
      return (inbox.pending, inbox.preparation)
    }
    prepare?()
    var results = writer.withLock { writer in Self.write(group.flatMap(\.lines), with: &writer) }[...]
    for pending in group {
      pending.completion(Array(results.prefix(pending.lines.count)))
      results = results.dropFirst(pending.lines.count)
    }
  }

  /// After the first failure nothing more is written; what was written before it is brought to the disk all the same.
  private static func write(_ lines: [SafeText], with writer: inout Writer) -> [Result<Void, WriteFailure>] {
    var results: [Result<Void, WriteFailure>] = []
    for line in lines {
      do throws(WriteFailure) {
        if let failure = writer.failure { throw failure }
        var chain = writer.chain
        let line = chain?.link(line) ?? line
        try WriteFailure.naming(bytes: line.bytes.count) { () throws(SystemError) in try writer.file.append(line) }
        writer.chain = chain
        results.append(.success(()))
      } catch {
        writer.failure = error
        results.append(.failure(error))
      }
    }
    do throws(WriteFailure) {
      try secure(writer.file, bytes: lines.map(\.bytes.count).reduce(0, +))
      writer.secured = writer.chain
    } catch {
      writer.failure = writer.failure ?? error
      results = results.map { _ in .failure(error) }
    }
    return results
  }

  private static func secure(_ file: borrowing AppendFile, bytes: Int) throws(WriteFailure) {
    do throws(SystemError) { try file.synchronize() } catch {
      // The lines are in the file, and may outlast it.
      var failure = WriteFailure(error, bytes: bytes)
      failure.isUncertain = true
      throw failure
    }
    // A folder that was moved still takes what is in flight; that its lock is not in its place ends the run.
    guard file.isInPlace || file.hasMoved else {
      throw WriteFailure(path: file.path.string, bytes: bytes, reason: "the file is gone")
    }
  }
}
