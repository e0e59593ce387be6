import OpenRouter
import Testing

@testable import Keys

@Suite("the forecast of a key's rest")
struct KeyForecastTests {
  private let cent = Money(digits: "0.01") ?? .zero

  @Test("what was paid while /key was asked is not left, whatever /key says")
  func paidWhileAsked() {
    var forecast = KeyForecast(expected: cent)
    for _ in 0..<3 { forecast.begin(1) }
    forecast.ask(1)
    for _ in 0..<2 { _ = forecast.finish(1, cost: cent) }
    // /key was answered before the two were charged: three cents, of which one is left to the third in flight.
    forecast.learn(1, remaining: cent * 3)
    #expect(!forecast.covers(1))
    forecast.learn(1, remaining: cent * 4)
    #expect(forecast.covers(1))
  }

  @Test("what was paid before /key was asked is in its answer")
  func paidBefore() {
    var forecast = KeyForecast(expected: cent)
    forecast.begin(1)
    _ = forecast.finish(1, cost: cent)
    forecast.ask(1)
    forecast.learn(1, remaining: cent)
    #expect(forecast.covers(1))
  }
}
