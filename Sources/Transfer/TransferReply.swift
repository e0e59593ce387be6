/// What came back from one exchange, whatever its status.
public struct TransferReply: Sendable, Equatable {
  public let status: Int
  public let headers: [HeaderField]
  public let body: [UInt8]
  /// From the start of the exchange to its last byte.
  public let duration: Duration

  public init(status: Int, headers: [HeaderField] = [], body: [UInt8] = [], duration: Duration = .zero) {
    self.status = status
    self.headers = headers
    self.body = body
    self.duration = duration
  }

  /// The last value of the header `name`, in any case.
  public func header(_ name: String) -> String? {
    headers.last { $0.isNamed(name) }?.value
  }
}

/// Why an exchange gave no reply.
public struct TransferError: Error, Sendable, Equatable {
  /// A fixed short word for each way to fail.
  public enum Kind: String, Sendable {
    /// The host's name could not be resolved.
    case resolve
    case connect
    /// The connection broke while TLS was set up.
    case handshake
    /// The host's certificate, or the file of authorities, does not hold.
    case certificate
    /// A proxy on the way wants a password.
    case proxy
    /// The process may open no more files, hence no connection.
    case openFiles = "open_files"
    /// The total or the connect deadline passed.
    case timeout
    /// Silence for longer than the stall limit.
    case stalled
    /// The connection broke, or the answer ended before its time.
    case broken
    /// The answer was longer than the request allowed.
    case tooLarge = "too_large"
    /// The body's source could not be read.
    case source
    case cancelled
    /// The address is malformed, or neither `https` nor loopback; or a header would break out of its line.
    case address
  }

  public let kind: Kind
  /// A sentence that names the host and the reason; never a header or a body.
  public let message: String
  /// Whether any of the request's body had been handed to the connection: it may have been acted upon, and billed.
  public let bodyWasSent: Bool
  /// Whether all of the request had left and the host did not refuse it: it is being worked on, and will be billed.
  public let requestWasWhole: Bool
  /// What had come of an answer before it broke; nil where nothing had.
  public let partial: TransferReply?

  public init(
    _ kind: Kind, _ message: String, bodyWasSent: Bool = false, requestWasWhole: Bool = false,
    partial: TransferReply? = nil
  ) {
    self.kind = kind
    self.message = message
    self.bodyWasSent = bodyWasSent
    self.requestWasWhole = requestWasWhole
    self.partial = partial
  }
}

extension TransferError: CustomStringConvertible {
  public var description: String { message }
}

/// Makes exchanges. `TransferEngine` is the real one; a test brings its own.
public protocol Transferring: Sendable {
  /// Makes one exchange. Cancelling the task ends it with `.cancelled`.
  func send(_ request: TransferRequest) async throws(TransferError) -> TransferReply
}
