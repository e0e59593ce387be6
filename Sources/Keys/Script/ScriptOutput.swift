import OpenRouter

/// The end of what a script said: what matters stands on the last line.
struct ScriptOutput: Sendable {
  let text: String

  init(_ bytes: [UInt8]) { text = String(decoding: bytes, as: UTF8.self) }

  /// The last line that is not blank, with every key masked, in one line of at most 300 characters without controls.
  func lastLine(_ redactor: Redactor) -> String? {
    guard let line = lastLine else { return nil }
    return String(redactor.line(String(line)).string.unicodeScalars.prefix(300))
  }

  /// What the script says of the key it made: its last line, where that is a JSON object. Only what can be a hash or a
  /// name is believed: a script may say the key itself there.
  func report(_ redactor: Redactor) -> ScriptReport? { lastLine.flatMap { ScriptReport($0)?.checked(redactor) } }

  private var lastLine: Substring? {
    text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
  }
}

/// What a provisioning script may say on the last line of its stdout, besides its exit status. Never the key itself.
public struct ScriptReport: Sendable, Equatable {
  /// What the service calls the key, to list or delete it by.
  public let hash: String?
  public let name: String?

  init(hash: String?, name: String?) {
    self.hash = hash
    self.name = name
  }

  init?(_ line: Substring) {
    guard let value = try? JSONParser.parse(Array(line.utf8)), value.members != nil else { return nil }
    hash = value["hash"]?.string
    name = value["name"]?.string
  }

  /// Without what cannot be a hash or a name: too long, of other characters, or holding a secret.
  func checked(_ redactor: Redactor) -> ScriptReport {
    func isHashByte(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains(byte)
    }
    let hash = hash.flatMap { text in
      (1...128).contains(text.utf8.count) && text.utf8.allSatisfy(isHashByte) && redactor.redact(text) == text
        ? text : nil
    }
    let name = name.flatMap { text in
      let isPrintable = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
      return (1...300).contains(text.count) && isPrintable && redactor.redact(text) == text ? text : nil
    }
    return ScriptReport(hash: hash, name: name)
  }
}
