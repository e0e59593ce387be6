/// One fault and the requests that it befalls.
public struct FaultRule: Sendable, Hashable {
  public var fault: Fault
  public var value: Value?
  public var selector: FaultSelector

  public enum Value: Sendable, Hashable {
    case count(Int)
    case time(Duration)
  }

  public init(_ fault: Fault, value: Value? = nil, selector: FaultSelector = FaultSelector()) {
    self.fault = fault
    self.value = value
    self.selector = selector
  }

  /// The value where it is a count.
  var count: Int? { if case .count(let count) = value { count } else { nil } }

  /// The value where it is a time.
  var time: Duration? { if case .time(let time) = value { time } else { nil } }
}

/// Which requests a fault befalls: those that meet every condition set here.
public struct FaultSelector: Sendable, Hashable {
  public var endpoint = SimulatedEndpoint.chat
  /// By number, counted from 1 over the requests of the endpoint, or of the key where the fault is about its life.
  public var numbers: ClosedRange<Int>?
  /// Every nth request of the endpoint.
  public var every: Int?
  /// A share of the requests, in per cent. The same image in the same attempt always falls on the same side, in
  /// whatever order requests arrive.
  public var percent: Double?
  /// By image, numbered from 1 in the order in which the service first saw them.
  public var images: ClosedRange<Int>?
  /// By the beginning of the image's SHA-256, in lower-case hex.
  public var imageHash: String?
  /// By key, numbered from 1 in the order in which they were made, those of the start first.
  public var keys: ClosedRange<Int>?
  /// Only the first attempt at each image.
  public var isOncePerImage = false
  /// Of `misread`: the share of terms, and which may be.
  public var rate: Double?
  public var terms: [String] = []

  public init() {}
}
