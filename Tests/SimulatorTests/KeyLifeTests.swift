import Foundation
import OpenRouter
import Simulator
import Testing

@Suite("Keys of the simulated account")
struct KeyLifeTests {
  @Test("a key that dies after n requests answers 401 everywhere, a new key does not")
  func keyDies() throws {
    var service = try PureService(faults: "key-dies@3")
    #expect((1...5).map { service.ask($0).status } == [200, 200, 200, 401, 401])
    #expect(service.ask(9).message == "User not found.")
    #expect(service.call("GET", "/key", key: service.firstKey).status == 401)
    let second = service.makeKey()
    #expect((1...5).map { service.ask($0, key: second).status } == [200, 200, 200, 200, 200])
  }

  @Test("every key can die, each after its own requests")
  func everyKeyDies() throws {
    var service = try PureService(faults: "key-dies@2:key=all")
    for _ in 1...4 {
      let key = service.makeKey()
      #expect((1...3).map { service.ask($0, key: key).status } == [200, 200, 401])
    }
  }

  @Test("an expired key says so, by fault and by its own date")
  func keyExpires() throws {
    var service = try PureService(faults: "key-expires@1")
    #expect(service.ask().status == 200)
    #expect(service.ask().message == "API key expired.")
    let wish: JSONValue = ["name": "short", "expires_at": "2026-09-21T15:00:00Z"]
    let made = service.call("POST", "/keys", body: wish).json
    let secret = try #require(made["key"]?.string)
    #expect(made["data"]?["expires_at"]?.string == "2026-09-21T15:00:00Z")
    service.now = Date(timeIntervalSince1970: 1_790_002_799)
    #expect(service.ask(key: secret).status == 200)
    service.now = Date(timeIntervalSince1970: 1_790_002_800)
    #expect(service.ask(key: secret).message == "API key expired.")
  }

  @Test("a key is spent when its usage has reached its limit, not before, and /key still vouches for it")
  func limit() throws {
    var service = try PureService(faults: "401:on=models")
    let key = service.makeKey(limit: .number("0.01"))
    #expect((1...4).map { service.ask($0, key: key).status } == [200, 200, 200, 403])
    let refusal = service.ask(key: key)
    #expect(refusal.message?.hasPrefix("Key limit exceeded (total limit). ") == true)
    #expect(refusal.source == "openrouter_key_limit")
    let figures = service.call("GET", "/key", key: key).json["data"]
    #expect(figures?["limit"]?.digits == "0.01")
    #expect(figures?["usage"]?.digits == "0.0108")
    #expect(figures?["limit_remaining"]?.digits == "0")
  }

  @Test("an overshoot lets a key go so far beyond its limit")
  func overshoot() throws {
    var options = SimulatorOptions()
    options.costPerAnswer = 1
    options.overshoot = 2
    options.keys = [.init(limit: 1)]
    var service = PureService(options)
    #expect((1...4).map { service.ask($0).status } == [200, 200, 200, 403])
  }

  @Test("a key can be spent after n requests whatever they cost")
  func keySpent() throws {
    var service = try PureService(faults: "key-spent@1")
    #expect(service.ask(model: Question.freeModel).status == 200)
    #expect(service.ask(model: Question.freeModel).source == "openrouter_key_limit")
    let figures = service.call("GET", "/key", key: service.firstKey).json["data"]
    #expect(figures?["limit_remaining"]?.digits == "0")
  }

  @Test("a fresh key is unknown for its first requests, or its first moments")
  func fresh() throws {
    var service = try PureService(faults: "key-fresh=2")
    #expect(service.ask().status == 200)
    let key = service.makeKey()
    #expect(service.call("GET", "/key", key: key).status == 401)
    #expect((1...2).map { service.ask($0, key: key).status } == [401, 200])
    var slow = try PureService(faults: "key-fresh=500ms")
    let late = slow.makeKey()
    slow.now += 0.4
    #expect(slow.ask(key: late).status == 401)
    slow.now += 0.2
    #expect(slow.ask(key: late).status == 200)
  }

