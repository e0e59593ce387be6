public import ArgumentParser
internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// The `herbx` command.
public struct Herbx: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "herbx",
    abstract: "Reads the labels of herbarium sheets with a vision model, and loses no answer.",
    discussion: """
      Data goes to standard output, everything else to standard error. Exit status: 0 all is well and every specimen \
      has a record, 1 a check or a comparison failed, 3 some specimens failed, 4 early validation stopped the run, \
      5 no usable key, 6 out of money, 7 the model is gone, 64 usage, 66 input missing, 73 output not writable or \
      locked, 74 write failed, 75 service unavailable, 130 and 143 stopped by a signal.
      """,
    version: Version.herbx,
    subcommands: [
      Extract.self, ResumeCommand.self, StatusCommand.self, VerifyCommand.self, MergeCommand.self, SlurmCommand.self,
      RereadCommand.self,
      RecordsCommand.self,
      CheckCommand.self,
      ReviewCommand.self, AnnotationsCommand.self, EvaluateCommand.self, PilotCommand.self, ExportCommand.self,
      KeysCommand.self,
      BudgetCommand.self,
      ModelsCommand.self, PromptsCommand.self, EnvironmentCommand.self, DashboardCommand.self, ReportCommand.self,
      DoctorCommand.self, SimulatorCommand.self,
    ])

  public init() {}
}

extension Herbx {
  /// Runs the command of this process's command line, and ends the process with its status.
  public static func runProcess() async -> Never {
    ProcessInformation.shareHeap()
    // Without a single argument, not even the program's name, the overview would look like a command that went well.
    guard !ProcessInformation.arguments.isEmpty else {
      CommandContext.live().printNote(
        "error: the command line cannot be read\nhint: mount /proc: `mount -t proc proc /proc`")
      Signal.endProcess(ExitStatus.usage.rawValue)
    }
    do throws(CommandFailure) { try ProcessLimits.checkPool() } catch {
      tell(error, .live())
      ProcessInformation.end(status: error.status.rawValue)
    }
    ProcessInformation.end(status: await execute(Array(ProcessInformation.arguments.dropFirst())))
  }

  /// Parses the command line, runs the command and returns the exit status.
  public static func execute(_ arguments: [String]) async -> Int32 {
    let status = await carryOut(arguments)
    guard status == 0, let failure = StandardStream.failureOfOutput else { return status }
    tell(
      CommandFailure(
        .writeFailed, kind: "write_failed", "standard output could not be written: \(failure)",
        hint: "what stands there is not whole: make room, and repeat the command"), .live())
    return ExitStatus.writeFailed.rawValue
  }

  private static func carryOut(_ arguments: [String]) async -> Int32 {
    DescriptorTable.keepStandardDescriptors()
    DescriptorTable.makeRoom()
    Signal.ignoreBrokenPipes()
    let context = CommandContext.live()
    if CommandWords.askForHelp(arguments), let found = UsageDiagnosis.ofCommands(arguments, in: .herbx()) {
      return tell(found, context)
    }
    do {
      var command = try Herbx.parseAsRoot(CommandWords.joiningNegativeNumbers(arguments, in: .herbx()))
      if let command = command as? any ContextCommand {
        context.maskKnownKeys()
        try await command.run(context)
      } else if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch let exit as SilentExit {
      return exit.status.rawValue
    } catch let failure as CommandFailure {
      tell(failure, context)
      return failure.status.rawValue
    } catch let error as any ExplainedError {
      let status: ExitStatus = error is ReadFailure ? .inputMissing : .checkFailed
      tell(CommandFailure(status, error), context)
      return status.rawValue
    } catch {
      return tell(error, about: arguments, context)
    }
  }

  private static func tell(_ failure: CommandFailure, _ context: CommandContext) {
    for line in failure.lines { context.printNote(line) }
  }

  private static func tell(_ found: UsageDiagnosis, _ context: CommandContext) -> Int32 {
    tell(CommandFailure(.usage, kind: "usage", found.message, hint: found.hint), context)
    return ExitStatus.usage.rawValue
  }

  /// What the parser has to say: help and version are data, a wrong usage is a note.
  private static func tell(_ error: any Error, about arguments: [String], _ context: CommandContext) -> Int32 {
    let status = exitCode(for: error).rawValue
    if status == ExitStatus.usage.rawValue, let found = UsageDiagnosis(arguments, in: .herbx()) {
      return tell(found, context)
    }
    if status == 0 {
      context.printData(fullMessage(for: error))
    } else {
      context.printNote(UsageMessage.styled(fullMessage(for: error)))
    }
    return status
  }
}

/// A command whose work takes all that is outside as one value.
protocol ContextCommand: AsyncParsableCommand {
  func run(_ context: CommandContext) async throws
}

extension ContextCommand {
  func run() async throws { try await run(.live()) }
}
