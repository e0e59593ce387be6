internal import Synchronization

/// Holds back the answers that a provider makes until a test lets them go. So a run stands still with requests in
/// flight for as long as the test needs, however slow the machine is; a latency that is "long enough" is not.
public final class AnswerGate: Sendable {
  private struct State {
    var arrived = 0
    var allowed: Int
  }

  private let state: Mutex<State>

  /// - Parameter allowed: how many answers pass, in the order in which their requests arrived, before the gate closes.
  public init(allowing allowed: Int = 0) { state = Mutex(State(allowed: allowed)) }

  /// Lets so many answers pass in all.
  public func allow(_ count: Int) { state.withLock { $0.allowed = max($0.allowed, count) } }

  /// Lets all answers pass from now on.
  public func open() { allow(.max) }

  /// One answer's place in the order.
  func makeTicket() -> Ticket {
    state.withLock { state in
      state.arrived += 1
      return Ticket(gate: self, number: state.arrived)
    }
  }

  struct Ticket: Sendable {
    let gate: AnswerGate
    let number: Int

    var mayPass: Bool { gate.state.withLock { number <= $0.allowed } }
  }
}
