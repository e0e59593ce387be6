/// A request's header lines in the form that libcurl takes.
enum HeaderLines {
  /// Refuses what would end a line early and so smuggle in another.
  static func check(_ headers: [HeaderField]) throws(TransferError) {
    for header in headers {
      guard !header.name.isEmpty, header.name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: ":") })
      else { throw TransferError(.address, "a header's name is malformed") }
      guard header.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }) else {
        throw TransferError(.address, "the header `\(header.name)` holds a line break or another control character")
      }
    }
  }

  /// The lines of `request`, and those that keep libcurl from adding its own.
  static func lines(for request: TransferRequest) -> [String] {
    // An empty value is asked for with a semicolon; a name and a colon alone take the library's own line out.
    var lines = request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    lines.append("Expect:")
    if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) { lines.append("Content-Type:") }
    return lines
  }
}
