/// Who holds a lock: what its holder wrote into the lock file.
///
/// One fact a line, the process's number first; earlier versions wrote nothing else.
public struct LockHolder: Sendable, Equatable {
  public var pid: Int?
  public var host: String?
  /// When it took the lock, by its host's clock.
  public var started: Timestamp?
  /// The batch job that it runs in: `Slurm 4711_3`.
  public var job: String?
  /// In which its number counts (`pid:[4026531836]`): containers have their own.
  var namespace: String?

  /// Of whom nothing is known.
  public init() {}

  /// This process, from now on.
  public static func current() -> LockHolder {
    var holder = LockHolder()
    holder.pid = ProcessInformation.pid
    holder.host = MachineInformation.current().host
    holder.started = .now()
    holder.job = BatchJob.name(ProcessInformation.environment)
    holder.namespace = ProcessInformation.namespace
    return holder
  }

  /// Reads what stands in a lock file; what is no such line is passed over.
  public init(_ content: String) {
    let lines = content.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1).map(String.init) }
    for line in lines {
      switch (line.first, line.last) {
      case ("host", let value?) where line.count == 2: host = value
      case ("start", let value?) where line.count == 2: started = Timestamp(iso8601: value)
      case ("job", let value?) where line.count == 2: job = value
      case ("namespace", let value?) where line.count == 2: namespace = value
      case (let number?, _) where line.count == 1 && pid == nil: pid = Int(number)
      default: break
      }
    }
  }

  /// What is written into the lock file.
  public var text: String {
    let facts: [(String, String?)] = [
      ("host", host), ("start", started?.iso8601), ("job", job), ("namespace", namespace),
    ]
    return (pid.map { "\($0)\n" } ?? "") + facts.compactMap { name, value in value.map { "\(name) \($0)\n" } }.joined()
  }

  /// Whether it was a process of this host, and that is there no more. Of other hosts nobody can tell.
  public var isGone: Bool {
    guard let pid, host == MachineInformation.current().host, namespace == ProcessInformation.namespace else {
      return false
    }
    return !ProcessInformation.isAlive(pid)
  }

  /// `` process 4711 on `n2`, job Slurm 17_3, since 2026-11-26 03:10:04 ``.
  public var words: String {
    guard let pid else { return "a process that is not known" }
    let place = host.map { $0 == MachineInformation.current().host ? " on this host" : " on `\($0)`" } ?? ""
    return "process \(pid)\(place)" + (job.map { ", job \($0)" } ?? "") + (started.map { ", since \($0.local)" } ?? "")
  }
}
