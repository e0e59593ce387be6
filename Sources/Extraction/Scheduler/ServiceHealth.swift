public import OpenRouter

/// Decides whether the service takes work, from how requests end. The one place for what is nobody's fault: broken
/// connections, timeouts, 5xx, refusals to take more, keys in doubt. Pure: event in, decision out.
///
/// Faults of three different specimens without an answer in between open an outage, as do those of all in flight where
/// fewer are. Then nothing is sent but one probe at a time: first one that costs nothing, then, once that is well, one
/// specimen. Only an answer to a specimen ends the outage: that `/key` is well is no proof that the chat endpoint is.
struct ServiceHealth: Equatable {
  /// Different specimens that must fail in a row.
  static let faultsThatOpen = 3
  /// Ends of requests that tell whether the service as a whole is unsteady.
  private static let memory = 16

  let patience: Duration
  private(set) var outage: Outage?
  private var phase = Phase.pausing(asksFirst: true)
  /// Different specimens that failed since the last answer.
  private var failing: Set<Int> = []
  /// The last requests' ends: the specimen that failed, or nil for an answer.
  private var recent: [Int?] = []
  private var backoff: Backoff
  /// How far the pauses have grown; falls slowly, so that a service at its limit is not pressed again at once.
  private var level = 0
  private var lastEnd: Duration?
  /// Whether more than a specimen or two spoke for the outage.
  private var isConfirmed = false
  /// Nothing is sent before this time: the service named it.
  private var pausedUntil = Duration.zero

  private enum Phase: Equatable {
    case pausing(asksFirst: Bool)
    case asking
    case mayTry(isVouchedFor: Bool)
    case trying(specimen: Int, isVouchedFor: Bool)
  }

  init(patience: Duration, backoffBase: Duration, seed: UInt64) {
    self.patience = patience
    backoff = Backoff(base: backoffBase, seed: seed)
  }

  /// What may go out now.
  enum Gate: Equatable {
    case open
    /// Nothing before this time, or before something comes in.
    case closed(until: Duration)
    /// A probe that costs nothing.
    case probe
    /// One specimen.
    case trial
  }

  mutating func gate(at now: Duration) -> Gate {
    guard let outage else { return now < pausedUntil ? .closed(until: pausedUntil) : .open }
    switch phase {
    case .pausing(let asksFirst):
      let due = max(outage.nextProbe, pausedUntil)
      if now < due { return .closed(until: min(due, outage.since + patience)) }
      phase = asksFirst ? .asking : .mayTry(isVouchedFor: false)
      return asksFirst ? .probe : .trial
    case .asking, .trying: return .closed(until: max(now, outage.since + patience))
    case .mayTry: return .trial
    }
  }

  /// The specimen is on its way as the outage's probe.
  mutating func tries(_ specimen: Int) {
    guard case .mayTry(let isVouchedFor) = phase, outage != nil else { return }
    phase = .trying(specimen: specimen, isVouchedFor: isVouchedFor)
  }

  /// The request for the specimen ended in a way that says nothing of the service.
  mutating func saysNothing(_ specimen: Int) {
    guard case .trying(specimen, let isVouchedFor) = phase else { return }
    phase = .mayTry(isVouchedFor: isVouchedFor)
  }

  /// Nothing is sent before `time`.
  mutating func pause(until time: Duration) { pausedUntil = max(pausedUntil, time) }

  /// Whether several different specimens failed lately: then a fault says little about its specimen.
  var isUnsteady: Bool { Set(recent.compactMap(\.self)).count >= Self.faultsThatOpen }
  /// Whether the outage has outlasted the run's patience.
  func isExhausted(at now: Duration) -> Bool { outage.map { now - $0.since >= patience } ?? false }

  mutating func report(at now: Duration) -> Outage.Report? { outage?.report(at: now) }
}

extension ServiceHealth {
  /// What one more fault means.
  enum Reading: Equatable {
    /// Nothing yet: the next requests will tell whose fault it is.
    case undecided
    case outage
    /// The outage's probe failed right after the free probe was well.
    case outageThoughVouchedFor
  }

  /// The service did its work for the specimen, whatever is thought of the answer. In an outage an answer to what had
  /// been sent before decides nothing: new requests may still find no way. Where the service only refused more work, it
  /// shows that there is room again.
  /// - Returns: how much each fault since the last answer counts against its specimen, and what to say where an outage
  ///   has ended; nil where nothing is decided.
  mutating func answered(_ specimen: Int, at now: Duration) -> (charge: Int, ended: Outage.Report?)? {
    if outage != nil, !isProbe(specimen), phase != .pausing(asksFirst: false) {
      remember(nil)
      return nil
    }
    defer { (failing, isConfirmed) = ([], false) }
    remember(nil)
    level = max(0, level - 1)
    let ended = outage?.ending(at: now)
    if outage != nil { (outage, lastEnd) = (nil, now) }
    if isConfirmed || failing.count >= Self.faultsThatOpen { return (SpecimenTries.forgiven, ended) }
    return (isUnsteady ? SpecimenTries.minorFault : SpecimenTries.fault, ended)
  }

