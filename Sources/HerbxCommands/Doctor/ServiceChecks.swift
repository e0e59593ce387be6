internal import Extraction
internal import OpenRouter
internal import Transfer

extension ServiceFacts {
  /// A clock that is further off cannot be trusted about expiries and daily limits. In milliseconds.
  static let clockTolerance = 120_000

  func findings() -> [Finding] {
    switch answer {
    case .failure(let error):
      [
        .failed(.service, "the service `\(address)` cannot be reached: \(error.message)", hint: network),
        .skipped(.clock, "the clock: the service was not reached"),
        .skipped(.model, "the model: the service was not reached"),
      ]
    case .success(let answer): [reachable(answer), clock(answer), model(answer)]
    }
  }

  private var network: String {
    "check the network and, behind a proxy, `https_proxy` and CURL_CA_BUNDLE; then see \(statusPage)"
  }

  private var statusPage: String { (try? ServiceAddress(address))?.statusPage ?? "`\(address)`" }

  private func reachable(_ answer: Answer) -> Finding {
    guard answer.status < 500 else {
      return .failed(
        .service, "the service `\(address)` answers with status \(answer.status)",
        hint: "try again later: see \(statusPage)")
    }
    return .ok(.service, "the service `\(address)` answers")
  }

  private func clock(_ answer: Answer) -> Finding {
    guard let serviceTime = answer.serviceTime else {
      return .skipped(.clock, "the clock: the service sends no `Date`")
    }
    // The header cuts off the fraction: on average half a second.
    let offset = answer.localTime.milliseconds - serviceTime.milliseconds - 500
    let words = ShortWords.duration(seconds: (abs(offset) + 500) / 1000)
    guard abs(offset) > Self.clockTolerance else {
      return .ok(.clock, "the clock is right: \(words) from the service's")
    }
    return .failed(
      .clock, "the clock is `\(words)` \(offset > 0 ? "ahead of" : "behind") the service's",
      hint: "set it: `sudo timedatectl set-ntp true`")
  }

  private func model(_ answer: Answer) -> Finding {
    guard answer.status < 400 || answer.status == 404 else {
      return .skipped(.model, "the model: the catalogue could not be read")
    }
    guard let catalogue = answer.catalogue else { return .skipped(.model, "the model: the service has no catalogue") }
    do throws(ModelRefusal) {
      let choice = try ModelChoice(.init(named: namedModel, recorded: nil, catalogue: catalogue))
      let end = choice.entry?.expirationDate.map { ", until \($0)" } ?? ""
      // A catalogue of another service may name no more than the model.
      let takes = choice.entry?.takesImages == true ? " and takes images" : ""
      return .ok(.model, "the model `\(choice.id)` is alive\(takes) (\(price(choice))\(end))")
    } catch {
      return .failed(.model, error)
    }
  }
}

extension ServiceFacts {
  /// What a specimen costs, or with a free model how many fit into a day.
  private func price(_ choice: ModelChoice) -> String {
    let estimate = SpecimenEstimate(choice.entry)
    guard choice.isFree else {
      return estimate.cost.map { "about \($0.rounded(to: 5)) USD a specimen" } ?? "price unknown"
    }
    guard let perDay = allowance.perDay else {
      return "free: \(FreeAllowance.small) specimens a day, \(FreeAllowance.large) once 10 USD of credit were bought"
    }
    return "free: \(perDay) specimens a day"
  }
}
