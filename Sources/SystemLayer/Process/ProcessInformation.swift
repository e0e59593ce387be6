internal import CProcess

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Who and where this process is.
public enum ProcessInformation {
  /// Has all threads allocate from one heap. Those that read files would else keep some hundred kilobytes each. To be
  /// called before there are threads.
  public static func shareHeap() { cprocess_share_heap() }

  public static var pid: Int { Int(getpid()) }

  /// The command line, the program's own name first. `CommandLine.arguments` is empty on Linux where /proc is not mounted.
  public static let arguments: [String] = {
    let kept = (0..<cprocess_argument_count()).compactMap { number in
      unsafe cprocess_argument(number).map { unsafe String(cString: $0) }
    }
    return kept.isEmpty ? CommandLine.arguments : kept
  }()

  /// Whether the system gives this process so many threads more, all at once.
  public static func canStart(threads count: Int) -> Bool { cprocess_can_start_threads(Int32(clamping: count)) }

  /// Whether this process can see its own threads, which Linux shows below /proc alone.
  public static var canCountThreads: Bool {
    #if canImport(Darwin)
      true
    #else
      unsafe access("/proc/self/task", R_OK | X_OK) == 0
    #endif
  }

  /// Ends the process in good order.
  public static func end(status: Int32) -> Never { exit(status) }

  /// The number of the user whose rights count.
  public static var user: UInt32 { geteuid() }

  /// `root`; `uid 1000` where the user has no name.
  public static var userName: String {
    guard let entry = unsafe getpwuid(user), let name = unsafe entry.pointee.pw_name else { return "uid \(user)" }
    return unsafe String(cString: name)
  }

  /// Whether a group is the user's private one, as many systems give each user: it bears the user's name.
  public static func isPrivateGroup(_ group: UInt32) -> Bool {
    guard let entry = unsafe getgrgid(group), let name = unsafe entry.pointee.gr_name else { return false }
    return unsafe String(cString: name) == userName
  }

  /// The path of the running program, links followed. Without /proc it is looked for as the shell did: by the name it
  /// was started with, and on `PATH` where that has no slash; nil where it is not found there either.
  public static var executable: FilePath? {
    if let path = executablePath() { return path.resolved }
    guard let name = arguments.first, !name.isEmpty else { return nil }
    if name.contains("/") { return FilePath(name).resolved }
    return findProgram(name, on: environment["PATH"])?.resolved
  }

  /// The environment variables. Where a name stands twice, the first counts, as for `getenv`.
  public static var environment: [String: String] {
    var variables: [String: String] = [:]
    var next = unsafe systemEnvironment()
    while let entry = unsafe next?.pointee {
      let text = unsafe String(cString: entry)
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, variables[String(parts[0])] == nil { variables[String(parts[0])] = String(parts[1]) }
      unsafe next = next.map { unsafe $0 + 1 }
    }
    return variables
  }

  /// The first executable file of this name in the folders of a `PATH`.
  public static func findProgram(_ name: String, on path: String?) -> FilePath? {
    (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map { FilePath(String($0)).appending(name) }
      .first { $0.isRegularFile && $0.isExecutable }
  }

  /// Whether a process of this host, and of this namespace of processes, is there; a user's own or another's.
  public static func isAlive(_ pid: Int) -> Bool {
    guard let number = Int32(exactly: pid), number > 0 else { return false }
    return kill(number, 0) == 0 || Errno.last == .notPermitted
  }

  /// The namespace in which process numbers count, `pid:[4026531836]`; nil where there are none, or /proc is not mounted.
  public static var namespace: String? { FilePath("/proc/self/ns/pid").linkTarget?.string }

  /// How many files may be open at once (the soft limit); 0 where the system does not tell.
  public static var openFileLimit: UInt64 { softLimitOfOpenFiles() ?? 0 }

  /// Whether the process may open so many files more at this moment.
  public static func canOpen(files count: Int) -> Bool {
    var files: [FileDescriptor] = []
    defer { for file in files { try? file.close() } }
    while files.count < count {
      guard let file = unsafe try? FileDescriptor.open("/dev/null", .readOnly) else { return false }
      files.append(file)
    }
    return true
  }
}

/// The machine, as `uname` names it.
public struct MachineInformation: Sendable, Equatable {
  /// `Linux 6.1.0`.
  public let system: String
  public let machine: String
  public let host: String
  public let processors: Int

  public static func current() -> MachineInformation {
    var names = utsname()
    _ = unsafe uname(&names)
    return MachineInformation(
      system: "\(text(of: names.sysname)) \(text(of: names.release))", machine: text(of: names.machine),
      host: text(of: names.nodename), processors: sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  private static func text<Field>(of field: Field) -> String {
    var field = field
    return unsafe withUnsafeBytes(of: &field) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
