#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// The few calls whose names or types differ between the systems.

func lastErrorNumber() -> CInt { errno }

/// Brings a file's bytes to the disk.
func synchronizeData(_ descriptor: CInt) -> CInt {
  #if canImport(Darwin)
    // fsync on macOS leaves the bytes in the drive's cache.
    fcntl(descriptor, F_FULLFSYNC)
  #else
    fdatasync(descriptor)
  #endif
}

/// The soft limit of open files; nil where the system does not tell.
func softLimitOfOpenFiles() -> UInt64? {
  var limit = rlimit()
  #if canImport(Darwin)
    let kind = RLIMIT_NOFILE
  #else
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #endif
  return unsafe getrlimit(kind, &limit) == 0 ? UInt64(limit.rlim_cur) : nil
}

/// Whether a signal is ignored, as after `nohup`.
func isIgnored(signal number: CInt) -> Bool {
  var action = sigaction()
  unsafe sigaction(number, nil, &action)
  #if canImport(Darwin)
    let handler = unsafe action.__sigaction_u.__sa_handler
  #else
    let handler = unsafe action.__sigaction_handler.sa_handler
  #endif
  return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
}

/// The path of the running program as the system knows it; nil where it does not tell (no /proc).
func executablePath() -> FilePath? {
  #if canImport(Darwin)
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    var size = UInt32(buffer.count)
    return unsafe _NSGetExecutablePath(&buffer, &size) == 0 ? FilePath(platformString: buffer) : nil
  #else
    return FilePath("/proc/self/exe").linkTarget
  #endif
}

/// The process's variables, ending with a null pointer.
func systemEnvironment() -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
  #if canImport(Darwin)
    unsafe _NSGetEnviron().pointee
  #else
    unsafe environ
  #endif
}
