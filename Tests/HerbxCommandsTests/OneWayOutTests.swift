import Foundation
import OpenRouter
import Synchronization
import SystemLayer
import TestSupport
import Testing

/// Everything that a run, its files and its commands put out, with a service that says keys and control characters.
@Suite("all that leaves the program passes one way out", .serialized)
struct OneWayOutTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var environment: [String: String] {
    ["HERBX_KEYS_FILE": folder.path("keys/k"), "TZ": "UTC", "TERM": "xterm", "LANG": "C.UTF-8"]
  }

  private func writePrivate(_ name: String, _ text: String) throws {
    try folder.write(name, text)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path(name))
  }

  // MARK: secrets

  struct Keys: CustomTestStringConvertible, Sendable {
    let key: String
    let management: String
    var testDescription: String { String(key.prefix(8)) }
  }

  static let keys = [
    Keys(
      key: "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",
      management: "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"),
    Keys(key: "gw-live-0123456789abcdefSECRETSECRET", management: "gw-management-9876543210fedcbaHIDDENHIDDEN"),
    Keys(key: "AIzaSyD-9tSrke72PouQMnMX_a7eZSW0jkFMBWY", management: "hvs.CAESIJ1234567890ABCDEFGHijklmnop"),
  ]

  /// How a service, a proxy or a debugging page may repeat what it was sent.
  static func echoes(of key: String) -> [String] {
    func each(_ separator: String, _ form: (UInt8) -> String) -> String {
      key.utf8.map(form).joined(separator: separator)
    }
    func hex(_ byte: UInt8) -> String { String(byte, radix: 16) }
    let base64 = Data("Bearer \(key)".utf8).base64EncodedString()
    return [
      key, "Bearer \(key)", key.uppercased(), Data(key.utf8).base64EncodedString(), base64,
      Data("{\"k\":\"\(key)\"}".utf8).base64EncodedString(), each("") { "%" + hex($0) }, each("") { "&#\($0);" },
      each("") { "&#x\(hex($0));" }, each("", hex), each(" ") { hex($0).uppercased() }, each("") { "\\x" + hex($0) },
      each("") { "\\u00" + hex($0) }, String(key.prefix(20)) + " " + key.dropFirst(20),
      String(key.prefix(20)) + "\r\n " + key.dropFirst(20), String(key.dropFirst(9)), String(key.dropLast(3)),
      base64.enumerated().map { $0 % 30 == 29 ? "\($1)\n" : "\($1)" }.joined(),
    ]
  }

  /// The longest row of a secret's letters and digits in a text, whatever stands between them.
  static func longestPiece(of secret: String, in text: String) -> Int {
    let letters = { (text: String) in
      Array(text.lowercased().utf8.filter { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) })
    }
    let prefix = "sk-or-v1-"
    let (text, secret) = (letters(text), letters(secret.hasPrefix(prefix) ? String(secret.dropFirst(9)) : secret))
    var places: [UInt32: [Int]] = [:]
    for start in 0..<(secret.count - 3) {
      places[secret[start..<(start + 4)].reduce(0) { $0 << 8 | UInt32($1) }, default: []].append(start)
    }
    var (longest, window) = (0, UInt32(0))
    for (position, letter) in text.enumerated() {
      window = window << 8 | UInt32(letter)
      for start in places[window] ?? [] where position >= 3 {
        longest = max(longest, zip(text[(position - 3)...], secret[start...]).prefix { $0 == $1 }.count)
      }
    }
    return longest
  }

  @Test("no key in any encoding, from any answer, in any file, stream or page", arguments: keys)
  func secrets(keys: Keys) async throws {
    try writePrivate("keys/k", "OPENROUTER_API_KEY=\(keys.key)\n")
    try writePrivate("keys/management-key", keys.management)
    let echoes = Self.echoes(of: keys.key) + Self.echoes(of: keys.management)
    for number in echoes.indices { try folder.write("input/\(number + 100).jpg", TinyImage.jpeg(number)) }
    try await withEchoingServer(echoes) { address in
      let address = ["--base-url", address]
      var streams: [String] = []
      for command in [
        ["extract", "--input", folder.path("input"), "--output", folder.path("run"), "--model", "a/b"]
          + ["--no-early-validation", "--retries", "1", "--timeout", "60"] + address,
        ["keys", "check"] + address, ["keys", "check", "--json"] + address, ["keys", "list"] + address,
        ["keys", "list", "--json"] + address, ["keys", "audit"], ["models"] + address, ["models", "--json"] + address,
        ["budget"] + address, ["doctor"] + address, ["status", folder.path("run")], ["verify", folder.path("run")],
        ["status", "--json", folder.path("run")], ["report", folder.path("run")],
      ] {
        let outcome = try await HerbxProcess.run(command, home: folder, environment: environment)
        #expect(outcome.status < 128, "\(command)")
        streams += [outcome.output, outcome.errors]
      }
      let run = try FileManager.default.contentsOfDirectory(atPath: folder.path("run")).map {
        try folder.text("run/" + $0)
      }
      let books = try FileManager.default.contentsOfDirectory(atPath: folder.path("keys")).filter {
        $0.hasSuffix(".jsonl")
      }
      .map { try folder.text("keys/" + $0) }
      #expect(run.joined().contains("denied"))
      for text in streams + run + books {
        for echo in echoes { #expect(!text.contains(echo), "\(echo)") }
        for secret in [keys.key, keys.management] {
          #expect(Self.longestPiece(of: secret, in: text) <= 12, "\(secret.prefix(9))")
        }
      }
    }
  }

  /// Answers each request with the next echo, as an error or within its data.
  private func withEchoingServer(_ echoes: [String], _ body: (String) async throws -> Void) async throws {
    let answers = Answers(echoes)
    let server = try RawServer { connection in
      while let request = connection.readRequest() {
        let echo = JSONValue.string("denied: \(answers.next()) and so on")
        let isChat = request.head.contains("/chat/")
        let isList = request.head.contains("/models") || request.head.contains("/keys")
        let data: JSONValue = [
          "id": "a/b", "hash": "0123456789", "name": echo, "label": echo, "limit_reset": echo, "expires_at": echo,
          "architecture": ["input_modalities": ["image", "text"]], "pricing": ["prompt": "0.1", "completion": "0.1"],
        ]
        let answer: JSONValue = isChat ? ["error": ["message": echo, "code": 400]] : ["data": isList ? [data] : data]
        guard connection.answer(isChat ? 400 : 200, body: answer.utf8) else { return }
      }
    }
    defer { server.stop() }
    try await body(server.address + "/api/v1")
  }

  // MARK: control characters

  /// What steers a terminal, each behind a letter of its own.
  static let steering =
    "a\u{1B}]0;owned\u{7}b\u{1B}[2Jc\u{9B}31md\u{8}e\rf\u{202E}g\u{2066}h\u{2028}i\u{2029}j\u{85}k\u{7F}l\u{200F}m\u{61C}n\u{1B}P$qm\u{1B}\\o"

  @Test(
    "nothing from outside steers a terminal, whatever command shows it",
    .enabled(if: HerbxProcess.has("script"), "script is not installed"))
  func terminal() async throws {
    try writePrivate("keys/k", "OPENROUTER_API_KEY=sk-or-v1-0123456789abcdef0123456789\n")
    try writePrivate("keys/management-key", "sk-or-v1-fedcba98765432100123456789ab")
    // A name may hold all but a slash and a zero.
    try folder.write("input/\(Self.steering.replacing("\\", with: "")).jpg", TinyImage.jpeg(1))
    try folder.write("input/empty\u{1B}[31m.jpg", "")
    try await withEchoingServer([Self.steering]) { address in
      let address = ["--base-url", address]
      let run = folder.path("run")
      let extract =
        ["extract", "--input", folder.path("input"), "--output", run, "--model", "a/b", "--retries", "1"] + address
      for command in [
        extract + ["--dry-run"], extract, extract + ["--no-retry-failed", "--progress", "bar"], ["status", run],
        ["status", "--json", run], ["verify", run], ["verify", "--json", run], ["report", run],
        ["keys", "check"] + address,
        ["keys", "list"] + address, ["keys", "audit"], ["models"] + address, ["models", "--json"] + address,
        ["budget"] + address, ["budget", "plan", "--specimens", "5"] + address, ["doctor"] + address,
        ["status", folder.path("no\(Self.steering)run")], ["extract", "--input", "x\(Self.steering)", "--output", run],
        ["keys", "check", "--base-url", "http://127.0.0.1:1/\(Self.steering)/v1"], ["\(Self.steering)"],
      ] {
        let shown = try await recorded(command)
        let foreign = Self.foreign(in: shown)
        #expect(foreign.isEmpty, "\(command.first ?? "") \(command.dropFirst().first ?? ""): \(foreign)")
      }
      for name in ["raw.jsonl", "events.jsonl", "run.log"] {
        let text = try folder.text("run/" + name)
        #expect(Self.foreign(in: text).isEmpty, "\(name)")
        #expect(text.split(separator: "\n").count == text.split(whereSeparator: \.isNewline).count)
      }
    }
  }

  /// What a command writes to a terminal of its own, byte for byte.
  private func recorded(_ arguments: [String]) async throws -> String {
    let line = ([HerbxProcess.binary] + arguments).map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(
      separator: " ")
    let variables = environment.merging(["PATH": "/usr/bin:/bin", "HOME": folder.path, "SHELL": "/bin/sh"]) { $1 }
    try folder.write("command.sh", line)
    let script = ChildProcess(
      FilePath("/usr/bin/script"), arguments: ["-qec", "sh \(folder.path("command.sh"))", "/dev/null"],
      environment: variables,
      deadline: .seconds(300))
    let outcome = try await script.run()
    return String(decoding: outcome.output, as: UTF8.self)
  }

  /// Control characters that are none of herbx's own sequences: colours, the line in place, and the ends of lines.
  private static func foreign(in text: String) -> [Unicode.Scalar] {
    let own = text.replacing(/\u{1B}\[(?:[0-9]+m|[0-9]*A|J|H|2J)/, with: "").replacing("\r\n", with: "\n").replacing(
      "\r", with: "")
    return own.unicodeScalars.filter { ControlCharacters.isControl($0) && $0 != "\n" }
  }
}

/// Gives one text after the other, and begins again at the end.
private final class Answers: Sendable {
  private let texts: [String]
  private let position = Mutex(0)

  init(_ texts: [String]) { self.texts = texts }

  func next() -> String {
    let number = position.withLock { position in
      defer { position += 1 }
      return position
    }
    return texts[number % texts.count]
  }
}
