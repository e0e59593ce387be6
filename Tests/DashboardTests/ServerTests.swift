import Extraction
import Foundation
import OpenRouter
import TestSupport
import Testing

@testable import Dashboard

@Suite("the dashboard's server", .endsHanging)
struct ServerTests {
  /// A run of two specimens with an image each, and a secret beside the input folder.
  private func makeRun() throws -> RunFixture {
    let run = try RunFixture()
    try run.append([
      RunFixture.success("a.gif", [("catalogNumber", "K 1", "0.9")]),
      RunFixture.failure("b.gif", "not_json", "no JSON"),
    ])
    try run.folder.write("sheets/a.gif", Picture.gif)
    try run.folder.write("secret.gif", Picture.gif)
    return run
  }

  private func id(_ dashboard: Dashboard) async throws -> String {
    let runs = try await WebClient.ask(dashboard.port, "/api/runs").json["runs"]
    return try #require(runs?[0]?["id"]?.string)
  }

  @Test("the overview, a run and its files are served with headers that keep strangers out")
  func pages() async throws {
    let run = try makeRun()
    try await withDashboard(run.folder.path) { dashboard in
      let id = try await id(dashboard)
      let addresses = ["/", "/run/\(id)", "/page.js", "/page.css", "/icon.svg", "/api/runs", "/api/run/\(id)/status"]
      for address in addresses {
        let reply = try await WebClient.ask(dashboard.port, address)
        #expect(reply.status == 200, "\(address)")
        #expect(reply.header("Content-Security-Policy")?.hasPrefix("default-src 'none'; script-src 'self'") == true)
        #expect(reply.header("X-Content-Type-Options") == "nosniff")
        #expect(reply.header("X-Frame-Options") == "DENY")
        #expect(reply.header("Referrer-Policy") == "no-referrer")
        #expect(reply.header("Cache-Control") == "no-store")
        #expect(reply.header("Content-Length") == String(reply.body.count))
      }
      let page = try await WebClient.ask(dashboard.port, "/").text
      #expect(!page.contains("<style") && !page.contains(" on") && !page.contains("<script>"))
    }
  }

  @Test("status, specimens and images of a run are what its files hold")
  func run() async throws {
    let run = try makeRun()
    try await withDashboard(run.folder.path) { dashboard in
      let id = try await id(dashboard)
      let status = try await WebClient.ask(dashboard.port, "/api/run/\(id)/status").json["status"]
      #expect(status?["done"]?.int == 1)
      #expect(status?["failed"]?.int == 1)
      let page = try await WebClient.ask(dashboard.port, "/api/run/\(id)/specimens?filter=failed").json
      #expect(page["matches"]?.int == 1)
      #expect(page["all"]?.int == 2)
      #expect(page["specimens"]?[0]?["error_kind"]?.string == "not_json")
      #expect(page["specimens"]?[0]?["thumbnail"]?["kind"]?.string == "none")
      let image = try await WebClient.ask(dashboard.port, "/api/run/\(id)/image/0?original=1")
      #expect(image.body == Picture.gif)
      #expect(image.header("Content-Type") == "image/gif")
      #expect(image.header("X-Content-Type-Options") == "nosniff")
      let tag = try #require(image.header("ETag"))
      let again = try await WebClient.ask(
        dashboard.port, "/api/run/\(id)/thumbnail/0", headers: ["If-None-Match: \(tag)"])
      #expect(again.status == 304)
      #expect(again.body.isEmpty)
    }
  }

  @Test(
    "of a TIFF, and of a large scan, a small picture is made, and the browser asks only whether it is still the same",
    .enabled(if: Picture.isPrepared, "`vips` is not installed"))
  func madeThumbnails() async throws {
    let run = try RunFixture()
    try run.append([RunFixture.success("a.tif", [("country", "x", "0.9")])])
    try run.folder.write("sheets/a.tif", Picture.tiff(width: 800, height: 1200))
    try await withDashboard(run.path) { dashboard in
      let place = "/api/run/\(try await id(dashboard))"
      let page = try await WebClient.ask(dashboard.port, "\(place)/specimens").json
      #expect(page["specimens"]?[0]?["thumbnail"]?["kind"]?.string == "made")
      let small = try await WebClient.ask(dashboard.port, "\(place)/thumbnail/0")
      #expect(small.header("Content-Type") == "image/jpeg")
      #expect(small.body.starts(with: [0xFF, 0xD8, 0xFF]) && small.body.count < 20_000)
      let tag = try #require(small.header("ETag"))
      let again = try await WebClient.ask(dashboard.port, "\(place)/thumbnail/0", headers: ["If-None-Match: \(tag)"])
      #expect(again.status == 304)
      // The large picture of the same file is another one.
      let large = try await WebClient.ask(dashboard.port, "\(place)/image/0", headers: ["If-None-Match: \(tag)"])
      #expect(large.status == 200 && large.body.count > small.body.count)
      try run.folder.write("sheets/a.tif", Picture.tiff(width: 801, height: 1200))
      let changed = try await WebClient.ask(dashboard.port, "\(place)/thumbnail/0", headers: ["If-None-Match: \(tag)"])
      #expect(changed.status == 200)
    }
  }