  @Test("a disabled key, a deleted key and an unknown key are all not found")
  func endedByHand() throws {
    var service = try PureService()
    let secret = service.makeKey()
    let hash = ContentHash.hex(of: Array(secret.utf8))
    #expect(service.call("PATCH", "/keys/\(hash)", body: ["disabled": true]).json["data"]?["disabled"] == true)
    #expect(service.ask(key: secret).message == "User not found.")
    _ = service.call("PATCH", "/keys/\(hash)", body: ["disabled": false])
    #expect(service.ask(key: secret).status == 200)
    #expect(service.call("DELETE", "/keys/\(hash)").json == ["deleted": true])
    #expect(service.ask(key: secret).message == "User not found.")
    #expect(service.call("GET", "/keys/\(hash)").status == 404)
    #expect(service.ask(key: "sk-or-v1-unknown").message == "User not found.")
    #expect(service.model.report.keysMade.first?.isDeleted == true)
  }

  @Test("a new limit revives a spent key, a limit of null frees it")
  func newLimit() throws {
    var service = try PureService()
    let secret = service.makeKey(limit: .number("0.0036"))
    let hash = ContentHash.hex(of: Array(secret.utf8))
    #expect((1...2).map { service.ask($0, key: secret).status } == [200, 403])
    _ = service.call("PATCH", "/keys/\(hash)", body: ["limit": .number("0.0072")])
    #expect((1...2).map { service.ask($0, key: secret).status } == [200, 403])
    _ = service.call("PATCH", "/keys/\(hash)", body: ["limit": nil])
    #expect(service.ask(key: secret).status == 200)
  }

  @Test("keys are listed newest first, a hundred to a page")
  func pages() throws {
    var service = try PureService()
    for number in 1...204 { _ = service.makeKey("key \(number)") }
    func names(_ offset: String) -> [String] {
      let answer = service.call("GET", "/keys", query: ["offset": offset])
      return answer.json["data"]?.array?.compactMap { $0["name"]?.string } ?? []
    }
    #expect(names("0").count == 100)
    #expect(names("0").first == "key 204")
    #expect(names("100").first == "key 104")
    #expect(names("200") == ["key 4", "key 3", "key 2", "key 1", "first"])
    #expect(names("205").isEmpty)
    #expect(service.call("GET", "/keys", query: ["offset": "-1"]).status == 400)
  }

  @Test("a secret has the service's form, is shown once, and is the same for the same seed")
  func secrets() throws {
    var service = try PureService()
    let secret = service.makeKey()
    #expect(secret.wholeMatch(of: /sk-or-v1-[0-9a-f]{64}/) != nil)
    let shown = service.call("GET", "/keys")
    #expect(!String(decoding: shown.body, as: UTF8.self).contains(secret))
    var twin = try PureService()
    #expect(twin.makeKey() == secret)
    #expect(twin.firstKey == service.firstKey && twin.firstKey != secret)
  }

  @Test(
    "a wish that is no key is refused",
    arguments: [
      nil, [:], ["name": ""], ["name": "x", "limit": "15"], ["name": "x", "limit": -1],
      ["name": "x", "limit_reset": "hourly"], ["name": "x", "expires_at": "2026-12-31T23:59:59+01:00"],
    ] as [JSONValue?])
  func badWishes(wish: JSONValue?) throws {
    var service = try PureService()
    #expect(service.call("POST", "/keys", body: wish).status == 400)
    #expect(service.model.report.keysMade.isEmpty)
  }

  @Test("each kind of key may do its own work only")
  func permissions() throws {
    var service = try PureService()
    #expect(service.ask(key: service.model.managementKey).status == 403)
    #expect(service.call("GET", "/key").json["data"]?["is_management_key"] == true)
    for path in ["/keys", "/credits", "/keys/x"] {
      #expect(service.call("GET", path, key: service.firstKey).status == 403)
      #expect(service.call("GET", path, key: "nobody").status == 401)
    }
  }
}
