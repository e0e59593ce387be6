import Foundation
import OpenRouter
import Simulator
import Testing

@Suite("What the simulated service bears")
struct LimitTests {
  @Test("beyond n at once it answers 429 with Retry-After: 1")
  func inFlight() throws {
    var service = try PureService(faults: "in-flight=2")
    let first = service.begin(1)
    let second = service.begin(2)
    let third = service.ask(3)
    #expect((first.status, second.status, third.status) == (200, 200, 429))
    #expect(third.header("retry-after") == "1")
    service.model.end(first, isDelivered: true)
    #expect(service.ask(3).status == 200)
    #expect(service.model.report.mostInFlight == 3)
    #expect(service.model.report.inFlight == 1)
  }

  @Test("free models are counted by the minute and the day, over all keys; paid ones are not")
  func freeTier() throws {
    var service = try PureService(faults: "free-minute=2", "free-day=3")
    let other = service.makeKey()
    #expect(service.ask(1, model: Question.freeModel).status == 200)
    #expect(service.ask(2, key: other, model: Question.freeModel).status == 200)
    let minute = service.ask(3, model: Question.freeModel)
    #expect(minute.message?.contains("free-models-per-min") == true)
    #expect(minute.header("x-ratelimit-reset") == "1790000040000")
    #expect(service.ask(3).status == 200)
    service.now += 60
    #expect(service.ask(4, model: Question.freeModel).status == 200)
    let day = service.ask(5, model: Question.freeModel)
    #expect(day.source == "openrouter_free_tier_daily")
    #expect(day.header("x-ratelimit-reset") == "1790035200000")
    service.now += 86_400
    #expect(service.ask(5, model: Question.freeModel).status == 200)
  }

  @Test("an empty account stops paid models, not free ones")
  func credit() throws {
    var options = SimulatorOptions()
    options.costPerAnswer = 1
    options.credit = 2
    var service = PureService(options)
    #expect((1...3).map { service.ask($0).status } == [200, 200, 402])
    #expect(service.ask().source == "openrouter_credits")
    #expect(service.ask(model: Question.freeModel).status == 200)
  }

  @Test("an answer kept on request comes back free, under a new id, until its time is over")
  func responseCache() throws {
    var service = try PureService(faults: "cut@1")
    let wish = ["x-openrouter-cache": "true", "x-openrouter-cache-ttl": "60"]
    let lost = service.ask(1, headers: wish)
    #expect(lost.header("X-OpenRouter-Cache-Status") == "MISS")
    service.now += 10
    let again = service.ask(1, headers: wish)
    #expect(again.header("X-OpenRouter-Cache-Status") == "HIT")
    #expect(again.header("X-OpenRouter-Cache-Age") == "10")
    #expect(again.header("X-OpenRouter-Cache-Source-Id") == lost.json["id"]?.string)
    #expect(again.json["id"] != lost.json["id"])
    #expect(again.content == lost.content)
    #expect(again.json["usage"]?["cost"]?.digits == "0")
    #expect(again.json["usage"]?["total_tokens"]?.int == 0)
    #expect(service.model.report.billed == 1)
    #expect(service.model.report.cacheHits == 1)
    service.now += 60
    #expect(service.ask(1, headers: wish).header("X-OpenRouter-Cache-Status") == "MISS")
  }

  @Test("the cache keeps nothing unasked, and nothing for another key, image or failure")
  func cacheMisses() throws {
    var service = try PureService(faults: "503@4")
    let wish = ["x-openrouter-cache": "true"]
    let other = service.makeKey()
    service.ask(1)
    #expect(service.ask(1, headers: wish).header("X-OpenRouter-Cache-Status") == "MISS")
    #expect(service.ask(1, key: other, headers: wish).header("X-OpenRouter-Cache-Status") == "MISS")
    #expect(service.ask(2, headers: wish).status == 503)
    #expect(service.ask(2, headers: wish).header("X-OpenRouter-Cache-Status") == "MISS")
  }
}
