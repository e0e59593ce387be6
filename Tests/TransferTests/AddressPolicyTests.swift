import Testing

@testable import Transfer

struct AddressPolicyTests {
  @Test(arguments: [
    ("https://openrouter.ai/api/v1", "openrouter.ai", "https://openrouter.ai:443", false),
    ("HTTPS://Gateway.Example:8443/v1", "gateway.example:8443", "https://gateway.example:8443", false),
    ("http://127.0.0.1:5000/", "127.0.0.1:5000", "http://127.0.0.1:5000", true),
    ("http://127.1/", "127.0.0.1", "http://127.0.0.1:80", true),
    ("http://127.255.255.254", "127.255.255.254", "http://127.255.255.254:80", true),
    ("http://localhost:80/x", "localhost", "http://localhost:80", true),
    ("http://LOCALHOST/", "localhost", "http://localhost:80", true),
    ("http://[::1]:9/", "[::1]:9", "http://[::1]:9", true),
    ("https://127.0.0.1/", "127.0.0.1", "https://127.0.0.1:443", true),
  ])
  func goodAddressesAreTaken(url: String, name: String, origin: String, isLoopback: Bool) throws {
    let address = try AddressPolicy.address(of: url)
    #expect(address.name == name)
    #expect(address.origin == origin)
    #expect(address.isLoopback == isLoopback)
  }

  @Test(arguments: [
    "", "x", "https://", "openrouter.ai/api", "ftp://127.0.0.1/", "file:///etc/passwd",
    "http://openrouter.ai/", "http://128.0.0.1/", "http://10.0.0.1/", "http://0.0.0.0/", "http://[::]/",
    "http://[::2]/", "http://127.0.0.1.example/", "http://localhost.example/", "http://notlocalhost/",
    "http://127.0.0.1@example.org/", "https://me:secret@example.org/", "https://exa mple.org/",
    "https://example.org/\r\nX: y", "https://example.org/\u{0}", "https://example.org:99999/",
    "http://127.0.0.1\\@example.org/",
  ])
  func badAddressesAreRefusedBeforeAnythingIsSent(url: String) {
    let error = #expect(throws: TransferError.self) { try AddressPolicy.address(of: url) }
    #expect(error?.kind == .address)
    #expect(error?.message.contains("secret") == false)
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.1.2.3", true), ("localhost", true), ("[::1]", true), ("127.0.0.256", false),
    ("127.0.0", false), ("127.0.0.1.", false), ("127..0.1", false), ("127.0.0.+1", false), ("1270.0.0.1", false),
    ("::1", false), ("[::ffff:127.0.0.1]", false), ("", false),
  ])
  func onlyThisMachineIsLoopback(host: String, expected: Bool) {
    #expect(AddressPolicy.isLoopback(host) == expected)
  }
}
