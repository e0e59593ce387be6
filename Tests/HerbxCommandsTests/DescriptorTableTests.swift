import Foundation
import Simulator
import SystemLayer
import TestSupport
import Testing

@testable import HerbxCommands

#if os(Linux)
  /// When the table of a process of several threads grows, Linux lets it wait: so it has room before there are threads.
  @Suite("the table of open files")
  struct DescriptorTableTests {
    @Test("has room for the largest run from the first request on")
    func room() async throws {
      try await withRunBench(images: 3, faults: ["hang:image=1-3"]) { bench in
        let process = try bench.start(["--concurrency", "2", "--no-early-validation"])
        try await bench.until { $0.inFlight > 0 }
        let status = try String(contentsOfFile: "/proc/\(process.pid)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("FDSize:") }
        let size = line?.split(separator: "\t").last.flatMap { UInt64($0) }
        #expect(try #require(size) >= min(ProcessInformation.openFileLimit, 2048))
        process.signal(SIGKILL)
        _ = await process.wait()
      }
    }
  }
#endif
