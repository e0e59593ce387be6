import Foundation
public import OpenRouter

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A client that sends whatever bytes a test wants, and shows what came back.
public final class WebClient: Sendable {
  public struct Reply: Sendable {
    public let head: String
    public let body: [UInt8]

    public var status: Int { head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0 }
    public var text: String { String(decoding: body, as: UTF8.self) }
    public var json: JSONValue { (try? JSONParser.parse(body)) ?? .null }

    public func header(_ name: String) -> String? { RawRequest(head: head, body: []).header(name) }
  }

  private let descriptor: Int32

  public init(port: UInt16) throws {
    #if canImport(Darwin)
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(descriptor, $0, size) == 0 }
    }
    guard isConnected else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  deinit { close(descriptor) }

  /// Sends all of it; false where the server no longer listens.
  @discardableResult
  public func send(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Foundation.send(descriptor, $0.baseAddress, $0.count, noSignal) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Everything until the server closes, on a thread of its own.
  public func readAll() async -> Reply {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
          let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
          guard count > 0 else { break }
          bytes += buffer[..<count]
        }
        let end = bytes.firstRange(of: Array("\r\n\r\n".utf8))
        continuation.resume(
          returning: Reply(
            head: String(decoding: bytes[..<(end?.upperBound ?? bytes.count)], as: UTF8.self),
            body: Array(bytes[(end?.upperBound ?? bytes.count)...])))
      }
    }
  }

  /// What comes next, up to `end`, read byte by byte so that nothing behind it is taken.
  public func read(until end: String) async -> String {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while !bytes.suffix(end.utf8.count).elementsEqual(end.utf8), unsafe recv(descriptor, &byte, 1, 0) == 1 {
          bytes.append(byte)
        }
        continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  /// One request, with the server closing after it.
  public static func ask(
    _ port: UInt16, _ path: String, method: String = "GET", host: String? = "127.0.0.1", headers: [String] = [],
    body: String = ""
  ) async throws -> Reply {
    let client = try WebClient(port: port)
    let lines = ["\(method) \(path) HTTP/1.1"] + (host.map { ["Host: \($0)"] } ?? []) + ["Connection: close"] + headers
    client.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    return await client.readAll()
  }
}

#if canImport(Darwin)
  private let noSignal: Int32 = 0
#else
  private let noSignal = Int32(MSG_NOSIGNAL)
#endif
