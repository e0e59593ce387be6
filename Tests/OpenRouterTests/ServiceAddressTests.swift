import OpenRouter
import Testing

@Suite("the address of a service")
struct ServiceAddressTests {
  @Test(
    "says who is asked",
    arguments: [
      ("https://openrouter.ai/api/v1", "openrouter"), ("http://127.0.0.1:4010/api/v1/", "openrouter"),
      ("https://vllm.example.org/v1", "vllm.example.org"), ("http://127.0.0.1:8000/v1", "127.0.0.1:8000"),
      ("https://gateway.example/openai/v1", "gateway.example"), ("http://[::1]:8000/v1", "[::1]:8000"),
    ])
  func provider(address: String, provider: String) throws {
    let service = try ServiceAddress(address)
    #expect(service.provider == provider)
  }
}
