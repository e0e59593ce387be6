import Testing

@testable import SystemLayer

@Suite("who holds a lock")
struct LockHolderTests {
  @Test("what a holder writes is read back whole, and a process that lives is not gone")
  func roundTrip() {
    var holder = LockHolder.current()
    holder.job = "Slurm 17_3"
    let read = LockHolder(holder.text)
    #expect(read.words == holder.words && read.namespace == holder.namespace)
    #expect(read.pid == ProcessInformation.pid && read.host == MachineInformation.current().host)
    #expect(!read.isGone)
    #expect(read.words.contains("on this host, job Slurm 17_3, since 20"))
  }

  @Test("a process of this host that has ended is gone; of others, and of those unnamed, nobody can tell")
  func gone() async throws {
    var child = LockHolder.current()
    child.pid = try await Self.ended()
    #expect(child.isGone)
    var elsewhere = child
    elsewhere.host = "elsewhere"
    var contained = child
    contained.namespace = "pid:[1]"
    #expect(!elsewhere.isGone && !contained.isGone && !LockHolder("\(child.pid ?? 0)\n").isGone && !LockHolder().isGone)
    #expect(elsewhere.words.contains("on `elsewhere`"))
  }

  /// The number of a process that was.
  private static func ended() async throws -> Int {
    let process = ChildProcess("/bin/sh", arguments: ["-c", "echo $$"], environment: nil, deadline: .seconds(60))
    return try #require(Int(String(decoding: try await process.run().output, as: UTF8.self).filter(\.isNumber)))
  }

  @Test(
    "a lock file of an earlier version, a foreign one, and a torn one say what they can",
    arguments: [
      ("4711\n", 4711, nil, "process 4711"), ("", nil, nil, "a process that is not known"),
      ("host n2\n4711\n", 4711, "n2", "process 4711 on `n2`"), ("4711\nhost", 4711, nil, "process 4711"),
      ("no number\nhost n2\n", nil, "n2", "a process that is not known"),
      ("4711\nstart yesterday\nhost n2\n", 4711, "n2", "process 4711 on `n2`"),
    ] as [(String, Int?, String?, String)])
  func foreign(content: String, pid: Int?, host: String?, words: String) {
    let holder = LockHolder(content)
    #expect(holder.pid == pid && holder.host == host)
    #expect(holder.words == words)
  }

  @Test(
    "a batch system's variables name the job",
    arguments: [
      (["SLURM_JOB_ID": "4711"], "Slurm 4711"),
      (["SLURM_JOB_ID": "4714", "SLURM_ARRAY_JOB_ID": "4711", "SLURM_ARRAY_TASK_ID": "3"], "Slurm 4711_3"),
      (["PBS_JOBID": "12[4].server"], "PBS 12[4].server"), (["LSB_JOBID": "9", "LSB_JOBINDEX": "0"], "LSF 9"),
      (["LSB_JOBID": "9", "LSB_JOBINDEX": "4"], "LSF 9[4]"), (["FLUX_JOB_ID": "f1a"], "Flux f1a"),
      (["OAR_JOB_ID": "5"], "OAR 5"), (["JOB_ID": "7", "SGE_TASK_ID": "undefined"], "Grid Engine 7"),
      (["JOB_ID": "7", "SGE_TASK_ID": "2"], "Grid Engine 7.2"), (["JOB_ID": "7"], nil), ([:], nil),
      (["SLURM_JOB_ID": ""], nil), (["SLURM_JOB_ID": "4\n7\u{1B}[1m"], "Slurm 47[1m"),
    ] as [([String: String], String?)])
  func jobs(variables: [String: String], name: String?) {
    #expect(BatchJob.name(variables) == name)
  }
}
