internal import ArgumentParser
internal import Extraction
internal import OpenRouter
internal import Simulator

/// `herbx simulator`: a stand-in for OpenRouter, by hand.
struct SimulatorCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulator", abstract: "Run a stand-in for the service on this machine, with faults on demand.",
    discussion: Examples.following(
      """
      Prints its address and its keys as JSON, then serves until it is stopped. A fault reads \(FaultParser.grammar). \
      What it has seen stands at /simulator/report.
      """,
      [
        "herbx simulator --port 8080 --fault 429:5% --fault key-dies@20": "one answer in twenty is a 429; a key dies",
        "herbx simulator --list-faults": "all that can go wrong",
      ]))

  @Option(help: ArgumentHelp("The port on 127.0.0.1; 0 for any free one.", valueName: "n"))
  var port: UInt16 = 0

  @Flag(help: "List all faults and end.") var listFaults = false
  @OptionGroup(title: "What it is like") var flags: SimulatorFlags

  func run(_ context: CommandContext) async throws {
    if listFaults {
      for line in TextTable.lines(
        ["fault", "what the client sees"], FaultParser.help.map { [$0.name, $0.explanation] })
      {
        context.printData(line)
      }
      return
    }
    let server: SimulatorServer
    do { server = try await SimulatorServer.start(flags.options(port: port)) } catch let error as SimulatorError {
      throw CommandFailure(error)
    }
    let about: JSONValue = [
      "base_url": .string(server.baseURL), "report_url": .string(server.reportURL), "key": .string(server.firstKey),
      "management_key": .string(server.managementKey),
    ]
    context.printSimulatedKeys(about.text)
    await SignalWatch.untilStopped()
    context.printNote(await server.report().json.text)
    await server.stop()
  }
}
