/// Bytes that are written one behind the other, in memory of their own: an array asks at each of a record's thousand
/// appends whether anybody shares it.
@safe
struct GrowingBytes: ~Copyable {
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  /// - Parameter capacity: bytes for which there is room from the beginning.
  init(capacity: Int) {
    self.capacity = max(1, capacity)
    unsafe memory = .allocate(capacity: self.capacity)
  }

  deinit { unsafe memory.deallocate() }

  /// What has been written.
  var array: [UInt8] { unsafe Array(UnsafeBufferPointer(start: memory, count: count)) }

  /// What has been written, as text; bytes that are none become U+FFFD.
  var text: String { unsafe String(decoding: UnsafeBufferPointer(start: memory, count: count), as: UTF8.self) }

  /// Writes anew; the memory is kept.
  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    makeRoom(1)
    unsafe memory[count] = byte
    count += 1
  }

  mutating func append(_ bytes: Span<UInt8>) { unsafe bytes.withUnsafeBufferPointer { unsafe append($0) } }

  mutating func append(_ word: StaticString) {
    unsafe append(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  mutating func append(_ scalar: Unicode.Scalar) {
    for unit in scalar.utf8 { append(unit) }
  }

  /// Appends what `body` writes behind the last byte, of `most` bytes at most; it says how many it wrote.
  @inline(__always)
  mutating func append(most: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    makeRoom(most)
    count += unsafe body(memory + count)
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let first = bytes.baseAddress else { return }
    makeRoom(bytes.count)
    unsafe (memory + count).initialize(from: first, count: bytes.count)
    count += bytes.count
  }

  @inline(__always)
  private mutating func makeRoom(_ more: Int) {
    if count + more > capacity { grow(by: more) }
  }

  private mutating func grow(by more: Int) {
    capacity = max(count + more, 2 * capacity)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    unsafe larger.initialize(from: memory, count: count)
    unsafe memory.deallocate()
    unsafe memory = larger
  }
}
