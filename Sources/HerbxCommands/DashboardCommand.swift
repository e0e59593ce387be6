internal import ArgumentParser
internal import Dashboard
internal import Extraction
internal import LocalServer
internal import OpenRouter
internal import SystemLayer

/// `herbx dashboard`.
struct DashboardCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Show the runs below a folder as a web page, while they go on.",
    discussion: Examples.following(
      """
      Prints the page's address and serves it until it is stopped. It only reads, and is for this machine alone unless \
      `--host` is given; then whoever opens it needs the token in the printed address. \
      From elsewhere: `ssh -L 5000:127.0.0.1:5000 MACHINE`.
      """,
      ["herbx dashboard --root runs": "all runs below a folder, at http://127.0.0.1:5000"]))

  @Option(
    help: ArgumentHelp("The folder to look for runs in, two levels deep, or one run.", valueName: "dir"),
    completion: .directory)
  var root = "."
  @Option(
    help: ArgumentHelp(
      "Where the images lie now, for runs whose own folder is gone, or a run alone.", valueName: "dir"),
    completion: .directory)
  var input: String?
  @Option(help: ArgumentHelp("The port; 0 for any free one.", valueName: "n")) var port: UInt16 = 5000
  @Option(help: ArgumentHelp("How often a page looks again where it gets no live events.", valueName: "seconds"))
  var refresh = 30
  @Option(
    help: ArgumentHelp("An address of this machine to listen on, such as 0.0.0.0 for all.", valueName: "address"))
  var host: String?

  func validate() throws {
    guard (1...3600).contains(refresh) else {
      throw ValidationError("`--refresh \(refresh)` is no time from 1 to 3600 seconds")
    }
  }

  func run(_ context: CommandContext) async throws {
    var options = Dashboard.Options(root: try Self.folder(root), port: port)
    (options.refresh, options.secrets) = (refresh, context.secrets)
    options.input = try input.map { path throws(CommandFailure) in try Self.folder(path) }
    if let host {
      guard let address = ListenAddress(host) else {
        throw CommandFailure(
          .usage, kind: "bad_address", "`\(host)` is no numeric address",
          hint: "give an address of this machine, for example `--host 0.0.0.0` for all of them")
      }
      (options.address, options.asksForToken) = (address, true)
      if !address.isLoopback { warn(address, context) }
    }
    let dashboard: Dashboard
    do { dashboard = try await Dashboard.start(options) } catch { throw CommandFailure(.serviceUnavailable, error) }
    context.printData(dashboard.link)
    context.printNote("the dashboard runs until it is stopped (Ctrl-C)")
    await SignalWatch.untilStopped()
    await dashboard.stop()
  }

  private func warn(_ address: ListenAddress, _ context: CommandContext) {
    context.printNote(
      "warning: on `\(address.text)` other machines reach the dashboard, unencrypted: anybody who has the address with its "
        + "token, or listens on the way, sees all records and images")
  }

  /// - Throws: status 66 where there is no such folder.
  static func folder(_ path: String) throws(CommandFailure) -> String {
    let plain = RunPath.plain(path)
    guard FilePath(plain).appending(".").exists else {
      throw CommandFailure(
        .inputMissing, kind: "root_missing", "`\(path)` is no folder", hint: "give the folder that holds your runs")
    }
    return FilePath(plain).resolved.string
  }
}
