import CCurl
import Testing

@testable import Transfer

struct CurlFailureTests {
  private static let address = Address(isSecure: true, host: "host.example", port: 443, isLoopback: false)

  private func failure(_ code: CURLcode, _ detail: String = "") -> CurlFailure {
    CurlFailure(
      code: code, detail: detail, address: Self.address, deadline: .seconds(300), connectDeadline: .seconds(10),
      largestReply: 1000, bodyWasSent: true)
  }

  @Test(arguments: [
    (CURLE_COULDNT_RESOLVE_HOST, TransferError.Kind.resolve), (CURLE_COULDNT_RESOLVE_PROXY, .resolve),
    (CURLE_COULDNT_CONNECT, .connect), (CURLE_PEER_FAILED_VERIFICATION, .certificate),
    (CURLE_SSL_CONNECT_ERROR, .handshake),
    (CURLE_SSL_CACERT_BADFILE, .certificate), (CURLE_OPERATION_TIMEDOUT, .timeout), (CURLE_PARTIAL_FILE, .broken),
    (CURLE_GOT_NOTHING, .broken), (CURLE_SEND_ERROR, .broken), (CURLE_RECV_ERROR, .broken),
    (CURLE_HTTP2_STREAM, .broken), (CURLE_SEND_FAIL_REWIND, .broken), (CURLE_WEIRD_SERVER_REPLY, .broken),
    (CURLE_URL_MALFORMAT, .address), (CURLE_UNSUPPORTED_PROTOCOL, .broken),
  ])
  func codesBecomeKindsAndEachNamesTheHost(code: CURLcode, kind: TransferError.Kind) {
    let error = failure(code).error
    #expect(error.kind == kind)
    #expect(error.message.contains("`host.example`"))
    #expect(!error.message.hasSuffix("."))
    #expect(error.bodyWasSent)
  }

  @Test func theReasonIsTheLibrarysOwnWhereItIsAboutTheConnection() {
    let refused = failure(CURLE_COULDNT_CONNECT, "Failed to connect to host.example port 443: Connection refused\n")
    #expect(
      refused.error.message
        == "no connection to `host.example`: failed to connect to host.example port 443: Connection refused")
    let certificate = failure(CURLE_PEER_FAILED_VERIFICATION, "SSL certificate problem: self-signed certificate")
    #expect(
      certificate.error.message.hasSuffix(
        "`host.example` is not trusted: SSL certificate problem: self-signed certificate"))
  }

  @Test(arguments: [
    CURLE_COULDNT_RESOLVE_PROXY, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR,
  ])
  func detailsThatMightQuoteContentsAreNotShown(code: CURLcode) {
    #expect(!failure(code, "bad line: user:sesame").error.message.contains("sesame"))
  }

  @Test func whatTheExchangeKnowsGoesBeforeTheCode() {
    var failure = failure(CURLE_ABORTED_BY_CALLBACK)
    failure.wasRepeating = true
    #expect(failure.error.kind == .broken)
    failure.sourceFault = "it ended at byte 6 of 60"
    #expect(failure.error.kind == .source)
    #expect(failure.error.message == "the body for `host.example` could not be read: it ended at byte 6 of 60")
    var long = self.failure(CURLE_WRITE_ERROR)
    long.wasTooLarge = true
    #expect(long.error.kind == .tooLarge)
    #expect(long.error.message == "the answer of `host.example` is longer than the 1000 bytes allowed")
  }

  @Test func theDeadlineThatPassedIsNamed() {
    var failure = failure(CURLE_OPERATION_TIMEDOUT)
    #expect(failure.error.message == "no whole answer from `host.example` within 300 s")
    failure.hasConnected = false
    #expect(failure.error.message == "no connection to `host.example` within 10 s")
    failure.deadline = .milliseconds(250)
    #expect(failure.error.message == "no whole answer from `host.example` within 0.25 s")
  }
}
