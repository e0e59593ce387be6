import Foundation
import TestSupport
import Testing

@Suite("herbx dashboard and herbx report", .endsHanging)
struct DashboardCommandTests {
  /// A folder with one finished run.
  private func withRun(_ body: (RunBench) async throws -> Void) async throws {
    try await withRunBench(images: 4) { bench in
      #expect(try await bench.extract("--progress", "none").status == 0)
      try await body(bench)
    }
  }

  private func start(_ arguments: [String], _ bench: RunBench) async throws -> (HerbxProcess, address: String) {
    let process = try HerbxProcess(["dashboard"] + arguments, home: bench.folder)
    while !process.outputSoFar.hasSuffix("\n") { try await Task.sleep(for: .milliseconds(5)) }
    return (process, process.outputSoFar.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private func curl(_ arguments: String...) async throws -> String {
    try await HerbxProcess.tool("curl", ["--silent", "--max-time", "20"] + arguments)
  }

  @Test("the address is printed as data, leads to the runs, and a signal ends it with 0", arguments: [SIGINT, SIGTERM])
  func serves(signal: Int32) async throws {
    try await withRun { bench in
      let (process, address) = try await start(["--root", bench.folder.path, "--port", "0"], bench)
      #expect(address.wholeMatch(of: /http:\/\/127\.0\.0\.1:\d+\//) != nil)
      #expect(try await curl(address + "api/runs").contains("\"name\":\"run\""))
      process.signal(signal)
      let outcome = await process.wait()
      #expect(outcome.status == 0)
      #expect(!outcome.errors.contains("warning"))
    }
  }

  @Test("with --host it warns, and shows nothing to those without the token")
  func openToOthers() async throws {
    try await withRun { bench in
      let (process, address) = try await start(["--root", bench.run, "--port", "0", "--host", "0.0.0.0"], bench)
      let parts = address.split(separator: "?token=")
      #expect(parts.count == 2 && parts[1].count == 32)
      let port = try #require(parts.first?.split(separator: ":").last.map { $0.filter(\.isNumber) })
      let local = "http://127.0.0.1:\(port)/"
      #expect(try await curl(local + "api/runs").contains("token"))
      let jar = bench.folder.path("cookies")
      _ = try await curl("--cookie-jar", jar, local + "?token=" + (parts.last ?? ""))
      #expect(try await curl("--cookie", jar, local + "api/runs").contains("\"name\":\"run\""))
      process.signal(SIGTERM)
      let outcome = await process.wait()
      #expect(outcome.status == 0)
      #expect(outcome.errors.contains("warning: on `0.0.0.0` other machines reach the dashboard"))
    }
  }

  @Test("a taken port, a root that is none and an address that is none end with their status and a hint")
  func refusals() async throws {
    try await withRun { bench in
      let (process, address) = try await start(["--root", bench.run, "--port", "0"], bench)
      let port = address.filter(\.isNumber).dropFirst("127001".count)
      let taken = try await bench.herbx("dashboard", "--root", bench.run, "--port", String(port))
      #expect(taken.status == 75)
      #expect(taken.errors.contains("port `\(port)`") && taken.errors.contains("hint: name another port with `--port`"))
      process.signal(SIGTERM)
      _ = await process.wait()
      let missing = try await bench.herbx("dashboard", "--root", bench.folder.path("nowhere"))
      #expect(missing.status == 66)
      #expect(missing.errors.contains("nowhere` is no folder"))
      let stranger = try await bench.herbx("dashboard", "--root", bench.run, "--host", "localhost")
      #expect(stranger.status == 64)
      #expect(stranger.errors.contains("`localhost` is no numeric address"))
    }
  }

  @Test("a report is written into the run folder unless told otherwise, and the run still verifies")
  func report() async throws {
    try await withRun { bench in
      let outcome = try await bench.herbx("report", bench.run + "/")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output == bench.run + "/report.html\n")
      #expect(outcome.errors.contains("4 specimens, 4 thumbnails"))
      #expect(try bench.folder.text("run/report.html").hasPrefix("<!DOCTYPE html>"))
      #expect(try await bench.herbx("verify", bench.run).status == 0)
      let elsewhere = bench.folder.path("other.html")
      #expect(try await bench.herbx("report", bench.run, "--output", elsewhere, "--thumbnails", "0").status == 0)
      #expect(try !bench.folder.text("other.html").contains(";base64,"))
      #expect(try await bench.herbx("report", bench.folder.path("input")).status == 66)
      let nowhere = try await bench.herbx("report", bench.run, "--output", "/nowhere/x")
      #expect(nowhere.status == 74)
      #expect(
        nowhere.errors.hasPrefix("error: `/nowhere/x` could not be written: the folder `/nowhere` is not there\n"))
    }
  }

  @Test("images that were moved are shown where `--input` says that they lie, in the report as in the pages")
  func movedImages() async throws {
    try await withRun { bench in
      let place = bench.folder.path("moved")
      try FileManager.default.moveItem(atPath: bench.input, toPath: place)
      let lost = try await bench.herbx("report", bench.run)
      #expect(lost.status == 0 && lost.errors.contains("0 thumbnails"), "\(lost.errors)")
      let found = try await bench.herbx("report", bench.run, "--input", place)
      #expect(found.status == 0 && found.errors.contains("4 specimens, 4 thumbnails"), "\(found.errors)")
      let nowhere = try await bench.herbx("report", bench.run, "--input", bench.folder.path("nowhere"))
      #expect(nowhere.status == 66)

      for (arguments, isShown) in [([], false), (["--input", place], true)] as [([String], Bool)] {
        let (process, address) = try await start(["--root", bench.run, "--port", "0"] + arguments, bench)
        let id = try #require(try await curl(address + "api/runs").firstMatch(of: /"id":"([^"]+)"/)).1
        let answer = try await curl(
          "--output", "/dev/null", "--write-out", "%{http_code}", address + "api/run/\(id)/image/0?original=1")
        #expect((answer == "200") == isShown, "\(answer)")
        process.signal(SIGTERM)
        _ = await process.wait()
      }
    }
  }

  @Test(
    "a report that finds no room ends with 74 and leaves the disk as it was",
    .enabled(if: Mount.isPermitted, "mounting a small tmpfs needs root"))
  func fullDisk() async throws {
    try await withRun { bench in
      let disk = try Mount(bench.folder.path("disk"), size: "16k")
      let outcome = try await bench.herbx("report", bench.run, "--output", disk.path + "/report.html")
      #expect(outcome.status == 74)
      #expect(outcome.errors.contains("/disk/report.html` could not be written"))
      #expect(outcome.errors.contains("hint: make room, or give another file with `--output`"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path).isEmpty)
    }
  }
}
