import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Transfer

@Suite("buffers, gates and the engine's own thread")
struct BufferPoolTests {
  @Test("no more buffers are in use than there may be; one that is let go serves again")
  func bounded() {
    let pool = BufferPool(size: 64, most: 2)
    var first = pool.take()
    let second = pool.take()
    #expect(first != nil && second != nil)
    #expect(pool.take() == nil)
    unsafe first?.fill { target in
      unsafe target.copyBytes(from: [1, 2, 3])
      return 3
    }
    #expect(first.map { unsafe Array($0.bytes) } == [1, 2, 3])
    first = nil
    #expect(pool.take() != nil)
  }

  @Test("a request is whole for its server only once its gate is open", arguments: [3, 300_000])
  func gate(length: Int) async throws {
    let (nearlyWhole, signal) = AsyncStream<Void>.makeStream()
    let isOpened = Mutex(false)
    let wasOpened = Mutex(false)
    let server = try RawServer { connection in
      guard connection.readHead() != nil, connection.readBytes(length - 1) != nil else { return }
      signal.yield()
      guard connection.readBytes(1) != nil else { return }
      let wasOpen = isOpened.withLock { $0 }
      wasOpened.withLock { $0 = wasOpen }
      connection.answer()
    }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let gate = Gate()
    var request = TransferRequest.make(.post, server.address, body: String(repeating: "x", count: length))
    request.gate = gate
    let task = Task { [request] in try await engine.send(request).status }
    for await _ in nearlyWhole { break }
    isOpened.withLock { $0 = true }
    gate.open()
    #expect(try await task.value == 200)
    #expect(wasOpened.withLock { $0 })
  }

  @Test("a gate that is open already, or opens at any moment, holds nothing back")
  func openGates() async throws {
    let server = try RawServer { connection in while connection.readRequest() != nil { connection.answer() } }
    defer { server.stop() }
    let engine = try TransferEngine()
    defer { engine.shutdown() }
    let openers = DispatchQueue(label: "openers", attributes: .concurrent)
    try await withThrowingTaskGroup { group in
      for number in 0..<300 {
        let gate = Gate()
        if number % 3 == 0 { gate.open() }
        var request = TransferRequest.make(.post, server.address, body: String(repeating: "x", count: 1 + number % 7))
        request.gate = gate
        group.addTask { [request] in try await engine.send(request).status }
        if number % 3 == 1 { gate.open() }
        if number % 3 == 2 { openers.async { gate.open() } }
      }
      for try await status in group { #expect(status == 200) }
    }
  }

  @Test("tasks that prefer the engine's thread run on it, and to their end where it has ended")
  func executor() async throws {
    let engine = try TransferEngine()
    let threads = await Task(executorPreference: engine.executor) {
      var threads: Set<String> = []
      for _ in 0..<20 {
        threads.insert("\(Thread.currentID)")
        await Task.yield()
      }
      return threads
    }.value
    #expect(threads.count == 1)
    engine.shutdown()
    let late = Task(executorPreference: engine.executor) {
      await Task.yield()
      return 7
    }
    #expect(await late.value == 7)
  }
}

extension Thread {
  /// Of the thread that asks, as the system counts them.
  fileprivate static var currentID: UInt {
    #if canImport(Darwin)
      UInt(bitPattern: pthread_self())
    #else
      UInt(pthread_self())
    #endif
  }
}
