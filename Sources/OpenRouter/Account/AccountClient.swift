public import Transfer

/// Asks the service about keys, models and credit. Nothing here costs money.
public struct AccountClient: Sendable {
  private let address: ServiceAddress
  private let transfer: any Transferring
  private let deadline: Duration

  /// - Parameter deadline: of each request.
  public init(address: ServiceAddress, transfer: any Transferring, deadline: Duration = .seconds(20)) {
    self.address = address
    self.transfer = transfer
    self.deadline = deadline
  }

  /// Asks `GET /key` about `key`. The first proof of whether a key lives.
  public func check(_ key: APIKey) async -> KeyCheck {
    do {
      let answer = try await send(.get, "/key", key: key)
      switch answer.status {
      case 200: return answer.body?["data"].map { .alive(KeyStatus($0)) } ?? .unavailable("`/key` answered no data")
      case 401: return .refused(answer.sentence)
      case 404, 405: return .unsupported
      default: return .unavailable("`/key` answered \(answer.status)")
      }
    } catch {
      return .unavailable(error.message)
    }
  }

  /// The catalogue; nil where the service has none (404).
  /// - Parameter key: shown to a service that tells nobody else.
  public func catalogue(key: APIKey? = nil) async throws(ServiceFailure) -> Catalogue? {
    var answer = try await ask(.get, "/models", key: nil)
    if [401, 403].contains(answer.status), let key { answer = try await ask(.get, "/models", key: key) }
    if answer.status == 404 { return nil }
    guard answer.status == 200, let body = answer.body, let catalogue = Catalogue(body: body) else {
      throw ServiceFailure(path: "/models", answer: answer, address)
    }
    return catalogue
  }

  /// What one answer cost, by its generation; nil where the service cannot tell (yet).
  public func cost(ofGeneration id: String, _ key: APIKey) async -> Money? {
    await generation(id, "", key).flatMap(Generation.init)?.cost
  }

  /// An answer that was given, by its generation; nil where the service cannot tell (yet), or keeps no contents.
  /// - Parameter management: for a service that shows contents to management keys alone.
  public func answer(ofGeneration id: String, _ key: APIKey, management: APIKey?) async -> ChatReply? {
    guard let facts = await generation(id, "", key).flatMap(Generation.init) else { return nil }
    var content = await generation(id, "/content", key)
    if content == nil, let management { content = await generation(id, "/content", management) }
    return content.flatMap { facts.reply(id, content: $0) }
  }

  /// The `data` of an answer about a generation.
  private func generation(_ id: String, _ part: String, _ key: APIKey) async -> JSONValue? {
    let isPlain = id.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    guard isPlain, !id.isEmpty, let answer = try? await send(.get, "/generation\(part)?id=\(id)", key: key),
      answer.status == 200
    else { return nil }
    return answer.body?["data"]
  }

  /// The account's credit; nil where this key may not see it or the service has no such endpoint.
  public func credits(_ key: APIKey) async throws(ServiceFailure) -> Credits? {
    let answer = try await ask(.get, "/credits", key: key)
    if [401, 403, 404].contains(answer.status) { return nil }
    guard answer.status == 200, let data = answer.body?["data"], let credits = Credits(data) else {
      throw ServiceFailure(path: "/credits", answer: answer, address)
    }
    return credits
  }

  /// All keys of the account, page after page.
  /// - Parameter management: a management key; an ordinary one is refused.
  public func keys(_ management: APIKey) async throws(ServiceFailure) -> [ListedKey] {
    var found: [ListedKey] = []
    var seen: Set<String> = []
    var offset = 0
    // The service gives 100 a page. The bound, and pages that bring nothing new, end a service that pages for ever.
    while offset < 100_000 {
      let answer = try await ask(.get, "/keys?offset=\(offset)&include_disabled=true", key: management)
      guard answer.status == 200, let data = answer.body?["data"]?.array else {
        throw ServiceFailure(path: "/keys", answer: answer, address)
      }
      let new = data.compactMap(ListedKey.init).filter { seen.insert($0.hash).inserted }
      found += new
      offset += data.count
      if data.count < 100 || new.isEmpty { break }
    }
    return found
  }

  /// Deletes the key with `hash`; false where there is no such key.
  public func revoke(hash: String, _ management: APIKey) async throws(ServiceFailure) -> Bool {
    let answer = try await ask(.delete, "/keys/\(hash)", key: management)
    if answer.status == 404 { return false }
    guard (200..<300).contains(answer.status) else {
      throw ServiceFailure(path: "/keys/\(hash)", answer: answer, address)
    }
    return true
  }

  private func ask(
    _ method: TransferRequest.Method, _ path: String, key: APIKey?
  ) async throws(ServiceFailure) -> AccountAnswer {
    do { return try await send(method, path, key: key) } catch {
      throw ServiceFailure(path: path, error: error, address)
    }
  }

  private func send(
    _ method: TransferRequest.Method, _ path: String, key: APIKey?
  ) async throws(TransferError) -> AccountAnswer {
    let authorization = key.map { [HeaderField("Authorization", $0.bearer)] } ?? []
    let request = TransferRequest(
      method: method, url: address.url(path), headers: Attribution.headers + authorization, deadline: deadline)
    let reply = try await transfer.send(request)
    return AccountAnswer(status: reply.status, date: reply.header("Date"), body: AnswerBody.value(reply.body))
  }
}

struct AccountAnswer {
  let status: Int
  let date: String?
  let body: JSONValue?

  var sentence: String {
    let words = (ErrorEnvelope.find(in: body) ?? ErrorEnvelope.flat(body))?.sentence ?? ""
    return words.isEmpty ? "status \(status)" : "\(status): \(words)"
  }
}

/// The service did not tell what it was asked.
public struct ServiceFailure: ExplainedError, Equatable {
  public let kindName: String
  public let message: String
  /// Nil where there was no answer at all.
  public let status: Int?
  public let hint: String?
  /// Whether it may be over by itself: no way to the service, a service that is busy, a page in place of its words.
  public let passes: Bool

  private static func hint(_ path: String, _ status: Int?, _ service: ServiceAddress) -> String {
    switch status {
    case 401, 403:
      path == "/models"
        ? "the service shows its catalogue to keys it knows only: see `herbx keys check`"
        : "give a management key (`OPENROUTER_MANAGEMENT_KEY`, or the file `management-key` beside the key file)"
    case nil:
      service == .official
        ? "check the network and, behind a proxy, `https_proxy` and CURL_CA_BUNDLE; then \(service.whereToLook)"
        : "check the network, and that a service runs at `\(service.base)` (`--base-url`, HERBX_BASE_URL)"
    default: "try again later; see \(service.whereToLook)"
    }
  }

  init(path: String, answer: AccountAnswer, _ service: ServiceAddress) {
    hint = Self.hint(path, answer.status, service)
    (kindName, status) = ("service_refused", answer.status)
    message = "`\(path)` answered \(answer.sentence)"
    passes = answer.status >= 500 || [408, 429].contains(answer.status) || answer.status >= 300 && answer.body == nil
  }

  init(path: String, error: TransferError, _ service: ServiceAddress) {
    hint = Self.hint(path, nil, service)
    (kindName, status) = ("service_unreachable", nil)
    message = "`\(path)` could not be asked: \(error.message)"
    if case .transient = Verdict(error).fault { passes = true } else { passes = error.kind == .openFiles }
  }
}
