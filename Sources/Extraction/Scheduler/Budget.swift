internal import OpenRouter

/// Keeps a run's cost under its bound: for each request in flight there is kept back what it may cost at most, as far as is
/// known.
///
/// By the catalogue's prices that is the worst case: all tokens that a request may use. An answer may still be dearer, where
/// the catalogue is wrong. So the first request goes out by itself where the bound is near, and from the first answer on
/// twice the highest cost seen is kept back where that is more. Where the bound is so low that worst cases would leave a
/// good part of it unused, twice the highest cost is kept back even where it is less.
struct Budget: Equatable {
  /// Nil for no bound.
  let bound: Money?
  private(set) var spent: Money
  /// What was kept back for answers that never came, or did not say what they cost, and may have been billed.
  private var setAsideMoney: Money
  /// Requests for which it is kept back.
  private(set) var unconfirmedRequests: Int
  private let worstCase: Money?
  private var highest: Money?
  /// Answers of this start whose cost is known.
  private var known = 0

  /// Requests that go out at once before anything is known of their cost: an answer that is dearer than the catalogue
  /// says is to be alone with it.
  private static let first = 1
  /// The bound counts as near where it covers less than this many times what is kept back.
  private static let near = 10
  /// Worst cases are kept back throughout where the bound covers this many of them.
  private static let ample = 5

  /// - Parameters:
  ///   - spent: by earlier starts of the run.
  ///   - unconfirmed: of earlier starts: sent, and not known to be billed or not.
  ///   - unconfirmedRequests: how many of these there are.
  ///   - expected: the highest cost seen by them, or the estimate for one specimen; nil where nothing is known.
  ///   - worstCase: what one request may cost by the catalogue's prices; nil where it names none.
  init(
    bound: Money?, spent: Money, unconfirmed: Money = .zero, unconfirmedRequests: Int = 0, expected: Money?,
    worstCase: Money? = nil
  ) {
    self.bound = bound
    self.spent = spent
    setAsideMoney = unconfirmed
    self.unconfirmedRequests = unconfirmedRequests
    self.worstCase = worstCase
    highest = expected
  }

  mutating func pay(_ cost: Money) {
    guard bound != nil else { return }
    spent += cost
    highest = max(highest ?? .zero, cost)
    known += 1
  }

  /// Keeps back what an answer that never came, or did not say it, may have cost.
  mutating func setAside() {
    setAsideMoney += reserve ?? .zero
    unconfirmedRequests += 1
  }

  /// For answers that never came, or did not say what they cost, and may have been billed. What others have cost since
  /// counts where that is more than was kept back when they were sent.
  var unconfirmed: Money {
    known > 0 ? max(setAsideMoney, (highest ?? .zero) * unconfirmedRequests) : setAsideMoney
  }

  /// Whether so much is kept back for what is not known that it is worth asking the service, which may take a minute each
  /// time: a twentieth of the bound.
  var isWorthSettling: Bool { unconfirmedRequests > 0 && unconfirmed * 20 >= bound ?? .zero }

  /// The service has said what some of these have cost together.
  mutating func settle(_ requests: Int, cost: Money) {
    let left = max(0, unconfirmedRequests - requests)
    setAsideMoney = left == 0 ? .zero : setAsideMoney.divided(by: unconfirmedRequests) * left
    unconfirmedRequests = left
    spent += cost
  }

  /// Whether one more request fits. Where no cost is known, one at a time is sent, until one is.
  func mayBegin(inFlight: Int) -> Bool {
    guard let bound else { return true }
    guard let reserve else { return inFlight == 0 && spent + unconfirmed < bound }
    let (left, needed) = (bound - spent - unconfirmed, reserve * (inFlight + 1))
    guard needed <= left else { return false }
    return inFlight < Self.first + known || needed * Self.near <= left
  }

  /// What is kept back for one request; nil where nothing is known of its cost.
  private var reserve: Money? {
    guard let worstCase else { return known > 0 ? highest.map { $0 * 2 } : highest }
    let seen = highest ?? .zero
    guard known > 0 else { return max(worstCase, seen) }
    let isAmple = bound.map { worstCase * Self.ample <= $0 } ?? true
    return isAmple ? max(worstCase, seen * 2) : seen * 2
  }

  /// What has become of the bound, for people.
  var words: String {
    let unknown = unconfirmed > .zero ? ", and \(unconfirmed) may have been billed for answers that never came" : ""
    return "\(spent) of \(bound ?? .zero) are spent\(unknown)"
  }
}
