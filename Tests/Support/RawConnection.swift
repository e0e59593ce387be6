import Dispatch
import Foundation
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A request as it came over the wire.
public struct RawRequest: Sendable {
  /// Request line and header lines.
  public let head: String
  public let body: [UInt8]

  public init(head: String, body: [UInt8]) {
    self.head = head
    self.body = body
  }

  /// The value of the header `name`, in any case.
  public func header(_ name: String) -> String? {
    for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix(name.lowercased() + ":") {
      return line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
    }
    return nil
  }
}

/// The server's end of one connection. Used by one thread; only `breakOff` may come from another.
public final class RawConnection: Sendable {
  /// Counted from 1 in the order of acceptance.
  public let number: Int
  private let state: Mutex<State>
  private let broken = DispatchSemaphore(value: 0)

  private struct State {
    var descriptor: Int32
    var unread: [UInt8] = []
    var requests: [RawRequest] = []
    var isOpen = true
  }

  init(_ descriptor: Int32, number: Int) {
    self.number = number
    state = Mutex(State(descriptor: descriptor))
    #if canImport(Darwin)
      var on: Int32 = 1
      unsafe setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
    #endif
  }

  public var requests: [RawRequest] { state.withLock { $0.requests } }

  /// Reads up to the blank line after the headers; nil where the client closes first. What follows stays unread.
  public func readHead() -> String? {
    let end = Array("\r\n\r\n".utf8)
    while true {
      let head = state.withLock { state -> String? in
        guard let range = state.unread.firstRange(of: end) else { return nil }
        defer { state.unread.removeSubrange(..<range.upperBound) }
        return String(decoding: state.unread[..<range.upperBound], as: UTF8.self)
      }
      if let head { return head }
      guard receive() else { return nil }
    }
  }

  /// Reads a whole request with a `Content-Length` (none means no body); nil where the client closes first.
  @discardableResult
  public func readRequest() -> RawRequest? {
    guard let head = readHead() else { return nil }
    let length = Int(RawRequest(head: head, body: []).header("content-length") ?? "0") ?? 0
    guard let body = readBytes(length) else { return nil }
    let request = RawRequest(head: head, body: body)
    state.withLock { $0.requests.append(request) }
    return request
  }

  /// Reads exactly so many bytes; nil where the client closes first.
  public func readBytes(_ count: Int) -> [UInt8]? {
    while state.withLock({ $0.unread.count }) < count {
      guard receive() else { return nil }
    }
    return state.withLock { state in
      defer { state.unread.removeFirst(count) }
      return Array(state.unread.prefix(count))
    }
  }

  /// Reads and drops everything until the client closes.
  public func waitForClose() {
    while receive() { state.withLock { $0.unread.removeAll() } }
  }

  /// Reads nothing, so that the client can send no more, until the server is stopped.
  public func waitForBreak() {
    broken.wait()
  }

  /// Writes all of it; false where the client is gone.
  @discardableResult
  public func write(_ text: String) -> Bool { write(Array(text.utf8)) }

  @discardableResult
  public func write(_ bytes: [UInt8]) -> Bool {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    let descriptor = state.withLock { $0.descriptor }
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes[sent...].withUnsafeBytes { rest in
        unsafe send(descriptor, rest.baseAddress, rest.count, flags)
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// A whole answer with a known length; the connection stays open.
  @discardableResult
  public func answer(_ status: Int = 200, headers: [String] = [], body: [UInt8] = []) -> Bool {
    let lines = ["HTTP/1.1 \(status) Status", "Content-Length: \(body.count)"] + headers
    return write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
  }

  /// Closes with a reset, so that the client sees an error in place of an end.
  public func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    let descriptor = state.withLock { $0.descriptor }
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    finish()
  }

  /// Closes in order, before the serving closure returns.
  public func end() {
    finish()
  }

  func breakOff() {
    state.withLock { if $0.isOpen { _ = shutdown($0.descriptor, Int32(SHUT_RDWR)) } }
    broken.signal()
  }

  func finish() {
    state.withLock { state in
      if state.isOpen { close(state.descriptor) }
      state.isOpen = false
    }
  }

  private func receive() -> Bool {
    let descriptor = state.withLock { $0.isOpen ? $0.descriptor : -1 }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    state.withLock { $0.unread.append(contentsOf: buffer[..<count]) }
    return true
  }
}
