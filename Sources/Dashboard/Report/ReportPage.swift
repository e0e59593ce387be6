internal import Crypto
internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The pieces of a report's HTML.
enum ReportPage {
  /// The head's own part: a policy under which only these very scripts and styles count, and nothing is loaded.
  static func head(title: String) -> String {
    let policy =
      "default-src 'none'; script-src '\(hash(PageFiles.script))'; style-src '\(hash(PageFiles.style))'; img-src data:; "
      + "base-uri 'none'; form-action 'none'"
    return """
      <meta http-equiv="Content-Security-Policy" content="\(policy)"><meta name="herbx-report" content="1">
      <meta name="referrer" content="no-referrer"><style>\(String(decoding: PageFiles.style, as: UTF8.self))</style>
      """
  }

  /// Stands behind the data, which it reads at once.
  static var script: [UInt8] { Array("<script>".utf8) + PageFiles.script + Array("</script>\n".utf8) }

  /// A block of data that no browser runs.
  static func data(_ kind: StaticString, _ value: JSONValue) -> [UInt8] {
    Array("<script type=\"application/json\" data-kind=\"\(kind)\">".utf8) + inScript(value.utf8)
      + Array("</script>\n".utf8)
  }

  /// JSON that cannot end its own block: `<`, `>` and `&` stand in strings only, where an escape says the same, and so
  /// do the two line ends of JavaScript that JSON does not know (U+2028, U+2029).
  static func inScript(_ json: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(json.count + json.count / 16)
    var position = 0
    while position < json.count {
      let byte = json[position]
      switch byte {
      case UInt8(ascii: "<"): bytes += Array("\\u003c".utf8)
      case UInt8(ascii: ">"): bytes += Array("\\u003e".utf8)
      case UInt8(ascii: "&"): bytes += Array("\\u0026".utf8)
      case 0xE2 where position + 2 < json.count && json[position + 1] == 0x80 && json[position + 2] & 0xFE == 0xA8:
        bytes += Array("\\u202\(json[position + 2] == 0xA8 ? "8" : "9")".utf8)
        position += 2
      default: bytes.append(byte)
      }
      position += 1
    }
    return bytes
  }

  private static func hash(_ bytes: [UInt8]) -> String { "sha256-" + Base64.text(of: Array(SHA256.hash(data: bytes))) }
}

enum Base64 {
  static func text(of bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