  @Test(
    "an image is reached by its number only",
    arguments: [
      "1", "2", "-1", "99999999999999999999", "a.gif", "..", "%2e%2e%2fsecret.gif", "../../secret.gif", "0/x", "",
    ])
  func strangeImages(name: String) async throws {
    let run = try makeRun()
    try await withDashboard(run.folder.path) { dashboard in
      let reply = try await WebClient.ask(dashboard.port, "/api/run/\(try await id(dashboard))/image/\(name)")
      #expect([400, 404].contains(reply.status))
      #expect(reply.body != Picture.gif)
    }
  }

  @Test("a record that names a file outside the input folder shows no image")
  func escapingRecord() async throws {
    let run = try RunFixture()
    try run.append([RunFixture.success("../secret.gif", [("catalogNumber", "K 1", "0.9")])])
    try run.folder.write("secret.gif", Picture.gif)
    try await withDashboard(run.folder.path) { dashboard in
      let id = try await id(dashboard)
      #expect(try await WebClient.ask(dashboard.port, "/api/run/\(id)/image/0").status == 404)
    }
  }

  @Test(
    "what is no plain request is refused",
    arguments: [
      ("GET", "/..", 400), ("GET", "/%2e%2e%2fetc%2fpasswd", 400), ("GET", "/run%2f0a", 400), ("GET", "/nothing", 404),
      ("GET", "//", 400), ("GET", "/run/0123456789ab", 404), ("POST", "/", 405), ("PUT", "/api/runs", 405),
      ("DELETE", "/", 405), ("OPTIONS", "/", 405), ("TRACE", "/", 405), ("HEAD", "/", 200),
    ] as [(String, String, Int)])
  func refused(method: String, path: String, status: Int) async throws {
    let run = try makeRun()
    try await withDashboard(run.folder.path) { dashboard in
      let reply = try await WebClient.ask(dashboard.port, path, method: method)
      #expect(reply.status == status)
      if method == "HEAD" { #expect(reply.body.isEmpty) }
      if status == 405 { #expect(reply.header("Allow") == "GET, HEAD") }
    }
  }

  @Test("a stranger's Host is turned away, and so is none, two, or a body")
  func hosts() async throws {
    let run = try makeRun()
    try await withDashboard(run.folder.path) { dashboard in
      let cases: [(host: String?, headers: [String], status: Int)] = [
        ("evil.example", [], 421), ("evil.example:\(dashboard.port)", [], 421),
        ("localhost:\(dashboard.port)", [], 200), ("127.0.0.1", [], 200), (nil, [], 400),
        ("localhost", ["Host: evil.example"], 400), ("localhost", ["Content-Length: 5"], 400),
        ("localhost", ["Transfer-Encoding: chunked"], 400),
      ]
      for (host, headers, status) in cases {
        let reply = try await WebClient.ask(dashboard.port, "/api/runs", host: host, headers: headers)
        #expect(reply.status == status, "\(host ?? "no host") \(headers)")
      }
    }
  }

  @Test("a megabyte of headers is refused before it has been taken, and the next client is served")
  func largeHeaders() async throws {
    let run = try makeRun()
    try await withDashboard(run.folder.path) { dashboard in
      let client = try WebClient(port: dashboard.port)
      client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
      client.send(String(repeating: "x", count: 1 << 20))
      let reply = await client.readAll()
      // The refusal may be lost to a client that goes on sending; that nothing is served may not.
      #expect(reply.status == 431 || reply.head.isEmpty)
      #expect(
        try await WebClient.ask(dashboard.port, "/", headers: ["X: " + String(repeating: "x", count: 20_000)]).status
          == 431)
      #expect(
        try await WebClient.ask(dashboard.port, "/", headers: ["X: " + String(repeating: "x", count: 9_000)]).status
          == 200)
    }
  }

  @Test("two hundred clients that send a byte now and then hold up neither another client nor a run")
  func slowClients() async throws {
    try await withRunBench(images: 30) { bench in
      try await withDashboard(bench.folder.path) { dashboard in
        var slow: [WebClient] = []
        for _ in 0..<200 {
          let client = try WebClient(port: dashboard.port)
          client.send("GET / HT")
          slow.append(client)
        }
        let process = try bench.start(["--no-early-validation"])
        for byte in "TP/1.1\r\nX: slow" {
          for client in slow { client.send(String(byte)) }
          #expect(try await WebClient.ask(dashboard.port, "/api/runs").status == 200)
        }
        let outcome = await process.wait()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try bench.successes().count == 30)
        let runs = try await WebClient.ask(dashboard.port, "/api/runs").json["runs"]
        #expect(runs?[0]?["status"]?["done"]?.int == 30)
        #expect(runs?[0]?["status"]?["state"]?.string == "finished")
        // They were being served all the time: one that gets to its end has its answer.
        slow[199].send("\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        #expect(await slow[199].readAll().status == 200)
      }
    }
  }

