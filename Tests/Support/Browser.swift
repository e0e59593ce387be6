import Foundation
import OpenRouter
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A real Chromium without a window, driven by its DevTools protocol over two pipes
/// (https://chromedevtools.github.io/devtools-protocol/, `--remote-debugging-pipe`).
public final class Browser: Sendable {
  /// Nil where none is installed; tests that need it are skipped then.
  public static let binary: String? = ["chromium", "chromium-browser", "google-chrome"].first(where: HerbxProcess.has)

  public static var isInstalled: Bool { binary != nil }

  /// Why the browser did not do what it was told.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String

    /// Whether only the page went elsewhere while it was asked.
    var isOfLeavingPage: Bool {
      description.contains("navigated or closed") || description.contains("context was destroyed")
        || description.contains("Cannot find context")
    }
  }

  private struct State {
    var lastID = 0
    var waiting: [Int: CheckedContinuation<JSONValue, any Error>] = [:]
    var events: [JSONValue] = []
    var isGone = false
  }

  private let folder: TemporaryFolder
  private let process: Process
  private let commands: Int32
  private let answers: Int32
  private let state = Mutex(State())

  /// Starts the browser with a profile of its own.
  public init() throws {
    guard let binary = Self.binary else { throw Failure(description: "no Chromium is installed") }
    folder = try TemporaryFolder()
    let pipes = [folder.path("commands"), folder.path("answers")]
    for pipe in pipes { unsafe mkfifo(pipe, 0o600) }
    // Open for both ways, so that neither end has to wait for the other.
    commands = unsafe open(pipes[0], O_RDWR | O_CLOEXEC)
    answers = unsafe open(pipes[1], O_RDWR | O_CLOEXEC)
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // Chromium takes commands from descriptor 3 and answers on 4.
    process.arguments =
      ["-c", "commands=$1 answers=$2; shift 2; exec \"$@\" 3<\"$commands\" 4>\"$answers\"", "sh"] + pipes
      + [binary, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
      + ["--remote-debugging-pipe", "--user-data-dir=\(folder.path("profile"))", "--hide-scrollbars"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.terminationHandler = { [weak self] _ in self?.giveUp() }
    Thread.detachNewThread { [weak self, answers] in Self.listen(on: answers) { self?.take($0) } }
  }

  /// Ends the browser.
  public func close() {
    process.terminate()
    process.waitUntilExit()
    // An empty message ends the listening thread.
    Self.write([0], to: answers)
  }

  deinit {
    Foundation.close(commands)
  }

  /// Opens an empty page.
  public func page(width: Int = 1280, height: Int = 900, isDark: Bool = false, scale: Double = 1) async throws
    -> BrowserPage
  {
    let target = try await send("Target.createTarget", ["url": "about:blank"])
    let session = try await send(
      "Target.attachToTarget", ["targetId": target["targetId"] ?? .null, "flatten": true])
    let page = BrowserPage(browser: self, session: session["sessionId"]?.string ?? "")
    for domain in ["Page", "Runtime", "Log"] { try await page.send("\(domain).enable") }
    try await page.resize(width: width, height: height, scale: scale)
    try await page.send(
      "Emulation.setEmulatedMedia",
      ["features": [["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]]])
    return page
  }

  /// Sends a command and returns its result.
  @discardableResult
  func send(_ method: String, _ parameters: JSONValue = [:], session: String? = nil) async throws -> JSONValue {
    let answer = try await withCheckedThrowingContinuation { continuation in
      let id = state.withLock { state -> Int? in
        guard !state.isGone else { return nil }
        state.lastID += 1
        state.waiting[state.lastID] = continuation
        return state.lastID
      }
      guard let id else { return continuation.resume(throwing: Failure(description: "the browser has ended")) }
      var members: [JSONValue.Member] = [
        .init("id", .number(String(id))), .init("method", .string(method)), .init("params", parameters),
      ]
      if let session { members.append(.init("sessionId", .string(session))) }
      Self.write(JSONValue.object(members).utf8 + [0], to: commands)
    }
    if let error = answer["error"] { throw Failure(description: "\(method): \(error.text)") }
    return answer["result"] ?? [:]
  }

  /// What has happened in a page's session so far.
  func events(of session: String) -> [JSONValue] {
    state.withLock { $0.events.filter { $0["sessionId"]?.string == session } }
  }

  private func take(_ message: [UInt8]) {
    guard let value = try? JSONParser.parse(message) else { return }
    let continuation = state.withLock { state -> CheckedContinuation<JSONValue, any Error>? in
      guard let id = value["id"]?.int else {
        state.events.append(value)
        return nil
      }
      return state.waiting.removeValue(forKey: id)
    }
    continuation?.resume(returning: value)
  }

  private func giveUp() {
    let waiting = state.withLock { state in
      state.isGone = true
      defer { state.waiting = [:] }
      return state.waiting.values
    }
    for continuation in waiting { continuation.resume(throwing: Failure(description: "the browser has ended")) }
  }

  private static func listen(on descriptor: Int32, _ take: (_ message: [UInt8]) -> Void) {
    var message: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(descriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      for byte in buffer[..<count] {
        if byte != 0 {
          message.append(byte)
          continue
        }
        // Only `close` sends an empty message.
        if message.isEmpty {
          Foundation.close(descriptor)
          return
        }
        take(message)
        message.removeAll(keepingCapacity: true)
      }
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(Data(bytes))
  }
}

/// Runs `body` with a browser of its own.
public func withBrowser<Result>(_ body: (Browser) async throws -> Result) async throws -> Result {
  let browser = try Browser()
  defer { browser.close() }
  return try await body(browser)
}
