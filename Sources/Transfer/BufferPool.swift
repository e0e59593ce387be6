import Synchronization

/// Buffers of one size, at most so many, used again and again: what is read ahead is bounded, and costs no fresh pages.
@safe
public final class BufferPool: Sendable {
  @safe private struct State: @unchecked Sendable {
    var free: [UnsafeMutableRawPointer] = unsafe []
    var made = 0
  }

  /// Of each buffer, in bytes.
  public let size: Int
  private let most: Int
  private let state = Mutex(State())

  /// - Parameters:
  ///   - size: of each buffer, in bytes.
  ///   - most: buffers that are in use at once.
  public init(size: Int, most: Int) { (self.size, self.most) = (size, most) }

  deinit {
    state.withLock { state in
      while let buffer = unsafe state.free.popLast() { unsafe buffer.deallocate() }
    }
  }

  /// A buffer that goes back when its last user lets it go; nil where all are in use.
  public func take() -> Buffer? {
    let memory = unsafe state.withLock { state -> UnsafeMutableRawPointer? in
      if let free = unsafe state.free.popLast() { return unsafe free }
      guard state.made < most else { return nil }
      state.made += 1
      return .allocate(byteCount: size, alignment: 16)
    }
    return unsafe memory.map { unsafe Buffer($0, of: self) }
  }

  /// Memory that one thread fills and others then read.
  @safe
  public final class Buffer: @unchecked Sendable {
    private let memory: UnsafeMutableRawPointer
    private let pool: BufferPool
    /// Bytes that count, from the start on.
    public private(set) var count = 0

    fileprivate init(_ memory: UnsafeMutableRawPointer, of pool: BufferPool) {
      unsafe self.memory = memory
      self.pool = pool
    }

    deinit {
      let (memory, pool) = unsafe (memory, pool)
      pool.state.withLock { unsafe $0.free.append(memory) }
    }

    /// Before others see it.
    public func fill<Failure: Error>(
      _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) {
      count = try unsafe body(UnsafeMutableRawBufferPointer(start: memory, count: pool.size))
    }

    public var bytes: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: memory, count: count) }
  }
}
