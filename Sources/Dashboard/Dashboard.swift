public import LocalServer
public import OpenRouter

/// The web page over the runs below a folder, served until it is stopped.
public final class Dashboard: Sendable {
  public struct Options: Sendable {
    /// The folder of runs, or one run.
    public var root: String
    /// 0 for any free one.
    public var port: UInt16
    public var address = ListenAddress.loopback
    /// Whether whoever looks must know the token that stands in `link`.
    public var asksForToken = false
    /// Seconds between two looks of a page that gets no server-sent events.
    public var refresh = 30
    /// Where the images lie now, for runs whose own folder is gone, and for a run that is shown alone.
    public var input: String?
    /// Where set, the runs may be reviewed: values accepted and corrected. Asks for a token.
    public var review: ReviewSettings?
    /// The sheet that `link` opens of a run under review that is alone, by its number; nil for the first of the queue.
    public var sheet: Int?
    /// What no page may show: a run folder from elsewhere may hold anything.
    public var secrets = SharedMask()

    public init(root: String, port: UInt16) {
      self.root = root
      self.port = port
    }
  }

  private let server: HTTPServer
  /// The address to open.
  public let link: String

  /// Starts to listen and returns.
  /// - Throws: `DashboardError` where the address is not to be had.
  public static func start(_ options: Options) async throws(DashboardError) -> Dashboard {
    let token = options.asksForToken || options.review != nil ? AccessToken.random() : nil
    let registry = RunRegistry(root: options.root, input: options.input)
    // Read ahead, so that the first page finds the runs read; of a run that is alone, all that its own page needs.
    let runs = registry.look()
    for run in runs { run.refresh(wantsIndex: runs.count == 1 && options.review == nil) }
    let reviews = options.review.map { ReviewRegistry(settings: $0) }
    if runs.count == 1 { reviews?.session(of: runs[0].place).readAhead() }
    do {
      let server = try await HTTPServer.start(address: options.address, port: options.port, secrets: options.secrets) {
        port in
        DashboardRouter(
          registry: registry,
          access: AccessPolicy(
            command: options.review == nil ? "dashboard" : "review",
            hosts: HostPolicy(address: options.address, isOpen: !options.address.isLoopback), token: token, port: port,
            allowsWriting: options.review != nil),
          reviews: reviews, refresh: options.refresh, secrets: options.secrets)
      }
      // One run under review: straight to its sheets.
      let page = options.review != nil && runs.count == 1 ? "run/\(runs[0].place.id)/review" : ""
      return Dashboard(server, options, token, page: page)
    } catch {
      throw DashboardError(address: error.address, port: error.port, cause: error.cause)
    }
  }

  private init(_ server: HTTPServer, _ options: Options, _ token: AccessToken?, page: String) {
    self.server = server
    let sheet = page.isEmpty ? nil : options.sheet.map { "&sheet=\($0)" }
    link =
      "http://\(options.address.inLink):\(server.port)/\(page)"
      + (token.map { "?token=\($0.text)\(sheet ?? "")" } ?? "")
  }

  public var port: UInt16 { server.port }

  /// Ends all connections and gives the port back.
  public func stop() async { await server.stop() }
}

/// Why the dashboard cannot listen.
public struct DashboardError: ExplainedError, Equatable {
  public let address: String
  public let port: UInt16
  public let cause: String

  public var kindName: String { "port_unavailable" }
  public var message: String { "cannot listen on \(address) port `\(port)`: \(cause)" }
  public var hint: String? { "name another port with `--port`, or 0 for any free one" }
}