  private func isProbe(_ specimen: Int) -> Bool { if case .trying(specimen, _) = phase { true } else { false } }

  /// A request for the specimen failed for no fault of its own.
  /// - Parameters:
  ///   - others: requests in flight beside it.
  ///   - asked: how long the service wants to be left alone.
  mutating func failed(
    _ specimen: Int, _ fault: TransientFault, others: Int, asked: Duration, at now: Duration
  ) -> Reading {
    remember(specimen)
    failing.insert(specimen)
    if outage != nil { return goesOn(specimen, fault, asked: asked, at: now) }
    // While others are being served, a refusal means only that these are enough.
    let opens = fault.isRefusal ? others == 0 : failing.count >= min(Self.faultsThatOpen, others + 1)
    guard opens else { return .undecided }
    level += 1
    let pause = max(asked, backoff.wait(after: level))
    outage = Outage(at: now, reason: fault.reason, pause: pause, quietFor: quietTime(at: now))
    phase = .pausing(asksFirst: !fault.isRefusal)
    return .outage
  }

  /// A service that comes and goes, or a specimen that fails where nothing else is in flight, would fill the log.
  private func quietTime(at now: Duration) -> Duration {
    if let lastEnd, now - lastEnd < .seconds(60) { return .seconds(60) }
    return failing.count < Self.faultsThatOpen ? .seconds(5) : .zero
  }

  private mutating func goesOn(
    _ specimen: Int, _ fault: TransientFault, asked: Duration, at now: Duration
  ) -> Reading {
    guard case .trying(specimen, let isVouchedFor) = phase else {
      outage?.continues(because: fault.reason, at: now, pause: asked)
      return .outage
    }
    prolong(fault.reason, asked: asked, at: now)
    phase = .pausing(asksFirst: !fault.isRefusal)
    return isVouchedFor && !fault.isRefusal ? .outageThoughVouchedFor : .outage
  }

  /// The free probe has been answered.
  mutating func probed(_ result: ProbeResult, at now: Duration) {
    guard outage != nil, phase == .asking else { return }
    switch result {
    case .well: phase = .mayTry(isVouchedFor: true)
    case .unwell(let reason):
      isConfirmed = true
      prolong(reason, asked: .zero, at: now)
      phase = .pausing(asksFirst: true)
    }
  }

  private mutating func prolong(_ reason: String, asked: Duration, at now: Duration) {
    level += 1
    outage?.continues(because: reason, at: now, pause: max(asked, backoff.wait(after: level)))
  }

  private mutating func remember(_ failed: Int?) {
    recent.append(failed)
    if recent.count > Self.memory { recent.removeFirst() }
  }
}

/// A failure that may pass by itself.
public struct TransientFault: Sendable, Equatable {
  /// In words.
  public var reason: String
  /// What the service asked for.
  public var wait: Verdict.Wait
  /// The request was whole when the deadline passed: it is billed, so it costs its specimen an attempt.
  public var isTimeoutAfterSending: Bool

  public init(_ reason: String, wait: Verdict.Wait = .init(), isTimeoutAfterSending: Bool = false) {
    self.reason = reason
    self.wait = wait
    self.isTimeoutAfterSending = isTimeoutAfterSending
  }

  /// The service takes no more at the moment; never charged to a specimen.
  var isRefusal: Bool { wait.isRefusal }
}

/// What was tried for one specimen in this start.
struct SpecimenTries: Equatable {
  /// Requests that went out.
  var requests = 0
  /// In quarters of an attempt.
  var faults = 0
  /// Faults of which the next answer to another specimen will tell whose they are.
  var undecided = 0
  /// Times it was put back, for its pauses.
  var returns = 0
  /// Times that the model was told what was wrong with its answer.
  var askedAgain = 0

  /// Whether it has not failed while others succeeded; where each attempt may cost money, whether none has failed at all.
  func isTrusted(whereItCosts: Bool) -> Bool { faults == 0 && (!whereItCosts || undecided == 0) }

  /// What a fault counts: of the specimen alone; while others fail here and there; in an outage.
  static let fault = 4
  static let minorFault = 1
  static let forgiven = 0

  mutating func settle(charge: Int) {
    faults += undecided * charge
    undecided = 0
  }
}
