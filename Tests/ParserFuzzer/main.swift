// Coverage-guided fuzzing (libFuzzer, https://llvm.org/docs/LibFuzzer.html) of everything that reads bytes from outside.
// Built and started by `scripts/trials fuzz --guided SECONDS`; the first byte of an input says which reader gets the rest.

import SystemLayer
import Transfer

@testable import Extraction
@testable import Imaging
@testable import Keys
@testable import OpenRouter

struct Bytes: ImageSource {
  let bytes: [UInt8]
  var count: Int { bytes.count }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let end = min(bytes.count, offset + buffer.count)
    guard offset < end else { return 0 }
    unsafe buffer.copyBytes(from: bytes[offset..<end])
    return end - offset
  }
}

/// Each reads any bytes and may refuse them; none may trap, hang or need much memory.
nonisolated let readers: [@Sendable ([UInt8]) -> Void] = [
  { bytes in
    guard let value = try? JSONParser.parse(bytes) else { return }
    // What is written of it is JSON again.
    precondition((try? JSONParser.parse(value.utf8)) != nil)
  },
  { bytes in
    for status in [200, 400] {
      let reply = TransferReply(status: status, body: bytes)
      _ = Verdict(reply, ChatAnswer(reply))
    }
  },
  { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    for ending in [ChatReply.Ending.unknown, .cut] {
      _ = RecordSearch.find(in: text, ending: ending, asked: AskedTerms.names)
    }
  },
  { bytes in
    guard let record = RecordView(line: bytes) else { return }
    _ = (record.timestamp, record.cost, record.model)
  },
  { bytes in
    var tally = EventTally()
    for line in bytes.split(separator: UInt8(ascii: "\n")) { tally.add(Array(line)) }
  },
  { bytes in
    var accounts = RequestAccounts()
    for line in bytes.split(separator: UInt8(ascii: "\n")) { accounts.add(Array(line)) }
    _ = accounts.carriedLines
  },
  { bytes in
    let text = KeyFileText(bytes)
    _ = (text.assignments(of: "OPENROUTER_API_KEY"), text.isJSON, text.hasKeyLike(named: "OPENROUTER_API_KEY"))
  },
  { bytes in _ = try? ImageInspection(Bytes(bytes: bytes), name: "sheet.tif") },
  { bytes in
    var mask = SecretMask()
    mask.add("sk-or-v1-0123456789abcdef", shown: 4)
    _ = mask.line(String(decoding: bytes, as: UTF8.self))
    _ = mask.json(bytes)
  },
  { bytes in _ = Timestamp(iso8601: String(decoding: bytes, as: UTF8.self))?.iso8601 },
  { bytes in _ = Money(digits: String(decoding: bytes, as: UTF8.self)).map { $0 + $0 * 3 } },
]

@_cdecl("LLVMFuzzerTestOneInput")
func tryInput(_ start: UnsafePointer<UInt8>?, _ length: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: length))
  guard let first = bytes.first else { return 0 }
  readers[Int(first) % readers.count](Array(bytes.dropFirst()))
  return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

var count = CommandLine.argc
var arguments = unsafe CommandLine.unsafeArgv
ProcessInformation.end(status: unsafe runDriver(&count, &arguments, tryInput))
