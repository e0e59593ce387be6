import Foundation
public import Testing

/// Tests that take minutes. They are skipped where all tests run, and run by `scripts/trials NAME`.
public enum Trial {
  private static let running = ProcessInfo.processInfo.environment["HERBX_TRIAL"]

  public static func isRunning(_ name: String) -> Bool { running == name }

  /// How often a property is tried: some times among all tests, many times in its trial.
  public static func rounds(_ few: Int, at name: String, _ many: Int) -> Int { isRunning(name) ? many : few }
}

extension Trait where Self == ConditionTrait {
  /// Runs in the trial of this name only.
  public static func trial(_ name: String) -> Self {
    .enabled(if: Trial.isRunning(name), "takes minutes: scripts/trials \(name)")
  }
}

extension Trait where Self == TimeLimitTrait {
  /// Ends a test that waits for what will never come. It is no bound on how long a test may take on a busy machine: the
  /// wait for a place among the processes counts, too.
  public static var endsHanging: Self { .timeLimit(.minutes(20)) }
}
