import CCurl

// What happens to single transfers.
extension EngineLoop {
  func start(_ job: Job) {
    let now = SuspendingClock.now
    guard deadline(of: job) > now else {
      over(job, .failure(job.timeoutError))
      return
    }
    let version = limiter.version(of: job.address.origin)
    do throws(TransferError) {
      let transfer = try HTTPTransfer(
        job, on: easyHandle(for: job, version), of: handle, encoder: encoder, deadline: deadline(of: job),
        standstill: standstill)
      setLimit()
      let code = unsafe curl_multi_add_handle(handle.multi, transfer.easy)
      guard code == CURLM_OK else {
        transfer.handle.close()
        throw job.libraryError(code)
      }
      transfers[job.ticket.id] = transfer
      if version == nil { watched.append(job.ticket.id) }
      checkNoLater(than: transfer.nextCheck(standstill: standstill))
      readNext(transfer)
    } catch {
      over(job, .failure(error))
    }
  }

  private func easyHandle(for job: Job, _ version: HTTPVersion?) throws(TransferError) -> EasyHandle {
    let kind = EasyHandle.Kind(job.request, version)
    if let handle = idle.take(kind) { return handle }
    return try EasyHandle(kind, for: job, configuration, sessions: sessions)
  }

  /// Pieces of bodies that are held at most: read, or being read, and not yet with libcurl. Each is as long as an upload
  /// buffer.
  private static let mostPieces = 8

  /// Has the next piece of the body read, where one is needed, in its turn.
  func readNext(_ transfer: HTTPTransfer) {
    let id = transfer.job.ticket.id
    guard !reading.contains(id) else { return }
    guard reading.count < Self.mostPieces else {
      if transfer.body.needsPiece { hungry.append(id) }
      return
    }
    guard let need = transfer.body.nextNeed() else { return }
    reading.insert(id)
    let (commands, encoder) = (commands, encoder)
    readers.submit { commands.give(need.read(encoder), of: need, to: id) }
  }

  /// A transfer's place is another's.
  private func readForOthers(than id: UInt64) {
    guard reading.remove(id) != nil else { return }
    while reading.count < Self.mostPieces, !hungry.isEmpty {
      if let next = transfers[hungry.removeFirst()] { readNext(next) }
    }
  }

  func continueBody(of id: UInt64, with piece: Result<[UInt8], BodyFault>, of need: BodyReader.Need) {
    guard let transfer = transfers[id] else { return }
    switch piece {
    case .success(let letters):
      transfer.body.take(letters, of: need)
      goOn(transfer)
    case .failure(let fault): finish(transfer, .failure(transfer.sourceError(fault)))
    }
    readForOthers(than: id)
  }

  /// Has libcurl go on with a body, at once: what it has taken is no longer held here.
  func goOn(_ transfer: HTTPTransfer) {
    transfer.resume()
    let code = transfer.multi.perform([])
    if code != CURLM_OK { abandon(code) }
  }

  func cancel(_ id: UInt64) {
    if let transfer = transfers[id] {
      finish(transfer, .failure(transfer.cancelledError))
    } else if let job = waiting[id] {
      leave(job, .failure(.cancelled(job.address)))
    }
  }

  /// Ends a transfer in flight: out of libcurl, then answered. A handle that has failed makes no further transfer.
  func finish(_ transfer: HTTPTransfer, _ result: Result<TransferReply, TransferError>) {
    unsafe curl_multi_remove_handle(transfer.multi.multi, transfer.easy)
    if case .success = result, transfer.isWhole { idle.give(transfer.handle) } else { transfer.handle.close() }
    transfers[transfer.job.ticket.id] = nil
    readForOthers(than: transfer.job.ticket.id)
    over(transfer.job, result)
  }

  /// Ends a transfer that was not yet let in.
  func leave(_ job: Job, _ result: Result<TransferReply, TransferError>) {
    waiting[job.ticket.id] = nil
    over(job, result)
  }

  private func over(_ job: Job, _ result: Result<TransferReply, TransferError>) {
    job.end(result)
    startAll(limiter.ended(job.ticket.id, at: job.address.origin))
  }

  func learned(_ version: HTTPVersion, of origin: String) {
    startAll(limiter.learned(version, of: origin))
    setLimit()
  }

  private func startAll(_ ids: [UInt64]) {
    for id in ids {
      if let job = waiting.removeValue(forKey: id) { start(job) }
    }
  }

  private func setLimit() {
    guard limit != limiter.limit else { return }
    limit = limiter.limit
    unsafe ccurl_multi_set_long(handle.multi, CURLMOPT_MAX_HOST_CONNECTIONS, limit)
  }

  func checkNoLater(than instant: SuspendingClock.Instant) {
    nextCheck = nextCheck.map { min($0, instant) } ?? instant
  }
}

// Handles and their connections.
extension EngineLoop {
  /// A connection on which a deadline passed may be dead without anybody having said so, and with it all that were made
  /// over the same way. None of them takes a further request; what is in flight on them goes on.
  func retireConnections(of transfer: HTTPTransfer) {
    guard transfer.multi === handle, let fresh = MultiHandle() else { return }
    retired.append(handle)
    handle = fresh
    limit = 0
    setLimit()
  }

  func closeRetired() {
    guard !retired.isEmpty else { return }
    retired.removeAll { old in
      let isUsed = transfers.values.contains { $0.multi === old }
      if !isUsed { old.close() }
      return !isUsed
    }
  }

  /// libcurl itself has failed: nothing in flight can be trusted to end.
  func abandon(_ code: CURLMcode) {
    for transfer in Array(transfers.values) { finish(transfer, .failure(transfer.job.libraryError(code, transfer))) }
  }

  /// In this order: transfers, multi handles, share.
  func cleanUp() {
    let left = commands.close()
    for job in left.jobs { job.end(.failure(.cancelled(job.address))) }
    for job in waiting.values { job.end(.failure(.cancelled(job.address))) }
    waiting = [:]
    for transfer in Array(transfers.values) { finish(transfer, .failure(transfer.cancelledError)) }
    idle.close()
    for each in retired + [handle] { each.close() }
    sessions.close()
    readers.stop()
    for step in left.steps { executor.run(step) }
  }
}
