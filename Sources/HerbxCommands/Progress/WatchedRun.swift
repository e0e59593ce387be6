internal import Extraction
internal import OpenRouter

/// A run as `herbx status` looks at it, again and again: its own status, and that of its second model's run.
struct WatchedRun {
  private let folder: String
  private var reader: RunStatusReader
  private var secondReader: RunStatusReader?
  private(set) var status: RunStatus
  /// Nil where there is no run of a second model, or it cannot be read: no reason to show no status.
  private(set) var second: RunStatus?
  /// Whether the run was started with a second model.
  private let hasSecond: Bool
  private var quietLooks = 0

  /// Looks for the first time.
  /// - Throws: status 66 where the folder cannot be read.
  init(_ run: String) throws(CommandFailure) {
    folder = RunPath.plain(run)
    do { reader = try RunStatusReader(path: folder) } catch { throw CommandFailure(.inputMissing, error) }
    do { status = try reader.read(now: .now()) } catch { throw CommandFailure(.inputMissing, error) }
    hasSecond = ((try? SnapshotFile.latest(in: folder)) ?? nil)?["parameters"]?["second_model"]?.string != nil
    lookAtSecond()
  }

  mutating func look() throws(CommandFailure) {
    do { status = try reader.read(now: .now()) } catch { throw CommandFailure(.inputMissing, error) }
    lookAtSecond()
  }

  private mutating func lookAtSecond() {
    if secondReader == nil {
      secondReader = SecondRun.existing(in: folder).flatMap { try? RunStatusReader(path: $0) }
    }
    second = try? secondReader?.read(now: .now())
    quietLooks = isRunning ? 0 : quietLooks + 1
  }

  private var isRunning: Bool { status.isRunning || second?.isRunning == true }

  /// Nothing goes on. Between the runs of two models none is running for a moment.
  var isOver: Bool { !isRunning && (!hasSecond || second?.state == .finished || quietLooks > 2) }

  /// The second model's run in a line.
  var secondLine: String? { second.map { "second model \($0.model ?? ""): \(StatusText($0).line)" } }
}
