internal import ArgumentParser
internal import Extraction
internal import Keys
internal import OpenRouter

/// `herbx keys provision`: the same script, lock and records as a rotation, by hand.
struct KeysProvision: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "provision", abstract: "Have a new key made and written into the key file.",
    discussion: Examples.following(
      "A run that is under way takes the new key at its next refusal; it need not be started again.",
      ["herbx keys provision --name first-run --limit 5.00": "the first key"]))

  @Option(help: ArgumentHelp("The beginning of the key's name at the service.", valueName: "name"))
  var name = "auto-rotation"

  @Option(help: ArgumentHelp("The key's spending limit in US dollars.", valueName: "usd"))
  var limit = "15.00"

  @OptionGroup(title: "Service and keys") var service: ServiceOptions

  func validate() throws {
    guard let amount = Money(digits: limit), amount > .zero else {
      throw ValidationError("`--limit \(limit)`: give an amount in US dollars, such as 15.00")
    }
    guard !name.isEmpty, name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      throw ValidationError("`--name`: give a name of printable characters")
    }
  }

  func run(_ context: CommandContext) async throws {
    try await ServiceSession.with(service, context) { session in
      let environment = session.keys.environment { Self.tell($0, context) }
      let settings = KeyRingSettings(keyName: name, keyLimit: Self.plainDigits(limit), run: nil)
      let outcome: ManualProvisioning.Outcome
      do throws(KeyFailure) { outcome = try await ManualProvisioning(settings, in: environment).run() } catch {
        throw CommandFailure(.noUsableKey, error)
      }
      for attempt in outcome.cleared {
        context.printNote(
          "note: the provisioning of \(attempt.time) had no known end; look for `\(attempt.keyName)` with `herbx keys list`"
        )
      }
      let doubt = outcome.verified ? "" : " (not confirmed: /key could not be asked)"
      context.printNote("\(KeyMessages.provisioned): \(outcome.key.masked) `\(outcome.name)`\(doubt)")
      context.printNote("written to `\(session.keys.file.path)`")
    }
  }

  /// Digits as JSON takes them: without leading zeros or an exponent, and otherwise as they were typed.
  private static func plainDigits(_ text: String) -> String {
    let isPlain = text.wholeMatch(of: /(0|[1-9][0-9]*)(\.[0-9]+)?/) != nil
    return isPlain ? text : Money(digits: text)?.digits ?? text
  }

  private static func tell(_ event: KeyEvent, _ context: CommandContext) {
    if case .warning = event { context.printNote("warning: \(KeyMessages.logLine(for: event).text)") }
  }
}
