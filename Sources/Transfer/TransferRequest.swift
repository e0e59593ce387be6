/// One HTTP exchange to be made.
public struct TransferRequest: Sendable {
  public enum Method: String, Sendable { case get = "GET", post = "POST", patch = "PATCH", delete = "DELETE" }

  public var method: Method
  /// An `https` address; `http` is taken for loopback hosts only.
  public var url: String
  public var headers: [HeaderField]
  /// Sent one after the other as one body of known length; empty for none.
  public var body: [BodySegment]
  /// From the start of the exchange to its last byte. The service keeps idle connections alive with blanks during a
  /// long answer, so this total is what ends an exchange that never comes to a close.
  public var deadline: Duration
  public var connectDeadline: Duration
  /// Longest silence in both directions; nil for none. Counts before the first byte of an answer too, so it must be
  /// longer than a model's longest silence.
  public var stallLimit: Duration?
  /// An answer longer than this ends the exchange, in bytes.
  public var largestReply: Int
  /// Whether so much of a longer answer is the reply, and the rest is not waited for; else there is none.
  public var cutsReply = false
  /// Its end waits for this; a request without a body does not. Nil where nothing is waited for.
  public var gate: Gate?
  /// Told of the head of an answer that is no refusal, before its body, on the engine's thread: it must not wait.
  public var headArrived: (@Sendable ([HeaderField]) -> Void)?

  public init(
    method: Method, url: String, headers: [HeaderField] = [], body: [BodySegment] = [],
    deadline: Duration = .seconds(300), connectDeadline: Duration = .seconds(10), stallLimit: Duration? = nil,
    largestReply: Int = 32 << 20
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.deadline = deadline
    self.connectDeadline = connectDeadline
    self.stallLimit = stallLimit
    self.largestReply = largestReply
  }
}

/// One header line.
public struct HeaderField: Sendable, Equatable {
  public let name: String
  public let value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether this is the header `name`, in any case (RFC 9110, section 5.1: names are ASCII).
  public func isNamed(_ name: String) -> Bool {
    self.name.utf8.count == name.utf8.count
      && zip(self.name.utf8, name.utf8).allSatisfy {
        $0 == $1 || ($0 ^ $1 == 0x20 && (0x61...0x7A).contains($0 | 0x20))
      }
  }
}

/// A part of a request body.
public enum BodySegment: Sendable {
  case bytes([UInt8])
  /// The source in base64 (RFC 4648, padded), made while it is sent. Never held whole.
  case base64(any ByteSource)
}

/// Bytes of known number that can be read from any offset, such as a file.
public protocol ByteSource: AnyObject, Sendable {
  /// How many bytes there are; fixed for the life of the source.
  var count: Int { get }

  /// Fills `buffer` from `offset` on and returns how many bytes were read; less than asked for only at the end.
  ///
  /// Called on a reader's thread, one call at a time, in ascending offsets without gaps; offset 0 begins anew. May wait.
  /// - Throws: where the source cannot be read or has become shorter. The exchange ends with `.source`.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int

  /// All bytes, where they were read already. They are given away: whoever asks later reads them.
  func takeBuffer() -> BufferPool.Buffer?
}

extension ByteSource {
  public func takeBuffer() -> BufferPool.Buffer? { nil }
}
