internal import Subprocess
internal import Synchronization

/// A program to be run: in a process group of its own, so that it and all that it starts can be ended together, for a
/// limited time. Nothing that it started outlives it.
public struct ChildProcess: Sendable {
  public var executable: FilePath
  public var arguments: [String]
  /// All that the program sees; nil for the variables of this process.
  public var environment: [String: String]?
  /// Given on its standard input, which is empty otherwise.
  public var input: [UInt8] = []
  /// For the whole run.
  public var deadline: Duration
  /// Between SIGTERM and SIGKILL.
  public var grace = Duration.seconds(1)
  /// Whether it has a session of its own, too, and so no terminal that it could ask.
  public var hasOwnSession = true
  /// Bytes that are kept of each stream, from the end. What is above it is read all the same, so that a chatty program
  /// never blocks on a full pipe.
  public var outputLimit = 64 << 10

  public init(
    _ executable: FilePath, arguments: [String] = [], environment: [String: String]? = nil, deadline: Duration
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.deadline = deadline
  }

  /// How a program ended, and the end of what it said.
  public struct Outcome: Sendable, Equatable {
    public let ending: Ending
    public let output: [UInt8]
    public let errors: [UInt8]

    public var isSuccess: Bool { ending == .exited(0) }
  }

  public enum Ending: Sendable, Equatable {
    case exited(Int32)
    /// By a signal that did not come from here.
    case signalled(Int32)
    /// From here, with all its children, since its time was over.
    /// - Parameter exit: nil where SIGKILL was needed.
    case timedOut(exit: Int32?)
  }

  public enum Failure: Error, Equatable {
    /// It never ran.
    case notStarted(String)
    /// It had started, and nobody knows what it has done.
    case lost(String)
  }

  public func run() async throws(Failure) -> Outcome {
    let group = ProcessGroup()
    let watchdog = Watchdog(group: group, timeout: deadline, grace: grace)
    do {
      let result = try await Subprocess.run(configuration, input: .inputWriter, output: .sequence, error: .sequence) {
        execution in
        group.started(execution.processIdentifier.value)
        await watchdog.start()
        async let output = drain(execution.standardOutput)
        async let errors = drain(execution.standardError)
        // A program need not read what it is given.
        _ = try? await execution.standardInputWriter.write(input)
        try? await execution.standardInputWriter.finish()
        return (output: await output, errors: await errors)
      }
      group.finish()
      let isOver = await watchdog.stop()
      let said = result.closureResult
      return Outcome(ending: ending(result.terminationStatus, isOver), output: said.output, errors: said.errors)
    } catch {
      let hasStarted = group.finish()
      _ = await watchdog.stop()
      throw hasStarted ? .lost("\(error)") : .notStarted("\(error)")
    }
  }

  /// Runs the program from one file into another. `Outcome.output` stays empty.
  /// - Parameters:
  ///   - source: its standard input, from the beginning.
  ///   - target: its standard output.
  public func run(from source: borrowing OpenFile, into target: borrowing OpenFile) async throws(Failure) -> Outcome {
    let group = ProcessGroup()
    let watchdog = Watchdog(group: group, timeout: deadline, grace: grace)
    // A program that opens /dev/fd/0 on macOS shares this place.
    _ = try? source.descriptor.seek(offset: 0, from: .start)
    let input = FileDescriptorInput.fileDescriptor(source.descriptor, closeAfterSpawningProcess: false)
    let output = FileDescriptorOutput.fileDescriptor(target.descriptor, closeAfterSpawningProcess: false)
    do {
      let result = try await Subprocess.run(configuration, input: input, output: output, error: .sequence) {
        execution in
        group.started(execution.processIdentifier.value)
        await watchdog.start()
        return await drain(execution.standardError)
      }
      group.finish()
      let isOver = await watchdog.stop()
      return Outcome(ending: ending(result.terminationStatus, isOver), output: [], errors: result.closureResult)
    } catch {
      let hasStarted = group.finish()
      _ = await watchdog.stop()
      throw hasStarted ? .lost("\(error)") : .notStarted("\(error)")
    }
  }

  private var configuration: Configuration {
    var options = PlatformOptions()
    if hasOwnSession { options.createSession = true } else { options.processGroupID = 0 }
    let environment = environment.map { variables in
      Environment.custom(variables.map { Array("\($0.key)=\($0.value)\0".utf8) })
    }
    return Configuration(
      executable: .path(.init(executable.string)), arguments: Arguments(arguments),
      environment: environment ?? .inherit, platformOptions: options)
  }

  private func ending(_ status: TerminationStatus, _ isOver: Bool) -> Ending {
    switch status {
    case .exited(let status): isOver ? .timedOut(exit: status) : .exited(status)
    case .signaled(let signal): isOver ? .timedOut(exit: nil) : .signalled(signal)
    }
  }

  /// Reads to the end. A read that fails ends the output, not the run.
  private func drain(_ sequence: SubprocessOutputSequence) async -> [UInt8] {
    var bytes: [UInt8] = []
    var iterator = sequence.makeAsyncIterator()
    while let chunk = try? await iterator.next() {
      unsafe chunk.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
      // Cutting at twice the limit moves each byte at most once.
      if bytes.count > 2 * outputLimit { bytes.removeFirst(bytes.count - outputLimit) }
    }
    return bytes.suffix(outputLimit)
  }
}
