import TestSupport
import Testing

@testable import Transfer

#if canImport(Glibc)
  import Glibc

  /// What the system was told of a connection, read back from the socket.
  struct SocketOptionTests {
    private func value(_ level: Int32, _ option: Int32, of socket: Int32) -> Int32 {
      var (value, size) = (Int32(-1), socklen_t(MemoryLayout<Int32>.size))
      return unsafe getsockopt(socket, level, option, &value, &size) == 0 ? value : -1
    }

    /// This process's end of a connection to a port of loopback.
    private func descriptor(to port: UInt16) -> Int32? {
      (Int32(3)..<4096).first { descriptor in
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
          unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe getpeername(descriptor, $0, &size) }
        }
        return code == 0 && address.sin_family == sa_family_t(AF_INET) && UInt16(bigEndian: address.sin_port) == port
      }
    }

    @Test("a peer that is gone is noticed: unacknowledged bytes end a connection, an idle one is probed")
    func options() async throws {
      let server = try RawServer { connection in
        connection.readRequest()
        connection.answer(body: Array("{}".utf8))
        connection.waitForClose()
      }
      defer { server.stop() }
      let engine = try TransferEngine()
      defer { engine.shutdown() }
      #expect(try await engine.send(.make(server.address)).status == 200)
      let socket = try #require(descriptor(to: server.port))
      #expect(value(Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, of: socket) == 120_000)
      #expect(value(SOL_SOCKET, SO_KEEPALIVE, of: socket) == 1)
      #expect(value(Int32(IPPROTO_TCP), TCP_KEEPIDLE, of: socket) == 30)
      #expect(value(Int32(IPPROTO_TCP), TCP_KEEPINTVL, of: socket) == 15)
    }
  }
#endif