  @Test("a dashboard that asks for its token shows nothing without it, and takes it from the address once")
  func token() async throws {
    let run = try makeRun()
    try await withDashboard(run.folder.path, asksForToken: true) { dashboard in
      for path in ["/", "/api/runs", "/page.js", "/nothing", "/?token=wrong"] {
        #expect(try await WebClient.ask(dashboard.port, path).status == 401)
      }
      let query = try #require(dashboard.link.split(separator: "/").last)
      let welcome = try await WebClient.ask(dashboard.port, "/\(query)")
      #expect(welcome.status == 200)
      let cookie = try #require(welcome.header("Set-Cookie"))
      #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict"))
      #expect(!welcome.text.contains(query))
      let pair = "Cookie: \(cookie.prefix { $0 != ";" })"
      #expect(try await WebClient.ask(dashboard.port, "/api/runs", headers: [pair]).status == 200)
      #expect(try await WebClient.ask(dashboard.port, "/api/runs", headers: [pair + "0"]).status == 401)
    }
  }

  @Test("events tell the state at once, and again when the run has moved")
  func events() async throws {
    let run = try RunFixture()
    try await withDashboard(run.folder.path) { dashboard in
      let id = try await id(dashboard)
      let client = try WebClient(port: dashboard.port)
      client.send("GET /api/run/\(id)/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
      let first = await client.read(until: "}\n\n")
      #expect(first.contains("Content-Type: text/event-stream"))
      #expect(first.contains("data: {") && first.contains("\"done\":0,"))
      try run.append([RunFixture.success("a.gif", [("catalogNumber", "K 1", "0.9")])])
      let second = await client.read(until: "}\n\n")
      #expect(second.hasPrefix("data: {") && second.contains("\"done\":1,"))
    }
  }

  @Test("a port that is taken is told with the next step")
  func portInUse() async throws {
    let run = try makeRun()
    try await withDashboard(run.folder.path) { dashboard in
      let error = await #expect(throws: DashboardError.self) {
        try await Dashboard.start(.init(root: run.folder.path, port: dashboard.port))
      }
      #expect(error?.kindName == "port_unavailable")
      #expect(error?.message.contains("`\(dashboard.port)`") == true)
      #expect(error?.hint?.contains("--port") == true)
    }
  }

  @Test("files dated after 2262 or before 1970 and events with any number are shown like others")
  func strangeNumbers() async throws {
    let run = try makeRun()
    let numbers = ["-9223372036854775808", "9223372036854775807", "1e308", "-0", "9223372036854775808"]
    try run.write(
      "events.jsonl",
      numbers.map { number in
        "{\"event_type\":\"extraction.started\",\"timestamp\":\"2026-11-24T06:00:00.000Z\","
          + "\"data\":{\"model\":\"a/model\",\"total\":\(number),\"todo\":\(number)}}\n"
      }.joined())
    for seconds in [13_569_465_600, -62_000_000_000] as [Double] {
      for file in ["sheets/a.gif", "run/raw.jsonl", "run/events.jsonl"] {
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: run.folder.path(file))
      }
      try await withDashboard(run.folder.path) { dashboard in
        let id = try await id(dashboard)
        for path in ["status", "specimens", "image/0", "thumbnail/0"] {
          #expect(try await WebClient.ask(dashboard.port, "/api/run/\(id)/\(path)").status == 200, "\(path)")
        }
      }
    }
  }

  @Test("nothing in a run folder is written or touched")
  func readOnly() async throws {
    try await withRunBench(images: 3) { bench in
      #expect(try await bench.extract().status == 0)
      let before = try listing(bench.run)
      try await withDashboard(bench.folder.path) { dashboard in
        let id = try await id(dashboard)
        for path in ["status", "specimens", "image/0", "thumbnail/1"] {
          #expect(try await WebClient.ask(dashboard.port, "/api/run/\(id)/\(path)").status == 200)
        }
      }
      #expect(try listing(bench.run) == before)
    }
  }

  @Test("a run that starts while its folder is looked at is not refused")
  func startUnderWatch() async throws {
    let run = try RunFixture()
    _ = try RunFolder(run.path)
    let path = run.path
    await withTaskGroup { group in
      group.addTask { for _ in 0..<20_000 { _ = RunFolder.holder(of: path) } }
      for _ in 0..<200 { #expect(throws: Never.self) { _ = try RunFolder(path) } }
    }
  }

  /// Names, sizes and times of a folder's files.
  private func listing(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
      let facts = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      return "\(name) \(facts[.size] ?? 0) \(facts[.modificationDate] ?? 0)"
    }
  }
}
