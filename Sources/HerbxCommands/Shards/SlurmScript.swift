internal import Extraction
internal import SystemLayer

/// The batch script of a run with shards, as text: a pure function of what was asked.
struct SlurmScript {
  let shards: Int
  let atMost: Int
  /// The job's time limit, as Slurm writes it.
  let time: String
  /// How long before the limit a task is told to leave, in seconds.
  let notice: Int
  let run: String
  let program: String
  /// Where paths that were typed begin.
  let folder: String
  /// The words of `herbx extract` that follow its name.
  let extract: [String]

  /// How often Slurm may start one task anew because herbx asked for it.
  private static let mostRequeues = 20

  var text: String {
    let command = ([program, "extract"] + extract + ["--shard", "slurm", "--progress", "none"]).map(\.shellWord)
      .joined(separator: " ")
    return """
      #!/bin/bash
      #SBATCH --job-name=herbx
      #SBATCH --array=1-\(shards)%\(atMost)
      #SBATCH --time=\(time)
      #SBATCH --requeue
      #SBATCH --open-mode=append
      #SBATCH --signal=B:USR1@\(notice)
      #SBATCH --chdir=\(folder.shellWord)
      #SBATCH --output=herbx-%A_%a.log
      # Submit with `sbatch FILE`, or with `bash FILE`, which also submits the merge behind it.
      # What is still to do: `herbx status RUN` names it for --array.
      if [ -z "$SLURM_JOB_ID" ]; then
        array=$(sbatch --parsable "$0") || exit
        echo "array $array"
        merge="\(Self.inDouble(program.shellWord)) merge \(Self.inDouble(run.shellWord)) --output \(Self.inDouble((run + "-merged-").shellWord))$array"
        sbatch --job-name=herbx-merge --chdir=\(folder.shellWord) --output=herbx-merge-%j.log \
          --dependency=afterany:"$array" --wrap "$merge"
        exit
      fi
      : "${SLURM_JOB_END_TIME:=$(date -d "$(squeue -h -j "$SLURM_JOB_ID" -o %e)" +%s 2>/dev/null)}"
      export SLURM_JOB_END_TIME
      \(command) & pid=$!
      # A shell that waits for a child in the foreground would pass no signal on, and a signal ends a `wait` early.
      leaving= ended= told=1
      trap 'told=1 leaving=1; kill -TERM $pid 2>/dev/null' USR1
      trap 'told=1 ended=1; kill -TERM $pid 2>/dev/null' TERM
      while [ -n "$told" ]; do told=; wait $pid; status=$?; done
      # 75: the service is away. 73: a dead start of this shard still holds its folder. 143: it was told to leave before
      # the time limit. Never after TERM: a cancelled run would come back to life. Where another job takes the place, Slurm
      # itself starts the task again.
      again=
      case $status in
        75 | 73) again=1; sleep 30 ;;
        143) again=$leaving ;;
      esac
      if [ -n "$again" ] && [ -z "$ended" ] && [ "${SLURM_RESTART_COUNT:-0}" -lt \(Self.mostRequeues) ]; then
        scontrol requeue "$SLURM_JOB_ID" && sleep 60
      fi
      exit $status
      """
  }

  /// What stands between double quotes and means itself there.
  private static func inDouble(_ text: String) -> String {
    text.reduce(into: "") { result, letter in
      if "\\\"$`".contains(letter) { result.append("\\") }
      result.append(letter)
    }
  }

  /// The words of the command line that are `extract`'s: those that only this command knows are left out.
  static func extractWords(_ arguments: [String], own: Set<String>) -> [String] {
    var words: [String] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      let name = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
      if own.contains(name) {
        if name == word { _ = rest.popFirst() }
      } else {
        words.append(word)
      }
    }
    return words
  }

  /// Seconds of `4:00:00`, `1-00:00:00`, `90` (minutes) or `30:00`; nil for anything else.
  static func seconds(_ time: String) -> Int? {
    let parts = time.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 2, let clock = parts.last else { return nil }
    let numbers = clock.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard !numbers.contains(where: { ($0 ?? -1) < 0 || ($0 ?? 0) > 1_000_000 }), numbers.count <= 3 else { return nil }
    let values = numbers.compactMap { $0 }
    if parts.count == 2 {
      guard let days = Int(parts[0]), (0...1000).contains(days), let hours = values.first else { return nil }
      return days * 86_400 + hours * 3600 + (values.count > 1 ? values[1] * 60 : 0) + (values.count > 2 ? values[2] : 0)
    }
    switch values.count {
    case 1: return values[0] * 60
    case 2: return values[0] * 60 + values[1]
    default: return values[0] * 3600 + values[1] * 60 + values[2]
    }
  }
}
