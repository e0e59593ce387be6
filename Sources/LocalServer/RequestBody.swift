/// The body of one request, which is still to come. Its length must be announced (RFC 9112, 6.2): a body in chunks is
/// refused, so that there is one way to say where it ends.
public final class RequestBody {
  /// Why a body cannot be had.
  public enum Failure: Error, Sendable, Equatable {
    /// In chunks, or of a length that is none or stands twice: 411.
    case noLength
    case tooLong(limit: Int)
    case tooSlow

    /// The status of RFC 9110 that says so.
    public var status: Int {
      switch self {
      case .noLength: 411
      case .tooLong: 413
      case .tooSlow: 408
      }
    }

    public var sentence: String {
      switch self {
      case .noLength: "The request's body needs a Content-Length."
      case .tooLong(let limit): "The request's body is longer than \(limit) bytes."
      case .tooSlow: "The request's body took too long to arrive."
      }
    }
  }

  private let client: HTTPConnection
  private let length: RequestHead.BodyLength
  private let limits: ServerLimits
  private let due: ContinuousClock.Instant
  private var waitsForLeave: Bool
  /// Bytes that are still to be read.
  private var rest: Int

  init(of head: RequestHead, on client: HTTPConnection, limits: ServerLimits) {
    self.client = client
    self.limits = limits
    length = head.bodyLength
    waitsForLeave = head.expectsContinue
    due = .now + limits.bodyTime
    rest = if case .bytes(let count) = length { count } else { 0 }
  }

  /// Whether nothing of it is left on the connection.
  var isComplete: Bool { length != .unknown && rest == 0 }

  /// The next bytes, as they come; nil at the end.
  /// - Throws: `Failure`, or `HTTPConnection.Closed` where the client leaves before the end.
  public func next() async throws -> ArraySlice<UInt8>? {
    guard length != .unknown else { throw Failure.noLength }
    guard rest > 0 else { return nil }
    if waitsForLeave {
      try await client.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
      waitsForLeave = false
    }
    if client.buffer.isEmpty {
      guard .now < due, try await client.fill(before: due) else { throw Failure.tooSlow }
    }
    let piece = client.take(atMost: rest)
    rest -= piece.count
    return piece
  }

  /// The whole body.
  /// - Throws: `Failure.tooLong` before a byte of a body is read that announces more than the server's limit.
  public func read() async throws -> [UInt8] {
    guard rest <= limits.bodyBytes else { throw Failure.tooLong(limit: limits.bodyBytes) }
    var bytes: [UInt8] = []
    while let piece = try await next() { bytes += piece }
    return bytes
  }
}
