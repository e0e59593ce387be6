import CCurl
import Synchronization
internal import SystemLayer

/// Makes exchanges over libcurl, any number at a time, on one thread of its own.
///
/// Connections are kept and shared among exchanges. A body that has begun to leave is never sent again, so that
/// nothing is paid for twice: where the connection is lost the exchange ends with `.broken`.
///
/// End it with `shutdown()` before the program returns from `main`; an engine that is dropped ends by itself, a
/// little later. The program should ignore SIGPIPE, as every program that writes to pipes and sockets should; the
/// engine's own thread is safe from it.
public final class TransferEngine: Transferring, Sendable {
  /// Read the bodies' sources; for other files too that a run reads.
  public let readers = FileReaders()
  /// For the tasks of whoever makes many exchanges.
  public let executor: EngineExecutor
  private let commands: CommandQueue
  private let thread: EngineThread
  /// Most requests of an engine go to one address, with the same headers.
  private let lastChecked = Mutex<Checked?>(nil)

  /// What was found good.
  private struct Checked {
    let url: String
    let headers: [HeaderField]
    let address: Address
  }

  /// Starts the engine's thread.
  /// - Throws: `.certificate` where the authorities' file cannot be read; `.broken` where the system gives no more resources.
  public init(_ configuration: TransferConfiguration = .init()) throws(TransferError) {
    if let file = configuration.caFile, !FilePath(file).isReadable {
      throw TransferError(.certificate, "the certificate authorities' file `\(file)` cannot be read")
    }
    TransferLibrary.setUp()
    guard let handle = MultiHandle() else {
      throw TransferError(.broken, "libcurl cannot be started: no more memory")
    }
    let commands: CommandQueue
    do { commands = try CommandQueue() } catch {
      handle.close()
      throw TransferError(.broken, "the system gives no pipe for transfers: \(error.reason)")
    }
    let executor = EngineExecutor(commands)
    self.executor = executor
    let thread = EngineThread { [readers] in
      EngineLoop(handle, commands: commands, readers: readers, executor: executor, configuration: configuration).run()
    }
    guard let thread else {
      handle.close()
      throw TransferError(.broken, "the system gives no thread for transfers")
    }
    self.commands = commands
    self.thread = thread
  }

  deinit {
    commands.stop()
    thread.detach()
  }

  /// Makes one exchange. A reply is whatever the server answered, an error status or a redirect included.
  ///
  /// Cancelling the task ends the exchange with `.cancelled`, at once.
  public func send(_ request: TransferRequest) async throws(TransferError) -> TransferReply {
    let address = try check(request)
    let ticket = commands.makeTicket()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let job = Job(
          ticket: ticket, request: request, address: address, began: .now, continuation: continuation)
        if !commands.submit(job) { job.end(.failure(.cancelled(address))) }
      }
    } onCancel: {
      commands.cancel(ticket)
    }
    return try result.get()
  }

  private func check(_ request: TransferRequest) throws(TransferError) -> Address {
    let known = lastChecked.withLock { $0 }
    if let known, known.url == request.url, known.headers == request.headers { return known.address }
    let address = try AddressPolicy.address(of: request.url)
    try HeaderLines.check(request.headers)
    lastChecked.withLock { $0 = Checked(url: request.url, headers: request.headers, address: address) }
    return address
  }

  /// Ends all that is in flight with `.cancelled`, frees what libcurl holds and waits for the thread's end (some
  /// milliseconds). Does nothing the second time.
  public func shutdown() {
    commands.stop()
    thread.join()
  }
}

extension TransferError {
  static func cancelled(_ address: Address, bodyWasSent: Bool = false) -> TransferError {
    TransferError(.cancelled, "the exchange with `\(address.name)` was cancelled", bodyWasSent: bodyWasSent)
  }
}
