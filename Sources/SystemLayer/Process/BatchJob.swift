/// The job of a batch system in which a process runs.
public enum BatchJob {
  /// `Slurm 4711`, with the number of an array's task `Slurm 4711_3`; nil outside of the known systems.
  /// - Parameter variables: the environment, in which each system names the job.
  public static func name(_ variables: [String: String]) -> String? {
    func value(_ name: String) -> String? { variables[name].map(printable).flatMap { $0.isEmpty ? nil : $0 } }
    if let array = value("SLURM_ARRAY_JOB_ID"), let task = value("SLURM_ARRAY_TASK_ID") {
      return "Slurm \(array)_\(task)"
    }
    if let job = value("SLURM_JOB_ID") { return "Slurm \(job)" }
    if let job = value("PBS_JOBID") { return "PBS \(job)" }
    if let job = value("LSB_JOBID") {
      let index = value("LSB_JOBINDEX") ?? "0"
      return index == "0" ? "LSF \(job)" : "LSF \(job)[\(index)]"
    }
    if let job = value("FLUX_JOB_ID") { return "Flux \(job)" }
    if let job = value("OAR_JOB_ID") { return "OAR \(job)" }
    // Grid Engine's name for it is too common to count alone.
    guard let job = value("JOB_ID"), let task = value("SGE_TASK_ID") else { return nil }
    return task == "undefined" ? "Grid Engine \(job)" : "Grid Engine \(job).\(task)"
  }

  /// The number may be put into files and messages: nothing but what such a number is made of.
  private static func printable(_ text: String) -> String {
    String(text.prefix(64).filter { $0.isASCII && ($0.isLetter || $0.isNumber || "._-[]@:".contains($0)) })
  }
}
