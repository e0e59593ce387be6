import CCurl

// What happens to single exchanges.
extension EngineLoop {
  func start(_ job: Job) {
    let remaining = job.request.deadline - (SuspendingClock.now - job.began)
    guard remaining > .zero else {
      over(job, .failure(job.timeoutError))
      return
    }
    let origin = job.address.origin
    let generation = admission.generation(of: origin)
    do throws(TransferError) {
      let exchange = try Exchange(job, on: handle(for: job, generation), remaining: remaining, workshop: workshop)
      setLimit()
      let code = unsafe curl_multi_add_handle(handle.multi, exchange.easy)
      guard code == CURLM_OK else {
        exchange.handle.close()
        throw job.libraryError(code)
      }
      exchanges[job.ticket.id] = exchange
      if generation == nil { watched.append(job.ticket.id) }
      if let instant = exchange.stallInstant { checkNoLater(than: instant) }
    } catch {
      over(job, .failure(error))
    }
  }

  private func handle(for job: Job, _ generation: Generation?) throws(TransferError) -> EasyHandle {
    let kind = EasyHandle.Kind(job.request, generation)
    if let handle = idle.take(kind) { return handle }
    return try EasyHandle(kind, for: job, configuration, share: share)
  }

  func cancel(_ id: UInt64) {
    if let exchange = exchanges[id] {
      finish(exchange, .failure(exchange.cancelledError))
    } else if let job = waiting[id] {
      leave(job, .failure(.cancelled(job.address)))
    }
  }

  /// Ends an exchange in flight: out of libcurl, then answered. A handle that has failed makes no further exchange.
  func finish(_ exchange: Exchange, _ result: Result<TransferReply, TransferError>) {
    unsafe curl_multi_remove_handle(handle.multi, exchange.easy)
    if case .success = result { idle.give(exchange.handle) } else { exchange.handle.close() }
    exchanges[exchange.job.ticket.id] = nil
    over(exchange.job, result)
  }

  /// Ends an exchange that was not yet let in.
  func leave(_ job: Job, _ result: Result<TransferReply, TransferError>) {
    waiting[job.ticket.id] = nil
    over(job, result)
  }

  private func over(_ job: Job, _ result: Result<TransferReply, TransferError>) {
    job.end(result)
    startAll(admission.ended(job.ticket.id, at: job.address.origin))
  }

  func learned(_ generation: Generation, of origin: String) {
    startAll(admission.learned(generation, of: origin))
    setLimit()
  }

  private func startAll(_ ids: [UInt64]) {
    for id in ids {
      if let job = waiting.removeValue(forKey: id) { start(job) }
    }
  }

  private func setLimit() {
    guard limit != admission.limit else { return }
    limit = admission.limit
    unsafe ccurl_multi_set_long(handle.multi, CURLMOPT_MAX_HOST_CONNECTIONS, limit)
  }

  func checkNoLater(than instant: SuspendingClock.Instant) {
    nextCheck = nextCheck.map { min($0, instant) } ?? instant
  }

  /// libcurl itself has failed: nothing in flight can be trusted to end.
  func abandon(_ code: CURLMcode) {
    for exchange in Array(exchanges.values) { finish(exchange, .failure(exchange.job.libraryError(code, exchange))) }
  }

  /// In this order: exchanges, multi handle, share. No post rings the multi handle once the inbox is closed.
  func cleanUp() {
    let left = inbox.close()
    for job in left.jobs { job.end(.failure(.cancelled(job.address))) }
    for job in waiting.values { job.end(.failure(.cancelled(job.address))) }
    waiting = [:]
    for exchange in Array(exchanges.values) { finish(exchange, .failure(exchange.cancelledError)) }
    idle.close()
    unsafe curl_multi_cleanup(handle.multi)
    share.close()
    for step in left.steps { unsafe step.runSynchronously(on: executor.asUnownedTaskExecutor()) }
  }
}
