import CCurl

// What became of an exchange.
extension Exchange {
  private var bodyWasSent: Bool { body.handedOut > 0 }

  /// What the answer showed that the host speaks.
  var repliedGeneration: Generation {
    let version = unsafe ccurl_get_long(easy, CURLINFO_HTTP_VERSION)
    return version == Int(CURL_HTTP_VERSION_1_0) || version == Int(CURL_HTTP_VERSION_1_1)
      ? .one : .two
  }

  /// The answer, or why there is none.
  func result(_ code: CURLcode) -> Result<TransferReply, TransferError> {
    guard code == CURLE_OK else { return .failure(failure(code).error) }
    let status = unsafe ccurl_get_long(easy, CURLINFO_RESPONSE_CODE)
    return .success(
      TransferReply(status: status, headers: reply.headers, body: reply.body, duration: .now - job.began))
  }

  var cancelledError: TransferError { .cancelled(job.address, bodyWasSent: bodyWasSent) }

  var stalledError: TransferError {
    let limit = job.request.stallLimit?.inSeconds ?? ""
    return TransferError(
      .stalled, "`\(job.address.name)` was silent for longer than \(limit)", bodyWasSent: bodyWasSent)
  }

  private func failure(_ code: CURLcode) -> CurlFailure {
    CurlFailure(
      code: code, detail: handle.detail, address: job.address, deadline: job.request.deadline,
      connectDeadline: job.request.connectDeadline, largestReply: job.request.largestReply,
      hasConnected: hasConnected, wasTooLarge: reply.isTooLarge, sourceFault: sourceFault,
      wasRepeating: wasRepeating, bodyWasSent: bodyWasSent)
  }
}

// Errors of an exchange that was not, or is no longer, libcurl's.
extension Job {
  var timeoutError: TransferError {
    TransferError(.timeout, "no whole answer from `\(address.name)` within \(request.deadline.inSeconds)")
  }

  func libraryError(_ code: CURLMcode, _ exchange: Exchange? = nil) -> TransferError {
    let reason = unsafe String(cString: curl_multi_strerror(code))
    return TransferError(
      .broken, "libcurl failed with the exchange with `\(address.name)`: \(reason)",
      bodyWasSent: (exchange?.body.handedOut ?? 0) > 0)
  }
}
