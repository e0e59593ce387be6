import Foundation
import TestSupport
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The trials of scripts/cluster-test, of which the quick ones run here. A target of their own: a dozen processes at once
/// would starve other tests.
@Suite("a run with shards on a real Slurm")
struct ClusterTests {
  private static let isPossible =
    geteuid() == 0 && ["slurmctld", "slurmd", "sbatch", "munged", "jq"].allSatisfy(has)
    && (try? FileManager.default.contentsOfDirectory(atPath: "/sys/fs/cgroup").isEmpty) == false

  /// Debian keeps daemons where an ordinary path does not lead.
  private static func has(_ tool: String) -> Bool {
    HerbxProcess.has(tool) || FileManager.default.isExecutableFile(atPath: "/usr/sbin/\(tool)")
  }

  @Test(
    "the quick trials of scripts/cluster-test hold",
    .enabled(
      if: isPossible,
      "needs root, /sys/fs/cgroup, slurmctld, slurmd, slurm-client, munge and jq; scripts/test installs them on Debian"),
    .timeLimit(.minutes(10)))
  func quick() async throws {
    let said = try await HerbxProcess.tool(
      "bash",
      ["-c", "exec 2>&1; cd '\(HerbxProcess.package)'; scripts/cluster-test '\(HerbxProcess.binary)' quick; echo $?"])
    #expect(said.hasSuffix("\n0\n") && !said.contains("FAILS") && !said.hasPrefix("skipped"), "\(said)")
  }
}
