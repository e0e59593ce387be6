import Synchronization
import Testing

@testable import Dashboard

@Suite("work that was done lately")
struct RecentWorkTests {
  private final class Maker: Sendable {
    private let count = Mutex(0)
    var made: Int { count.withLock { $0 } }

    func make(_ value: Int) -> Int {
      count.withLock { $0 += 1 }
      return value
    }
  }

  private func ask(_ work: RecentWork<Int, Int>, _ key: Int, _ maker: Maker) async -> Int {
    await work.value(for: key, weight: { $0 }) { maker.make(key) }
  }

  @Test("a value is made once, for all who ask at the same time and for those who ask later")
  func once() async {
    let (work, maker) = (RecentWork<Int, Int>(most: 3, heaviest: 100), Maker())
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<20 { group.addTask { await self.ask(work, 7, maker) } }
      for await value in group { #expect(value == 7) }
    }
    #expect(await ask(work, 7, maker) == 7)
    #expect(maker.made == 1)
  }

  @Test("no more are kept than the number, and the weight, allow; those asked for last stay")
  func bounds() async {
    let (work, maker) = (RecentWork<Int, Int>(most: 3, heaviest: 100), Maker())
    for key in [1, 2, 3, 1, 4] { _ = await ask(work, key, maker) }
    #expect(work.keys == [3, 1, 4])
    _ = await ask(work, 96, maker)
    #expect(work.keys == [4, 96])
    _ = await ask(work, 200, maker)
    #expect(work.keys == [200])
    #expect(await ask(work, 200, maker) == 200)
    #expect(maker.made == 6)
  }
}
