internal import Extraction
internal import Keys
internal import OpenRouter

extension KeyFacts {
  /// - Parameter now: by this machine's clock.
  func findings(now: Timestamp) -> [Finding] { [file, access, lock, key, life(now: now)] }

  private var fault: KeyFileError? { if case .failure(let error) = loaded { error } else { nil } }

  private var file: Finding {
    if fileExists { return .ok(.keyFile, "the key file `\(path)` is there") }
    if case .success(let loaded) = loaded, loaded.origin == .environment {
      return .skipped(.keyFile, "there is no key file `\(path)`; the key comes from \(loaded.origin)")
    }
    return .failed(.keyFile, "there is no key file `\(path)`", hint: fault?.hint)
  }

  private var access: Finding {
    guard fileExists else { return .skipped(.keyFileAccess, "whose the key file is: there is none") }
    if let fault, fault.kind.isAboutAccess { return .failed(.keyFileAccess, fault) }
    return .ok(.keyFileAccess, "the key file is yours, and nobody else can read it")
  }

  private var lock: Finding {
    locks.finding(.keyFileLocks, "the key file", loss: "two of them may have a key made where one is due")
  }

  private var key: Finding {
    switch loaded {
    case .success(let loaded): .ok(.key, "the key `\(loaded.key.masked)` is taken from \(loaded.origin)")
    case .failure where !fileExists: .skipped(.key, "the key: there is no key file")
    case .failure(let fault) where fault.kind.isAboutAccess: .skipped(.key, "the key: the key file was not read")
    case .failure(let fault): .failed(.key, fault)
    }
  }

  private func life(now: Timestamp) -> Finding {
    switch check {
    case nil: .skipped(.keyLife, "the key's life and balance: not asked")
    case .unsupported: .skipped(.keyLife, "the key's life and balance: the service has no `/key`")
    case .unavailable(let reason):
      .failed(
        .keyLife, "the key could not be checked: \(reason)", hint: "try again later: https://status.openrouter.ai")
    case .refused(let sentence):
      .failed(.keyLife, "the service refuses the key: \(sentence)", hint: Self.newKey)
    case .alive(let status): Self.life(status, now: now)
    }
  }

  private static let newKey = "make a new one with `herbx keys provision`"

  private static func life(_ status: KeyStatus, now: Timestamp) -> Finding {
    if let expires = status.expiresAt, let end = Timestamp(iso8601: expires), end <= now {
      return .failed(.keyLife, "the key expired at `\(expires)`", hint: newKey)
    }
    if let remaining = status.remaining, remaining <= .zero {
      let limit = status.limit.map { " of `\($0.rounded(to: 2)) USD`" } ?? ""
      return .failed(.keyLife, "the key's limit\(limit) is used up", hint: newKey)
    }
    let left = status.remaining.map { "has \($0.rounded(to: 2)) USD left" } ?? "has no spending limit"
    let end = status.expiresAt.map { "expires at \($0)" } ?? "does not expire"
    return .ok(.keyLife, "the key is alive: it \(left) and \(end)")
  }
}

extension KeyFileError.Kind {
  /// The file is there, and was not read.
  fileprivate var isAboutAccess: Bool {
    switch self {
    case .permissions, .owner, .notAFile, .unreadable, .tooLarge: true
    case .missing, .empty, .noKey, .malformed: false
    }
  }
}
