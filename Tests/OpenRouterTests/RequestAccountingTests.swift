import Synchronization
import Testing

@testable import OpenRouter
@testable import Transfer

@Suite("what a request may have cost")
struct RequestAccountingTests {
  private struct Fixed: Transferring {
    let result: Result<TransferReply, TransferError>

    func send(_ request: TransferRequest) async throws(TransferError) -> TransferReply { try result.get() }
  }

  private final class Ends: RequestAccounting {
    private let ends = Mutex<[RequestEnd]>([])
    var all: [RequestEnd] { ends.withLock { $0 } }
    func sent(with lease: KeyLease, noted: @escaping @Sendable () -> Void) -> Int {
      noted()
      return 1
    }
    func ended(_ number: Int, _ end: RequestEnd) { ends.withLock { $0.append(end) } }
  }

  /// Lets a request go when it is told to.
  private final class Hesitant: RequestAccounting {
    private let noted = Mutex<(@Sendable () -> Void)?>(nil)

    func sent(with lease: KeyLease, noted call: @escaping @Sendable () -> Void) -> Int {
      noted.withLock { $0 = call }
      return 1
    }
    func ended(_ number: Int, _ end: RequestEnd) {}
    func release() { noted.withLock { $0 }?() }
  }

  /// Says whether a request could go out whole, before and after it was noted.
  private struct Watching: Transferring {
    let accounting: Hesitant
    let seen = SeenGates()

    final class SeenGates: Sendable {
      let states = Mutex<[Bool?]>([])
    }

    func send(_ request: TransferRequest) async throws(TransferError) -> TransferReply {
      seen.states.withLock { $0.append(request.gate?.isOpen) }
      accounting.release()
      seen.states.withLock { $0.append(request.gate?.isOpen) }
      throw TransferError(.connect, "x")
    }
  }

  @Test("a request does not go out whole before it is noted")
  func gate() async throws {
    let accounting = Hesitant()
    let transfer = Watching(accounting: accounting)
    var options = OpenRouterClient.Options()
    options.accounting = accounting
    let key = try #require(APIKey("sk-or-v1-x"))
    let client = OpenRouterClient(
      address: .official, transfer: transfer, keys: OneKey(key: key), options: options)
    _ = await client.complete([])
    #expect(transfer.seen.states.withLock { $0 } == [false, true])
  }

  private struct OneKey: KeySource {
    let key: APIKey

    func lease() async throws -> KeyLease { KeyLease(key: key, generation: 1) }
    func finished(_ lease: KeyLease, served: Bool, cost: Money?) async {}
    func report(_ refusal: KeyRefusal, of lease: KeyLease) async throws -> KeyReplacement { .stillValid }
  }

  private func end(
    of result: Result<TransferReply, TransferError>, at address: ServiceAddress = .official, isPriced: Bool = true
  ) async throws -> RequestEnd? {
    let ends = Ends()
    var options = OpenRouterClient.Options()
    options.accounting = ends
    if isPriced {
      options.prices = CatalogueModel.Prices(promptToken: Money(digits: "0.000001"), completionToken: .zero)
    }
    let key = try #require(APIKey("sk-or-v1-x"))
    let client = OpenRouterClient(
      address: address, transfer: Fixed(result: result), keys: OneKey(key: key), options: options)
    _ = await client.complete([])
    return ends.all.first
  }

  private func answer(_ usage: String) -> Result<TransferReply, TransferError> {
    let body = #"{"id":"gen-1","choices":[{"message":{"content":"x"},"finish_reason":"stop"}],"usage":"# + usage + "}"
    return .success(TransferReply(status: 200, body: Array(body.utf8)))
  }

  @Test("an answer costs what it says, else its tokens; one that tells neither is open")
  func answers() async throws {
    #expect(try await end(of: answer(#"{"cost":0.5}"#)) == .cost(#require(Money(digits: "0.5"))))
    let tokens = #"{"prompt_tokens":1000,"completion_tokens":9}"#
    #expect(try await end(of: answer(tokens)) == .cost(#require(Money(digits: "0.001"))))
    #expect(try await end(of: answer("{}")) == .unconfirmed(generationID: "gen-1", isAnswered: true))
  }

  @Test("an answer whose cost nobody will ever tell is not kept open; one that broke is")
  func untold() async throws {
    let own = try ServiceAddress("http://localhost:8000/v1")
    #expect(try await end(of: answer("{}"), at: own, isPriced: false) == .free)
    #expect(try await end(of: answer("{}"), isPriced: false) == .unconfirmed(generationID: "gen-1", isAnswered: true))
    #expect(try await end(of: answer("{}"), at: own) == .unconfirmed(generationID: "gen-1", isAnswered: true))
    let late = TransferError(.broken, "x", bodyWasSent: true, requestWasWhole: true)
    let open = RequestEnd.unconfirmed(generationID: nil, isAnswered: false)
    #expect(try await end(of: .failure(late), at: own, isPriced: false) == open)
  }

  @Test("a request that broke before it was whole costs nothing; one that was whole is open, by the head that had come")
  func losses() async throws {
    let early = TransferError(.broken, "x", bodyWasSent: true, requestWasWhole: false)
    #expect(try await end(of: .failure(early)) == .free)
    let head = TransferReply(status: 200, headers: [HeaderField("X-Generation-Id", "gen-9")])
    let late = TransferError(.broken, "x", bodyWasSent: true, requestWasWhole: true, partial: head)
    #expect(try await end(of: .failure(late)) == .unconfirmed(generationID: "gen-9", isAnswered: false))
    let cancelled = TransferError(.cancelled, "x", bodyWasSent: true)
    #expect(try await end(of: .failure(cancelled)) == .unconfirmed(generationID: nil, isAnswered: false))
  }
}
