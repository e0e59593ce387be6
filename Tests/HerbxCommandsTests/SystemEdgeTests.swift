import Foundation
import OpenRouter
import Simulator
import SystemLayer
import TestSupport
import Testing

/// What the system takes away from a run: its lock, its threads, its /proc, the locks of a file system.
@Suite("at the edges of the system a run says what is wrong, and ends with the right status")
struct SystemEdgeTests {
  @Test("a run whose lock file was removed stops, and a second one never begins meanwhile")
  func lockRemoved() async throws {
    let gate = AnswerGate(allowing: 3)
    try await withRunBench(images: 40, { $0.gate = gate }) { bench in
      let first = try bench.start(["--concurrency", "2", "--no-early-validation"])
      try await bench.untilRequested(5)
      FilePath(bench.run + "/.lock").remove()
      try await bench.untilHolds("run.log", "stopping (lock_lost)")
      let second = try await bench.start(["--no-early-validation"]).wait()
      #expect(second.status == 73, "\(second.errors)")
      #expect(second.errors.contains("another run works in"))
      gate.open()
      let outcome = await first.wait()
      #expect(outcome.status == 73, "\(outcome.errors)")
      #expect(outcome.errors.contains("(lock_lost)") && outcome.errors.contains("was removed"))
      let images = try bench.successes().compactMap { $0["image"]?.string }
      #expect(images.count == Set(images).count)
      #expect(images.count == (await bench.server.report().billed))
    }
  }

  @Test(
    "without /proc a run says before it sends anything that it needs it, and no command shows its help instead",
    .enabled(if: Mount.canUnshare, "needs root, and mounts of its own"))
  func withoutProc() async throws {
    try await withRunBench(images: 2) { bench in
      let wrapper = ["unshare", "-m", "sh", "-c", "umount -l /proc && exec \"$@\"", "sh"]
      let missing = try await HerbxProcess.run(
        ["extract", "--input", "/nonexistent", "--output", bench.run], home: bench.folder, wrapper: wrapper)
      #expect(missing.status == 66, "\(missing.output) \(missing.errors)")
      let outcome = try await bench.extract(wrapper: wrapper)
      #expect(outcome.status == 75, "\(outcome.errors)")
      #expect(outcome.errors.contains("`/proc` is not mounted"))
      #expect(await bench.server.report().chatRequests == 0)
      #expect(try await bench.extract().status == 0)
      let status = try await HerbxProcess.run(["status", bench.run], home: bench.folder, wrapper: wrapper)
      #expect(status.status == 0 && status.output.contains("2"), "\(status.output) \(status.errors)")
    }
  }

  @Test(
    "a disk that does not confirm a record is no reason to say that it was not written; the next start finds out",
    .enabled(if: TraceTests.isPossible, "strace is missing, or may not trace"))
  func unconfirmed() async throws {
    try await withRunBench(images: 3) { bench in
      let outcome = try await bench.extract(
        "--concurrency", "1", "--no-early-validation",
        wrapper: [
          "strace", "-f", "-qq", "-o", "/dev/null", "-P", bench.run + "/raw.jsonl", "-e", "trace=fdatasync", "-e",
          "inject=fdatasync:error=EIO",
        ])
      #expect(outcome.status == 74, "\(outcome.errors)")
      #expect(outcome.errors.contains("may be there or not"))
      #expect(outcome.errors.contains("not confirmed by the disk: `sheet-00000.jpg`"))
      #expect(!outcome.errors.contains("will be asked again"))
      // It was there.
      #expect(try await bench.extract("--no-early-validation").status == 0)
      #expect(await bench.server.report().billed == 3)
      #expect(try await bench.herbx("verify", bench.run).status == 0)
    }
  }

