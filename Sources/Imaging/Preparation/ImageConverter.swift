public import SystemLayer

/// Makes images ready by child processes, one for each image: whatever a file does to its decoder, it costs one specimen.
public struct ImageConverter: Sendable {
  public var tools: ConverterTools
  /// Where results lie until they are sent; they never have a name there.
  public var folder = FilePath.temporaryFolder
  /// For each program.
  public var deadline = Duration.seconds(120)
  /// In bytes: what a program may write.
  var largestResult = 1 << 30
  /// How many of its own `vips` may work with; what it makes is the same with any number.
  public var threads = 1

  public init(tools: ConverterTools) { self.tools = tools }

  /// Looks at a file and says what becomes of it.
  /// - Throws: `SystemError`.
  public static func decide(
    _ file: borrowing OpenFile, name: String, settings: PreparationSettings
  ) throws -> (inspection: ImageInspection, treatment: Treatment) {
    let contents = try FileContents(file)
    let inspection = try ImageInspection(contents, name: name)
    return (inspection, Treatment(inspection, byteCount: contents.count, settings: settings))
  }

  /// Turns a picture without loss. Where `jpegtran` is not there or does not manage, it is made anew.
  public func turn(
    _ turn: Turn, _ file: borrowing OpenFile, orElse conversion: Conversion
  ) async throws(PreparationFailure) -> PreparedImage {
    guard let tool = tools.jpegtran else { return try await convert(file, conversion) }
    do throws(PreparationFailure) {
      let result = try await run("jpegtran", tool.path, turn.losslessArguments, file, .core)
      return try .checked(result, "jpegtran", recipe(tool, turn, conversion))
    } catch {
      if error.lacksFiles { throw error }
      return try await convert(file, conversion)
    }
  }

  /// Makes a picture anew.
  public func convert(
    _ file: borrowing OpenFile, _ conversion: Conversion
  ) async throws(PreparationFailure) -> PreparedImage {
    guard let tool = tools.vips, let recipe = self.recipe(for: .converted(conversion)) else {
      throw tools.obstacle(to: .converted(conversion)) ?? .failed("vips", "is not installed")
    }
    let calls = conversion.calls()
    var result = try await run("vips", tool.path, calls[0], file, conversion.loaders)
    for call in calls.dropFirst() { result = try await run("vips", tool.path, call, result, .core) }
    return try .checked(result, "vips", recipe)
  }

  private func run(
    _ name: String, _ path: String, _ arguments: [String], _ source: borrowing OpenFile, _ loaders: VipsLoaders
  ) async throws(PreparationFailure) -> OpenFile {
    // Where one of them cannot be opened, swift-subprocess may wait for its child for ever.
    guard ProcessInformation.canOpen(files: Self.filesOfChild) else { throw .noFiles(name) }
    let target: OpenFile
    do throws(SystemError) { target = try OpenFile.temporary(in: folder) } catch {
      throw error.code == .tooManyOpenFiles ? .noFiles(name) : .noRoom(name, folder, error.reason)
    }
    var limits = ChildLimits()
    limits.fileSize = largestResult
    var child = await ChildProcess.limited(
      FilePath(path), arguments: arguments, environment: environment(loaders), deadline: deadline,
      limits: limits)
    child.outputLimit = 4096
    let outcome: ChildProcess.Outcome
    do throws(ChildProcess.Failure) { outcome = try await child.run(from: source, into: target) } catch {
      // Others may have opened what was free a moment ago.
      throw ProcessInformation.canOpen(files: Self.filesOfChild)
        ? .failed(name, "could not be run: \(error)") : .noFiles(name)
    }
    if outcome.isSuccess { return target }
    throw failure(name, outcome)
  }

  /// What the start of a child and its pipes take, and more.
  private static let filesOfChild = 16

  private func failure(_ name: String, _ outcome: ChildProcess.Outcome) -> PreparationFailure {
    let line = Self.lastLine(outcome.errors)
    if isFull || Self.fullDisk.contains(where: outcome.errors.contains(sequence:)) {
      return .noRoom(name, folder, isFull ? Errno.noSpace.description : line)
    }
    return switch outcome.ending {
    case .exited(let status) where status > 128: .failed(name, "crashed on the file (signal \(status - 128))")
    case .exited where line.hasSuffix("operation is blocked"):
      .failed(name, "cannot read the file: none of its trusted loaders takes it")
    case .exited: .failed(name, "cannot read the file: \(line)")
    case .signalled(let signal): .failed(name, "crashed on the file (signal \(signal))")
    case .timedOut: .failed(name, "did not end within \(deadline.components.seconds) s")
    }
  }

  /// A program need not say so: what libvips calls for its vectors ends with SIGBUS where its file finds no room.
  private var isFull: Bool { (FileSystem(at: folder)?.freeBytes).map { $0 < 1 << 16 } ?? false }

  /// As the C library words ENOSPC and EDQUOT.
  private static let fullDisk = ["No space left on device".utf8, "Disk quota exceeded".utf8]

  /// Nothing of this process's own variables but where programs and temporary files are: there may be keys among them.
  private func environment(_ loaders: VipsLoaders) -> [String: String] {
    var variables = ["PATH": ProcessInformation.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"]
    variables["TMPDIR"] = folder.string
    variables["LC_ALL"] = "C"
    variables["VIPS_CONCURRENCY"] = String(threads)
    // glibc reserves 64 MiB of address space for the heap of each thread, which the limit counts.
    variables["MALLOC_ARENA_MAX"] = "2"
    // Above this size libvips unpacks into a file with a name, which would stay where it is killed.
    variables["VIPS_DISC_THRESHOLD"] = "4g"
    // Set to whatever, it leaves the last line to the error.
    variables["VIPS_WARNING"] = "0"
    return variables.merging(loaders.variables) { $1 }
  }

  private static func lastLine(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) } ?? "it gives no reason"
    return String(String.UnicodeScalarView(line.unicodeScalars.prefix(200).map { $0.value < 0x20 ? " " : $0 }))
  }
}
