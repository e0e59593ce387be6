internal import Synchronization

/// Values that were made lately, each once for all who ask for it at the same time. The latest are kept, within a number
/// and a weight.
final class RecentWork<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Entry {
    let key: Key
    let work: Task<Value, Never>
    var weight = 0
  }

  private let entries = Mutex<[Entry]>([])
  private let most: Int
  private let heaviest: Int

  /// - Parameter heaviest: what all values that are kept may weigh together; the latest is always kept.
  init(most: Int, heaviest: Int) { (self.most, self.heaviest) = (most, heaviest) }

  var keys: [Key] { entries.withLock { $0.map(\.key) } }

  /// - Parameter make: is not cancelled where one who asks goes away: others may wait for the same.
  func value(
    for key: Key, weight: (Value) -> Int, _ make: @escaping @Sendable () async -> Value
  ) async -> Value {
    let work = entries.withLock { entries -> Task<Value, Never> in
      let known = entries.firstIndex { $0.key == key }.map { entries.remove(at: $0) }
      let entry = known ?? Entry(key: key, work: Task.detached { await make() })
      entries = entries.suffix(most - 1) + [entry]
      return entry.work
    }
    let value = await work.value
    let its = weight(value)
    entries.withLock { entries in
      guard let place = entries.firstIndex(where: { $0.key == key }) else { return }
      entries[place].weight = its
      while entries.count > 1, entries.reduce(0, { $0 + $1.weight }) > heaviest { entries.removeFirst() }
    }
    return value
  }
}
