internal import Extraction
internal import OpenRouter

/// Takes the run folder, and waits for another run to leave it as long as `--wait-for-lock` says.
struct LockWait {
  private let patience: Duration
  private let context: CommandContext

  /// Between two lines while it goes on.
  private static let interval = Duration.seconds(300)

  init(_ seconds: Int, _ context: CommandContext) {
    patience = .seconds(seconds)
    self.context = context
  }

  /// - Throws: status 73 where the folder cannot be had in that time.
  func open(_ path: String) async throws(CommandFailure) -> RunFolder {
    let began = ContinuousClock.now
    var next = began
    while true {
      do throws(RunFolderError) {
        let folder = try RunFolder(path)
        if next > began {
          context.printNote("✅ the run folder is free after \((ContinuousClock.now - began).components.seconds) s")
        }
        return folder
      } catch {
        let left = patience - (ContinuousClock.now - began)
        guard error.passes, left > .zero else { throw CommandFailure(.outputNotWritable, error) }
        if ContinuousClock.now >= next {
          let seconds = (left + .milliseconds(999)).components.seconds
          context.printNote("⏳ \(error.message); waiting for it, \(seconds) s at most")
          next = .now + Self.interval
        }
        try? await Task.sleep(for: min(.seconds(1), left))
      }
    }
  }
}