  @Test(
    "a file system without locks is named as such, and no other run is made up",
    .enabled(if: TraceTests.isPossible, "strace is missing, or may not trace"),
    arguments: ["ENOLCK", "ENOSYS", "EOPNOTSUPP"])
  func withoutLocks(code: String) async throws {
    try await withRunBench(images: 2) { bench in
      let outcome = try await bench.extract(
        wrapper: ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=flock", "-e", "inject=flock:error=\(code)"])
      #expect(outcome.status == 73, "\(outcome.errors)")
      #expect(outcome.errors.contains("has no locks") && !outcome.errors.contains("another run"))
      #expect(await bench.server.report().chatRequests == 0)
    }
  }

  @Test(
    "where the system gives no more threads a run says so before the first request",
    .enabled(if: TraceTests.isPossible, "strace is missing, or may not trace"), arguments: [1, 4])
  func withoutThreads(from number: Int) async throws {
    try await withRunBench(images: 2) { bench in
      let outcome = try await bench.extract(
        wrapper: [
          "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=clone3,clone", "-e",
          "inject=clone3:error=EAGAIN:when=\(number)+",
        ])
      #expect(outcome.status == 75, "\(outcome.status) \(outcome.errors)")
      #expect(outcome.errors.contains("threads more") && outcome.errors.contains("ulimit -u"))
      #expect(await bench.server.report().chatRequests == 0)
    }
  }

  @Test(
    "a user who may have few processes hears it, however few",
    .enabled(if: Mount.isPermitted && HerbxProcess.has("setpriv") && HerbxProcess.has("prlimit"), "needs root"),
    arguments: [2, 8, 12])
  func limitOfProcesses(count: Int) async throws {
    try await withRunBench(images: 1) { bench in
      // The build folder may not be open to others. A process of its own copies: a child that another test starts would
      // inherit the open file, and a file that is open for writing cannot be run.
      let program = bench.folder.path("herbx")
      _ = try await HerbxProcess.tool("cp", [HerbxProcess.binary, program])
      // A user with no other process.
      let user = String(60_000 + count)
      let limited = ["--reuid", user, "--regid", user, "--clear-groups", "prlimit", "--nproc=\(count)", program]
      let process = ChildProcess(
        try #require(ProcessInformation.findProgram("setpriv", on: ProcessInformation.environment["PATH"])),
        arguments: limited + bench.extractArguments(), environment: bench.environment, deadline: .seconds(600))
      let outcome = try await process.run()
      let errors = String(decoding: outcome.errors, as: UTF8.self)
      #expect(outcome.ending == .exited(75), "\(errors)")
      #expect(errors.contains("threads more"))
    }
  }

  @Test(
    "an input folder that cannot be read to its end is refused before anything is sent",
    .enabled(if: TraceTests.isPossible, "strace is missing, or may not trace"), arguments: ["EIO", "ESTALE"])
  func incompleteWalk(code: String) async throws {
    try await withRunBench(images: 30) { bench in
      let outcome = try await bench.extract(
        wrapper: [
          "strace", "-f", "-qq", "-o", "/dev/null", "-P", bench.input, "-e", "trace=getdents64", "-e",
          "inject=getdents64:error=\(code):when=2",
        ])
      #expect(outcome.status == 66, "\(outcome.errors)")
      #expect(outcome.errors.contains("could not be read") && outcome.errors.contains("what lies in it is not known"))
      #expect(await bench.server.report().chatRequests == 0)
    }
  }

  @Test(
    "a folder below the input that the user may not open is refused by its name before anything is sent",
    .enabled(if: Mount.isPermitted && HerbxProcess.has("setpriv"), "needs root, to be somebody else"))
  func closedFolder() async throws {
    try await withRunBench(images: 3) { bench in
      let program = bench.folder.path("herbx")
      _ = try await HerbxProcess.tool("cp", [HerbxProcess.binary, program])
      try bench.folder.write("input/box-7/a.jpg", TinyImage.jpeg(9))
      _ = try await HerbxProcess.tool("chmod", ["000", bench.input + "/box-7"])
      _ = try await HerbxProcess.tool("chown", ["-R", "60013", bench.folder.path])
      _ = try await HerbxProcess.tool("chmod", ["755", bench.folder.path])
      let process = ChildProcess(
        try #require(ProcessInformation.findProgram("setpriv", on: ProcessInformation.environment["PATH"])),
        arguments: ["--reuid", "60013", "--regid", "60013", "--clear-groups", program] + bench.extractArguments(),
        environment: bench.environment, deadline: .seconds(600))
      let outcome = try await process.run()
      let errors = String(decoding: outcome.errors, as: UTF8.self)
      #expect(outcome.ending == .exited(66), "\(errors)")
      #expect(errors.contains("the folder `box-7` could not be read: permission denied"), "\(errors)")
      #expect(await bench.server.report().chatRequests == 0)
    }
  }

  @Test(
    "an interrupted synchronization is tried again",
    .enabled(if: TraceTests.isPossible, "strace is missing, or may not trace"))
  func interruptedSynchronization() async throws {
    try await withRunBench(images: 4) { bench in
      let outcome = try await bench.extract(
        wrapper: [
          "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync", "-e",
          "inject=fdatasync:error=EINTR:when=1",
        ])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try bench.successes().count == 4)
    }
  }

  @Test("a prompt file that never ends, or is no file, is refused", arguments: ["/dev/zero", "fifo", "folder"])
  func endlessPrompt(name: String) async throws {
    try await withRunBench(images: 1) { bench in
      let path = name.hasPrefix("/") ? name : bench.folder.path(name)
      if name == "fifo" { _ = try await HerbxProcess.tool("mkfifo", [path]) }
      if name == "folder" { try Folder(FilePath(path)).make() }
      let outcome = try await bench.extract("--system-prompt", path)
      #expect(outcome.status == 66, "\(outcome.errors)")
      #expect(outcome.errors.contains("is no regular file"))
    }
  }
}
