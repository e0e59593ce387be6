internal import ArgumentParser
internal import Extraction
internal import SystemLayer

/// Which part of a run that many processes share.
struct ShardOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Do one of the run's N shards, K from 1, in RUN/shards; `slurm` takes K from the array's task and N from "
        + "RUN/run.json.", valueName: "K/N|slurm"))
  var shard: String?

  @Option(
    help: ArgumentHelp(
      "How many shards run at a time: --concurrency and --requests-per-minute are the run's, and divided by it. "
        + "Without it, all.", valueName: "n"))
  var atMost: Int?

  func validate() throws {
    if let shard, shard != "slurm", Shard(shard) == nil {
      throw ValidationError("`--shard \(shard)`: give K/N, such as 7/32, with K from 1 to N, or `slurm`")
    }
    if let atMost, atMost < 1 { throw ValidationError("`--at-most \(atMost)`: give 1 or more") }
    if atMost != nil, shard == nil { throw ValidationError("`--at-most` needs `--shard`") }
  }

  func validate(with asking: AskingOptions) throws {
    if shard != nil, asking.secondModel != nil {
      throw ValidationError("`--second-model` does not go with `--shard`: give the second model a run of its own")
    }
  }

  /// Nil where the whole is one.
  /// - Throws: status 64 where the batch system says no number.
  func chosen(_ definition: RunDefinition?, _ context: CommandContext) throws(CommandFailure) -> Shard? {
    guard let shard else { return nil }
    guard shard == "slurm" else { return Shard(shard) }
    guard let task = context.value("SLURM_ARRAY_TASK_ID").flatMap({ Int($0) }) else {
      throw CommandFailure(
        .usage, kind: "no_array", "`--shard slurm`: SLURM_ARRAY_TASK_ID is not set, so this is no task of an array",
        hint: "submit the script that `herbx slurm` prints, or name the shard: `--shard 7/32`")
    }
    guard let definition else {
      throw CommandFailure(
        .usage, kind: "no_array", "`--shard slurm`: the run has no run.json that says how many shards there are",
        hint: "make it with `herbx slurm`, or name the shard: `--shard \(task)/N`")
    }
    guard let found = Shard(number: task, of: definition.shards) else {
      throw CommandFailure(
        .usage, kind: "no_array", "task \(task) of the array is no shard: the run has \(definition.shards)",
        hint: "submit with `--array=1-\(definition.shards)`")
    }
    return found
  }
}
