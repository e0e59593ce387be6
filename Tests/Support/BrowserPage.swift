import Foundation
public import OpenRouter

/// One page of a browser.
public struct BrowserPage: Sendable {
  let browser: Browser
  let session: String

  @discardableResult
  public func send(_ method: String, _ parameters: JSONValue = [:]) async throws -> JSONValue {
    try await browser.send(method, parameters, session: session)
  }

  public func resize(width: Int, height: Int, scale: Double = 1) async throws {
    try await send(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .number(String(width)), "height": .number(String(height)),
        "deviceScaleFactor": .number(String(scale)), "mobile": .bool(width < 600),
      ])
  }

  /// Goes to an address and returns once its document and what it names are loaded.
  public func open(_ address: String) async throws {
    let result = try await send("Page.navigate", ["url": .string(address)])
    if let error = result["errorText"]?.string { throw Browser.Failure(description: "\(address): \(error)") }
    try await wait("document.readyState === 'complete'")
  }

  /// Brings the page before the browser's others: keys reach no page behind another.
  public func bringToFront() async throws { try await send("Page.bringToFront") }

  /// The value of an expression, promises awaited.
  @discardableResult
  public func evaluate(_ expression: String) async throws -> JSONValue {
    let result = try await send(
      "Runtime.evaluate", ["expression": .string(expression), "awaitPromise": true, "returnByValue": true])
    if let fault = result["exceptionDetails"] {
      throw Browser.Failure(description: fault["exception"]?["description"]?.string ?? fault.text)
    }
    return result["result"]?["value"] ?? .null
  }

  public func text(_ expression: String) async throws -> String { try await evaluate(expression).string ?? "" }

  /// Waits until the condition holds; it may fail on the way. How long that takes is the machine's affair: one that never
  /// comes to hold ends with the suite's time limit.
  public func wait(_ condition: String) async throws {
    let script = """
      new Promise((done) => {
        const look = () => {
          try { if (\(condition)) return done(true) } catch {}
          setTimeout(look, 15);
        };
        look();
      })
      """
    for _ in 0..<20 {
      // A page that goes elsewhere meanwhile takes the question with it: then the new page is asked.
      do {
        try await evaluate(script)
        return
      } catch let failure as Browser.Failure where failure.isOfLeavingPage {}
    }
    throw Browser.Failure(description: "the page went on and on: \(condition)")
  }

  /// What the console, the log and uncaught exceptions complained of, so far.
  public var complaints: [String] {
    browser.events(of: session).compactMap { event in
      let parameters = event["params"]
      switch event["method"]?.string {
      case "Runtime.exceptionThrown": return parameters?["exceptionDetails"]?.text
      case "Runtime.consoleAPICalled":
        return ["error", "warning", "assert"].contains(parameters?["type"]?.string) ? parameters?.text : nil
      case "Log.entryAdded":
        let entry = parameters?["entry"]
        return ["error", "warning"].contains(entry?["level"]?.string) ? entry?.text : nil
      default: return nil
      }
    }
  }

  /// A PNG of the page: of what can be seen, or of all of it.
  public func screenshot(whole: Bool = false) async throws -> [UInt8] {
    let result = try await send(
      "Page.captureScreenshot", ["format": "png", "captureBeyondViewport": .bool(whole)])
    return Data(base64Encoded: result["data"]?.string ?? "").map(Array.init) ?? []
  }
}

extension BrowserPage {
  /// Presses a key: one that is named (`Tab`, `Enter`, `ArrowDown`, `F2`…), or the letter, digit or sign itself.
  /// - Parameter modifiers: 1 for Alt, 2 for Control, 8 for Shift.
  public func press(_ key: String, modifiers: Int = 0) async throws {
    let code = Self.codes[key] ?? Int(key.uppercased().unicodeScalars.first?.value ?? 0)
    let text = modifiers & 3 != 0 ? nil : key == "Enter" ? "\r" : key.count == 1 ? key : nil
    for type in ["keyDown", "keyUp"] as [JSONValue] {
      var members: [JSONValue.Member] = [
        .init("type", type), .init("key", .string(key)), .init("windowsVirtualKeyCode", JSONValue(code)),
        .init("modifiers", JSONValue(modifiers)),
      ]
      if key.count > 1 { members.append(.init("code", .string(key))) }
      if let text, type == "keyDown" { members.append(.init("text", .string(text))) }
      try await send("Input.dispatchKeyEvent", .object(members))
    }
  }

  /// Puts fingers on the page, moves them from place to place, and lifts them.
  /// - Parameter steps: where each finger is, in pixels of the page's window; the first is where they are put down.
  public func touch(_ steps: [[(x: Double, y: Double)]]) async throws {
    // A page behind another one answers no touch.
    try await bringToFront()
    try await send("Emulation.setTouchEmulationEnabled", ["enabled": true, "maxTouchPoints": 2])
    for (index, fingers) in (steps + [[]]).enumerated() {
      let type: JSONValue = index == 0 ? "touchStart" : index == steps.count ? "touchEnd" : "touchMove"
      let points = fingers.enumerated().map { id, place -> JSONValue in
        ["x": .number(String(place.x)), "y": .number(String(place.y)), "id": JSONValue(id)]
      }
      try await send("Input.dispatchTouchEvent", ["type": type, "touchPoints": .array(points)])
    }
  }

  /// Virtual key codes of the named keys (UI Events KeyboardEvent key values, DOM Level 3).
  private static let codes = [
    "Tab": 9, "Enter": 13, "Escape": 27, "PageUp": 33, "PageDown": 34, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39,
    "ArrowDown": 40, "Delete": 46, "F2": 113, "Backspace": 8,
  ]
}
