import Testing
import Transfer

@testable import OpenRouter

@Suite("who may answer, and at what price")
struct ChatRoutingTests {
  private func members(_ change: (inout ChatRouting) -> Void) -> String {
    var routing = ChatRouting()
    change(&routing)
    return JSONValue.object(routing.members(model: "a/b", requiresParameters: true)).text
  }

  @Test("what is asked for stands in the body, in a fixed order, and nothing else")
  func body() {
    #expect(members { _ in } == #"{"provider":{"require_parameters":true}}"#)
    #expect(
      members {
        $0.serviceTier = "flex"
        $0.zeroDataRetention = true
        $0.deniesDataCollection = true
        $0.providers = ["Parasail", "x"]
        $0.maxPrice = Money(digits: "1.50")
        $0.fallbackModels = ["c/d"]
      }
        == #"{"models":["a/b","c/d"],"service_tier":"flex","provider":{"require_parameters":true,"zdr":true,"#
        + #""data_collection":"deny","only":["Parasail","x"],"max_price":{"prompt":1.5,"completion":1.5}}}"#)
    #expect(ChatRouting().members(model: "a", requiresParameters: false).isEmpty)
  }
}

@Suite("the account's newer answers")
struct NewerAccountTests {
  private struct Fixed: Transferring {
    let reply: @Sendable (TransferRequest) -> (Int, String)

    func send(_ request: TransferRequest) async throws(TransferError) -> TransferReply {
      let (status, body) = reply(request)
      return TransferReply(status: status, body: Array(body.utf8))
    }
  }

  private func client(_ reply: @escaping @Sendable (TransferRequest) -> (Int, String)) -> AccountClient {
    AccountClient(address: .official, transfer: Fixed(reply: reply))
  }

  @Test("newer members of /key are read, unknown and absent ones never hurt")
  func key() async throws {
    let key = try #require(APIKey("sk-or-v1-x"))
    let data =
      #"{"data":{"limit":15,"limit_remaining":3,"usage":12,"free_model_daily_requests":{"limit":50,"used":60,"remaining":-10},"#
      + #""effective_budget":{"scope":"workspace","remaining_usd":0.5,"resets_at":"2026-12-01"},"budgets":[{}],"#
      + #""something_new":{"a":[1]}}}"#
    guard case .alive(let status) = await client({ _ in (200, data) }).check(key) else {
      Issue.record("the key is alive")
      return
    }
    #expect(status.freeRequestsLeft == 0)
    #expect(status.effectiveBudget?.scope == "workspace")
    #expect(status.effectiveBudget?.remaining.digits == "0.5")
    guard case .alive(let old) = await client({ _ in (200, #"{"data":{"limit":null}}"#) }).check(key) else {
      Issue.record("the key is alive")
      return
    }
    #expect(old.freeRequestsLeft == nil && old.effectiveBudget == nil)
  }

  @Test("what one answer cost is asked afterwards; an id that is none is not sent")
  func generation() async throws {
    let key = try #require(APIKey("sk-or-v1-x"))
    let known = client { request in
      request.url.hasSuffix("/generation?id=gen-1")
        ? (200, #"{"data":{"total_cost":0.0015,"is_byok":true,"upstream_inference_cost":0.01}}"#) : (404, "{}")
    }
    #expect(await known.cost(ofGeneration: "gen-1", key)?.digits == "0.0115")
    #expect(await known.cost(ofGeneration: "gen-2", key) == nil)
    let never = client { _ in
      Issue.record("nothing is asked")
      return (200, "")
    }
    for id in ["", "a&key=b", "../keys", "a b"] { #expect(await never.cost(ofGeneration: id, key) == nil) }
  }

  @Test("a service that shows its catalogue to keys it knows only is asked once more with the key")
  func catalogue() async throws {
    let key = try #require(APIKey("sk-or-v1-x"))
    let service = client { request in
      request.headers.contains { $0.name == "Authorization" } ? (200, #"{"data":[{"id":"m"}]}"#) : (401, "{}")
    }
    #expect(try await service.catalogue(key: key)?.models.map(\.id) == ["m"])
    do {
      _ = try await service.catalogue()
      Issue.record("without a key it refuses")
    } catch { #expect(error.hint?.contains("management") == false) }
  }
}
