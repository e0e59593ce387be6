public import Imaging
internal import OpenRouter
internal import Synchronization
public import SystemLayer

/// Makes a specimen's image ready to be sent. As many children work at once as the machine has processors, or as the
/// turnstile lets through where several preparers share one.
public final class ImagePreparer: Sendable {
  public let settings: PreparationSettings
  private let converter: ImageConverter
  private let cache: ImageCache?
  private let turnstile: Turnstile
  private let mostThreads: Int

  /// - Parameters:
  ///   - cache: where prepared images are looked for first, and kept.
  ///   - turnstile: how many children there are at once.
  ///   - mostThreads: of a child while no image waits for its place. The last of many would else keep one processor busy
  ///     and the others idle; with two threads it takes about three quarters of the time, with more hardly less.
  public init(
    settings: PreparationSettings, tools: ConverterTools, cache: ImageCache? = nil,
    turnstile: Turnstile = Turnstile(places: max(1, MachineInformation.current().processors)),
    mostThreads: Int = MachineInformation.current().processors > 1 ? 2 : 1
  ) {
    (self.settings, self.cache) = (settings, cache)
    converter = ImageConverter(tools: tools)
    (self.turnstile, self.mostThreads) = (turnstile, mostThreads)
  }

  /// Looks at the file and says what is to become of it. Reads it, perhaps whole: to be called where that may take time.
  func decide(_ file: ImageFile, name: String) throws(ImageRefusal) -> Decision {
    let inspection = try file.inspect(name: name)
    let treatment = Treatment(inspection, byteCount: file.count, settings: settings)
    if case .refused(let failure) = treatment { throw ImageRefusal(failure) }
    if let obstacle = converter.tools.obstacle(to: treatment) { throw ImageRefusal(obstacle) }
    return Decision(inspection: inspection, treatment: treatment)
  }

  struct Decision: Sendable {
    let inspection: ImageInspection
    let treatment: Treatment
  }

  /// A file that goes out as it is; nil where something is to be made of it.
  func untouched(_ file: ImageFile, _ decision: Decision) throws(ImageRefusal) -> SpecimenImage? {
    guard case .untouched = decision.treatment else { return nil }
    return try untouched(file, decision.inspection.facts)
  }

  /// Runs the children that the decision asks for.
  /// - Parameter hashing: reads the whole of a file that is not sent itself, for its hash. It is called once the file has its
  ///   place: more of them at once would keep the processors from requests and answers.
  /// - Throws: `ImageRefusal`, or what `hashing` throws.
  func prepare(
    _ file: ImageFile, _ decision: Decision, hashing: () async throws -> Void
  ) async throws -> SpecimenImage {
    // What goes out is another picture.
    _ = file.takeBuffer()
    await turnstile.enter()
    defer { turnstile.leave() }
    try await hashing()
    return SpecimenImage(file, try await make(file, decision.treatment))
  }

  /// What a model would be sent of a file; nil where that is the file itself.
  public func picture(of path: FilePath) async throws(ImageRefusal) -> PreparedImage? {
    let file = try ImageFile(path: path)
    let decision = try decide(file, name: path.lastComponent?.string ?? "")
    guard decision.treatment != .untouched else {
      _ = try untouched(file, decision.inspection.facts)
      return nil
    }
    await turnstile.enter()
    defer { turnstile.leave() }
    return try await make(file, decision.treatment)
  }

  /// Out of the cache, else by a child.
  private func make(_ file: ImageFile, _ treatment: Treatment) async throws(ImageRefusal) -> PreparedImage {
    // Without its hash a file has no place in the cache.
    let hash = cache == nil ? nil : file.sha256
    let recipe = hash == nil ? nil : converter.recipe(for: treatment)
    if let cache, let recipe, let hash, let kept = cache.image(of: hash, made: recipe) { return kept }
    do throws(PreparationFailure) {
      let image = try await convert(file, treatment)
      if let cache, let recipe, let hash { cache.keep(image, of: hash, made: recipe) }
      return image
    } catch { throw ImageRefusal(error) }
  }

  private func untouched(_ file: ImageFile, _ facts: ImageFacts) throws(ImageRefusal) -> SpecimenImage {
    guard let type = ImageType(facts.format), let size = facts.size else {
      throw ImageRefusal(.unsupportedType, "the file is \(facts.format.name), which the service does not take")
    }
    return SpecimenImage(file, type: type, size: size)
  }

  private func convert(
    _ file: ImageFile, _ treatment: Treatment
  ) async throws(PreparationFailure) -> PreparedImage {
    var converter = converter
    if !turnstile.isAnyoneWaiting { converter.threads = mostThreads }
    switch treatment {
    case .turned(let turn, let conversion): return try await converter.turn(turn, file.file, orElse: conversion)
    case .converted(let conversion): return try await converter.convert(file.file, conversion)
    case .refused(let failure): throw failure
    case .untouched: preconditionFailure("a file that goes out as it is was to be prepared")
    }
  }
}

/// Lets so many through at once, in the order in which they came.
public final class Turnstile: Sendable {
  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  public init(places: Int) { state = Mutex(State(free: places)) }

  public func enter() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  /// Whether somebody would come in where a place became free.
  var isAnyoneWaiting: Bool { state.withLock { !$0.waiting.isEmpty } }

  public func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard !state.waiting.isEmpty else {
        state.free += 1
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
  }
}

extension ImageType {
  fileprivate init?(_ format: ImageFormat) {
    switch format {
    case .jpeg: self = .jpeg
    case .png: self = .png
    case .webp: self = .webp
    case .gif: self = .gif
    default: return nil
    }
  }
}
