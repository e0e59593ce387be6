import Foundation
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A process whose end is learnt from the system alone. Foundation's `Process` waits for the end of a socket that any other
/// process started at the same moment inherits: one that lives long, such as a tmux server, then holds all of them up.
final class SpawnedProcess: Sendable {
  /// Why the system did not start it.
  struct Refused: Error {
    let word: String
    let code: Int32
  }

  let pid: pid_t
  private let ending: Ending

  /// - Parameters:
  ///   - words: the program, by its path, and its arguments.
  ///   - output: an existing file for standard output; likewise `errors`.
  init(_ words: [String], environment: [String: String], folder: String, output: String, errors: String) throws {
    var actions = unsafe Self.noActions()
    var attributes = Self.noAttributes()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY, 0)
    // Sockets of the servers that tests hold open are nothing to the child, and count against its limit.
    #if !canImport(Darwin)
      // glibc passes over those that are not open.
      for descriptor in Int32(3)..<1024 { unsafe posix_spawn_file_actions_addclose(&actions, descriptor) }
    #endif
    // The threads of a task block signals, and this process may ignore some.
    var (none, all) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    #if canImport(Darwin)
      let flags = Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_CLOEXEC_DEFAULT)
    #else
      let flags = Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)
    #endif
    unsafe posix_spawnattr_setflags(&attributes, flags)
    // The shell changes the folder, and becomes the program.
    let line = ["/bin/sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", folder] + words
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe line.map { unsafe strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer { unsafe (arguments + variables).forEach { unsafe free($0) } }
    var pid: pid_t = 0
    let code = unsafe posix_spawn(&pid, line[0], &actions, &attributes, &arguments, &variables)
    guard code == 0 else { throw Refused(word: line[0], code: code) }
    self.pid = pid
    let ending = Ending()
    self.ending = ending
    Thread.detachNewThread { [pid] in ending.come(Self.status(of: pid)) }
  }

  var hasEnded: Bool { ending.hasCome }

  /// The exit status, or 128 + the signal that ended it.
  func wait() async -> Int32 { await ending.wait() }

  private static func status(of pid: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  #if canImport(Darwin)
    private static func noActions() -> posix_spawn_file_actions_t? { nil }
    private static func noAttributes() -> posix_spawnattr_t? { nil }
  #else
    private static func noActions() -> posix_spawn_file_actions_t { unsafe posix_spawn_file_actions_t() }
    private static func noAttributes() -> posix_spawnattr_t { posix_spawnattr_t() }
  #endif
}

/// A number that comes once, and is waited for by many.
private final class Ending: Sendable {
  private struct State {
    var number: Int32?
    var waiting: [CheckedContinuation<Int32, Never>] = []
  }

  private let state = Mutex(State())

  var hasCome: Bool { state.withLock { $0.number != nil } }

  func come(_ number: Int32) {
    let waiting = state.withLock { state in
      defer { state = State(number: number) }
      return state.waiting
    }
    for continuation in waiting { continuation.resume(returning: number) }
  }

  func wait() async -> Int32 {
    await withCheckedContinuation { continuation in
      let number = state.withLock { state in
        if state.number == nil { state.waiting.append(continuation) }
        return state.number
      }
      if let number { continuation.resume(returning: number) }
    }
  }
}
