/// Reads fault specifications as they stand on a command line.
///
///     NAME[=VALUE][@N[-[M]]][:SELECTOR[,SELECTOR]…]
///
///     429:5%             a twentieth of the requests, by seed
///     503=2@5-9          the 5th to the 9th, with Retry-After: 2
///     500:every=7        each 7th
///     cut:once           the first attempt at each image
///     length:image=3     whatever is asked about the third image
///     nan:sha=ab12       images whose SHA-256 begins so
///     401@1-5:key=2      the first five requests, those of the second key
///     key-dies@20        the first key, after 20 requests
///     key-dies@50:key=all  every key, each after 50 requests
///     503:on=key         `GET /key` instead of chat; also keys, credits, models
///     in-flight=8        8 at a time
///     misread:rate=0.2   a fifth of the terms of every record; `terms=country+habitat` names which
public enum FaultParser {
  /// One line for a help text.
  public static let grammar =
    "NAME[=VALUE][@N[-[M]]][:N%|every=N|once|image=N[-M]|sha=HEX|key=N|all|on=ENDPOINT|rate=F,…]"

  /// Name, grammar-free value hint and explanation of every fault, for a help text.
  public static var help: [(name: String, explanation: String)] {
    Fault.all.map { ($0.name, $0.explanation) }
  }

  /// - Throws: `FaultSyntaxError` that names the part that is wrong and says what would be right.
  public static func parse(_ text: String) throws(FaultSyntaxError) -> FaultRule {
    let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let head = halves[0].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = head[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let fault = try parseName(parts[0])
    let value = try parseValue(parts.count > 1 ? parts[1] : nil, of: fault)
    var selector = FaultSelector()
    if head.count > 1 { selector.numbers = try parseRange(head[1], of: "@") }
    if halves.count > 1 {
      for part in halves[1].split(separator: ",", omittingEmptySubsequences: false) {
        try parseSelector(part, into: &selector)
      }
    }
    try check(selector, fits: fault)
    return FaultRule(fault, value: value, selector: selector)
  }

  private static func parseName(_ name: Substring) throws(FaultSyntaxError) -> Fault {
    if let fault = Fault.named(name) { return fault }
    let near = Fault.all.map(\.name).map { (name: $0, distance: distance($0, name)) }
      .min { $0.distance < $1.distance }
    let hint = near.flatMap { $0.distance <= name.count / 2 ? "did you mean `\($0.name)`?" : nil }
    throw FaultSyntaxError(
      reason: "no fault is called `\(name)`", hint: hint ?? "`herbx simulator --list-faults` names all")
  }

  private static func parseValue(_ text: Substring?, of fault: Fault) throws(FaultSyntaxError) -> FaultRule.Value? {
    let name = fault.name
    guard let text else {
      switch fault.argument {
      case .seconds(isRequired: true):
        throw FaultSyntaxError(reason: "`\(name)` needs a time", hint: "for example `\(name)=2` or `\(name)=500ms`")
      case .count(isRequired: true), .countOrTime:
        throw FaultSyntaxError(reason: "`\(name)` needs a number", hint: "for example `\(name)=8`")
      default: return nil
      }
    }
    switch fault.argument {
    case .none: throw FaultSyntaxError(reason: "`\(name)` takes no value, but got `\(text)`", hint: "write `\(name)`")
    case .seconds:
      if let time = parseTime(text) ?? Double(text).flatMap(seconds) { return .time(time) }
      throw FaultSyntaxError(reason: "`\(text)` is no time", hint: "write seconds, for example `\(name)=2`")
    case .count:
      if let count = Int(text), count >= 0 { return .count(count) }
      throw FaultSyntaxError(reason: "`\(text)` is no whole number", hint: "for example `\(name)=8`")
    case .countOrTime:
      if let count = Int(text), count >= 0 { return .count(count) }
      if let time = parseTime(text) { return .time(time) }
      throw FaultSyntaxError(
        reason: "`\(text)` is neither a number of requests nor a time",
        hint: "for example `\(name)=2` or `\(name)=500ms`")
    }
  }

  private static func parseSelector(
    _ text: Substring, into selector: inout FaultSelector
  ) throws(FaultSyntaxError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count > 1 ? parts[1] : ""
    switch parts[0] {
    case "once" where parts.count == 1: selector.isOncePerImage = true
    case "every": selector.every = try parseNumber(value, of: "every")
    case "image": selector.images = try parseRange(value, of: "image=")
    case "key": selector.keys = value == "all" ? 1...Int.max : try parseRange(value, of: "key=")
    case "sha" where !value.isEmpty && value.allSatisfy(\.isHexDigit): selector.imageHash = value.lowercased()
    case "on": selector.endpoint = try parseEndpoint(value)
    case "rate": selector.rate = try parseRate(value)
    case "terms" where !value.isEmpty: selector.terms = value.split(separator: "+").map(String.init)
    case _ where text.hasSuffix("%"): selector.percent = try parsePercent(text)
    case _ where text.hasPrefix("@"): selector.numbers = try parseRange(text.dropFirst(), of: "@")
    default:
      throw FaultSyntaxError(
        reason: "`\(text)` selects nothing",
        hint: "after the colon: 5%, every=7, once, image=3, sha=ab12, key=2, key=all or on=key, parted by commas")
    }
  }

  /// What a fault cannot be asked for.
  private static func check(_ selector: FaultSelector, fits fault: Fault) throws(FaultSyntaxError) {
    let name = fault.name
    if name != "misread", selector.rate != nil || !selector.terms.isEmpty {
      throw FaultSyntaxError(reason: "`\(name)` takes no `rate` and no `terms`", hint: "these go with `misread`")
    }
    switch fault.effect {
    case .response, .delivery, .delay: break
    case .output:
      guard selector.endpoint == .chat else {
        throw FaultSyntaxError(
          reason: "`\(name)` is about what a model writes, not about `on=\(selector.endpoint.rawValue)`",
          hint: "leave `on=` out")
      }
    case .capacity:
      guard selector == FaultSelector() else {
        throw FaultSyntaxError(reason: "`\(name)` holds for all requests", hint: "write `\(name)=N` alone")
      }
    case .keyEnds, .keyIsSpent:
      var allowed = FaultSelector()
      allowed.numbers = selector.numbers
      allowed.keys = selector.keys
      guard selector == allowed else {
        throw FaultSyntaxError(
          reason: "`\(name)` takes no such selector", hint: "write `\(name)@20` or `\(name)@20:key=all`")
      }
    case .keyIsFresh:
      guard selector == FaultSelector() else {
        throw FaultSyntaxError(
          reason: "`\(name)` takes no such selector", hint: "write `\(name)=2` or `\(name)=500ms`")
      }
    }
  }
}

/// Why a fault specification cannot be read.
public struct FaultSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Fixed short word for what kind of error this is.
  public let kind = "fault_syntax"
  public let reason: String
  /// What to write instead.
  public let hint: String

  public var description: String { "\(reason); \(hint)" }
}
