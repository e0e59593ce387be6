import Keys
import Testing

@testable import HerbxCommands

@Suite("what is told of a key in doubt")
struct KeyNoticesTests {
  private static let rotating = KeyEvent.rotating(generation: 1, reason: .unauthorized, key: "k")
  private static let valid = KeyEvent.stillValid(generation: 1, key: "k")
  private static let made = KeyEvent.provisioned(name: "n", hash: nil, key: "l")

  /// Seconds, what happens, what is told.
  typealias Step = (Int, KeyEvent, [KeyEvent])

  @Test(
    "is said once each five minutes; a death that follows is told whole, in its order",
    arguments: [
      [(0, rotating, [rotating]), (1, valid, [valid]), (5, rotating, []), (6, valid, []), (299, rotating, [])],
      [(0, rotating, [rotating]), (1, valid, [valid]), (301, rotating, [rotating]), (302, valid, [valid])],
      // Held back just before the time is up, and found good after it.
      [(0, rotating, [rotating]), (1, valid, [valid]), (300, rotating, []), (302, valid, [rotating, valid])],
      [(0, rotating, [rotating]), (1, valid, [valid]), (9, rotating, []), (10, made, [rotating, made])],
      // The next key's troubles are news.
      [
        (0, rotating, [rotating]), (1, valid, [valid]), (9, rotating, []), (10, made, [rotating, made]),
        (20, rotating, [rotating]), (21, valid, [valid]),
      ],
      [
        (0, rotating, [rotating]),
        (1, .unverified(generation: 1, reason: "x"), [.unverified(generation: 1, reason: "x")]),
        (5, rotating, []), (6, valid, []), (7, .warning("w"), [.warning("w")]),
      ],
    ] as [[Step]])
  func told(steps: [Step]) {
    var notices = KeyNotices()
    for (second, event, told) in steps { #expect(notices.take(event, at: .seconds(second)) == told) }
  }
}
