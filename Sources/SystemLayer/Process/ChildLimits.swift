/// What a program may use. The system's shell sets it, and then becomes the program.
public struct ChildLimits: Sendable {
  /// Bytes of address space; left out where a system does not know this limit (macOS).
  public var memory = 2 << 30
  /// Seconds of processor.
  public var processorTime = 120
  /// Bytes of the largest file that it may write.
  public var fileSize = 1 << 30
  /// How far it steps back for other processes (nice(1)): a program that works for seconds must not keep this process's
  /// threads waiting, each of which works for microseconds. Counts within a session only where Linux gives each session
  /// its share (sched(7), autogroups).
  public var niceness = 5

  public init() {}

  /// The limit of files is in blocks of 512 bytes, that of memory in KiB (POSIX, `ulimit`); no dump of memory is written.
  fileprivate var commands: String {
    "ulimit -c 0; ulimit -t \(processorTime); ulimit -f \(fileSize / 512); ulimit -v \(memory / 1024) 2>/dev/null; "
      + "nice=; if command -v nice >/dev/null 2>&1; then nice='nice -n \(niceness)'; fi"
  }
}

extension ChildProcess {
  /// A program within limits, which ends with this process however this one ends.
  public static func limited(
    _ executable: FilePath, arguments: [String], environment: [String: String], deadline: Duration, limits: ChildLimits
  ) async -> ChildProcess {
    let start = await ParentDeath.signaller.value.map { "exec $nice '\($0)' --pdeathsig KILL \"$0\" \"$@\"" }
    let script = [limits.commands, start ?? "\(ParentDeath.watch) exec $nice \"$0\" \"$@\""].joined(separator: "; ")
    var child = ChildProcess(
      "/bin/sh", arguments: ["-c", script, executable.string] + arguments, environment: environment, deadline: deadline)
    child.hasOwnSession = false
    return child
  }
}

/// How a program ends where this process was killed and could end nothing itself.
enum ParentDeath {
  /// `setpriv`, where it can ask the system for a signal (prctl(2), PR_SET_PDEATHSIG; util-linux from 2.33 on); nil
  /// elsewhere. The signal comes with the end of the thread that started the program: swift-subprocess starts all
  /// programs in one thread, which lives as long as the process.
  static let signaller: Task<FilePath?, Never> = Task {
    #if os(Linux)
      guard let program = ProcessInformation.findProgram("setpriv", on: "/usr/bin:/bin") else { return nil }
      let trial = ChildProcess(
        program, arguments: ["--pdeathsig", "KILL", "/bin/sh", "-c", ":"], deadline: .seconds(20))
      return (try? await trial.run().isSuccess) == true ? program : nil
    #else
      return nil
    #endif
  }

  /// A second process of the program's group, which looks every second whether this process is there, and ends the group
  /// where it is not. It goes with the group otherwise.
  static let watch = """
    (while kill -0 "$PPID"; do sleep 1; done; kill -KILL 0) </dev/null >/dev/null 2>&1 &
    """
}
