public import SystemLayer

/// Masks keys in text that leaves the program, or comes from outside.
public typealias Redactor = SecretMask

extension SecretMask {
  public init(known: [APIKey]) {
    self.init()
    for key in known { add(key) }
  }

  /// Adds a key: what is shown of it where it stands as it is, is its masked form.
  public mutating func add(_ key: APIKey) {
    key.withSecret { secret in
      // The prefix is no secret, and may be missing or come in another form than the rest.
      let body = secret.hasPrefix(APIKey.prefix) ? String(secret.dropFirst(APIKey.prefix.count)) : secret
      add(body, shown: APIKey.shownLength(of: body))
    }
  }
}
