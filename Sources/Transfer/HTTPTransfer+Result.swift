import CCurl
import SystemLayer

// What became of a transfer.
extension HTTPTransfer {
  private var bodyWasSent: Bool { body.handedOut > 0 }

  /// What the answer showed that the host speaks.
  var repliedVersion: HTTPVersion {
    let version = unsafe ccurl_get_long(easy, CURLINFO_HTTP_VERSION)
    return version == Int(CURL_HTTP_VERSION_1_0) || version == Int(CURL_HTTP_VERSION_1_1)
      ? .http1 : .http2
  }

  /// The answer, or why there is none. A server may refuse a request before it is whole and then break the connection:
  /// its refusal is the answer all the same.
  func result(_ code: CURLcode) -> Result<TransferReply, TransferError> {
    if code == CURLE_OK || reply.isCut {
      return unpacked == nil ? .failure(failure(CURLE_WRITE_ERROR, isTooLarge: true).error) : .success(collected)
    }
    if let refusal = partial, refusal.status >= 400, !isWhole, !reply.isTooLarge { return .success(refusal) }
    return .failure(failure(code).error)
  }

  private var collected: TransferReply {
    let status = unsafe ccurl_get_long(easy, CURLINFO_RESPONSE_CODE)
    return TransferReply(status: status, headers: reply.headers, body: unpacked ?? [], duration: .now - job.began)
  }

  /// Nil where it is longer than the request allowed, and its beginning is not wanted.
  private var unpacked: [UInt8]? {
    let encoding = reply.headers.last { $0.isNamed("Content-Encoding") }?.value
    return ContentEncoding.unpacked(
      reply.body, encoding, cap: job.request.largestReply, cuts: job.request.cutsReply)
  }

  /// What has come of an answer; nil where no header has.
  private var partial: TransferReply? {
    let reply = collected
    return reply.status >= 200 && !reply.headers.isEmpty ? reply : nil
  }

  var cancelledError: TransferError { .cancelled(job.address, bodyWasSent: bodyWasSent) }

  var stalledError: TransferError {
    let limit = job.request.stallLimit?.inSeconds ?? ""
    return TransferError(
      .stalled, "`\(job.address.name)` was silent for longer than \(limit)", bodyWasSent: bodyWasSent,
      requestWasWhole: isWhole, partial: partial)
  }

  var timeoutError: TransferError {
    TransferError(
      .timeout, job.timeoutError.message, bodyWasSent: bodyWasSent, requestWasWhole: isWhole, partial: partial)
  }

  func sourceError(_ fault: BodyFault) -> TransferError {
    var failure = failure(CURLE_ABORTED_BY_CALLBACK)
    failure.sourceFault = fault.reason
    return failure.error
  }

  private func failure(_ code: CURLcode, isTooLarge: Bool = false) -> CurlFailure {
    CurlFailure(
      code: code, detail: handle.detail, address: job.address, deadline: job.request.deadline,
      connectDeadline: job.request.connectDeadline, largestReply: job.request.largestReply,
      hasConnected: hasConnected, proxyStatus: unsafe ccurl_get_long(easy, CURLINFO_HTTP_CONNECTCODE),
      hasNoMoreFiles: !hasConnected && DescriptorTable.isExhausted, wasTooLarge: isTooLarge || reply.isTooLarge,
      wasRepeating: wasRepeating, wasRefused: wasRefused, bodyWasSent: bodyWasSent,
      requestWasWhole: isWhole, partial: partial)
  }
}

// Errors of a transfer that was not, or is no longer, libcurl's.
extension Job {
  var timeoutError: TransferError {
    TransferError(.timeout, "no whole answer from `\(address.name)` within \(request.deadline.inSeconds)")
  }

  func libraryError(_ code: CURLMcode, _ transfer: HTTPTransfer? = nil) -> TransferError {
    let reason = unsafe String(cString: curl_multi_strerror(code))
    return TransferError(
      .broken, "libcurl failed with the exchange with `\(address.name)`: \(reason)",
      bodyWasSent: (transfer?.body.handedOut ?? 0) > 0)
  }
}
