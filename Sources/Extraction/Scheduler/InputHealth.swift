/// Decides whether the input folder is there, from how its files open. Files that cannot be opened or read are held back
/// until it is clear whether the folder is at fault: it is where the folder itself is gone, and where many files in a row
/// fail. Pure, as `ServiceHealth` is.
struct InputHealth: Equatable {
  /// Files in a row that speak against the folder.
  static let filesThatOpen = 10

  private(set) var outage: Outage?
  /// Specimens whose file could not be read, in the order in which they failed.
  private(set) var held: [Int] = []
  /// Requests up to this number had their file opened before the first of these failed.
  private var ticket = 0
  private var isProbing = false
  private var isFolderGone = false
  private var pauses = 0
  private var backoff: Backoff

  init(backoffBase: Duration, seed: UInt64) { backoff = Backoff(base: backoffBase, seed: seed) }

  /// The specimen's file could not be read.
  /// - Parameters:
  ///   - isFolderGone: the folder itself is missing, is another, or its file system fails.
  ///   - lastTicket: of the requests begun so far.
  mutating func failed(_ specimen: Int, reason: String, isFolderGone: Bool, lastTicket: Int, at now: Duration) {
    if held.isEmpty { ticket = lastTicket }
    held.append(specimen)
    self.isFolderGone = self.isFolderGone || isFolderGone
    guard outage == nil, self.isFolderGone || held.count >= Self.filesThatOpen else { return }
    begin(reason, at: now)
  }

  private mutating func begin(_ reason: String, at now: Duration) {
    pauses += 1
    outage = Outage(at: now, reason: reason, pause: backoff.wait(after: pauses))
  }

  /// A file was read for the request with `ticket`.
  /// - Returns: those held back whose failure is their own after all.
  mutating func read(_ ticket: Int) -> [Int] {
    guard outage == nil, ticket > self.ticket else { return [] }
    return release()
  }

  /// Nothing else is left to do, so the folder is looked at.
  mutating func isOnlyHeldLeft(at now: Duration) {
    if outage == nil, !held.isEmpty {
      outage = Outage(at: now, reason: "files cannot be read", pause: .zero, quietFor: .seconds(5))
    }
  }

  enum Gate: Equatable {
    case open
    case closed(until: Duration)
    case probe
  }

  mutating func gate(at now: Duration, patience: Duration) -> Gate {
    guard let outage else { return .open }
    if !isProbing, now >= outage.nextProbe {
      isProbing = true
      return .probe
    }
    return .closed(
      until: isProbing ? max(now, outage.since + patience) : min(outage.nextProbe, outage.since + patience))
  }

  enum Finding: Equatable {
    case goesOn
    /// Those held back may be tried again.
    case isBack([Int], ended: Outage.Report?)
    /// The folder is well: their failure is their own.
    case ownFailure([Int], ended: Outage.Report?)
  }

  mutating func probed(_ result: InputProbeResult, at now: Duration) -> Finding {
    isProbing = false
    guard let outage else { return .goesOn }
    switch result {
    case .well:
      defer { self.outage = nil }
      return .isBack(release(), ended: outage.ending(at: now))
    case .otherReadable:
      defer { self.outage = nil }
      // What failed while the folder was away may be there again.
      let (wasGone, ended) = (isFolderGone, outage.ending(at: now))
      return wasGone ? .isBack(release(), ended: ended) : .ownFailure(release(), ended: ended)
    case .filesUnreadable where !isFolderGone && held.count < Self.filesThatOpen:
      defer { self.outage = nil }
      return .ownFailure(release(), ended: outage.ending(at: now))
    case .filesUnreadable(let reason), .unwell(let reason):
      pauses += 1
      self.outage?.continues(because: reason, at: now, pause: backoff.wait(after: pauses))
      return .goesOn
    }
  }

  func isExhausted(at now: Duration, patience: Duration) -> Bool { outage.map { now - $0.since >= patience } ?? false }

  mutating func report(at now: Duration) -> Outage.Report? { outage?.report(at: now) }

  private mutating func release() -> [Int] {
    defer { (held, isFolderGone, pauses) = ([], false, 0) }
    return held
  }
}

/// What a look at the input folder has found.
public enum InputProbeResult: Sendable, Equatable {
  /// One of the files that failed can be read.
  case well
  /// None of these can, but one that has not failed.
  case otherReadable
  /// The folder is the one that it was, but none of the files can be read.
  case filesUnreadable(reason: String)
  case unwell(reason: String)
}
