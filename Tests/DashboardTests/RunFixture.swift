import Foundation
import OpenRouter
import SystemLayer
import TestSupport

/// A run folder, written line by line as a test likes it.
struct RunFixture: Sendable {
  let folder: TemporaryFolder
  let name: String

  var path: String { folder.path(name) }
  var input: String { folder.path("sheets") }

  init(_ name: String = "run", in folder: TemporaryFolder? = nil) throws {
    self.folder = try folder ?? TemporaryFolder()
    self.name = name
    try FileManager.default.createDirectory(atPath: input, withIntermediateDirectories: true)
    try write("environment.json", "{\"model\":\"a/model\",\"input\":{\"path\":\"\(input)\",\"images\":3}}")
    try write("raw.jsonl", "")
    try write("events.jsonl", Self.started)
  }

  private static let started =
    "{\"event_type\":\"extraction.started\",\"timestamp\":\"2026-11-24T06:00:00.000Z\","
    + "\"data\":{\"model\":\"a/model\",\"total\":3,\"todo\":3}}\n"

  func write(_ file: String, _ text: String) throws { try folder.write("\(name)/\(file)", text) }

  func append(_ lines: [String]) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/raw.jsonl"))
    defer { try? file.close() }
    try file.seekToEnd()
    try file.write(contentsOf: Data(lines.map { $0 + "\n" }.joined().utf8))
  }

  /// A line with a Darwin Core record.
  static func success(_ image: String, _ fields: [(String, String, String)], minute: Int = 1) -> String {
    let dwc = fields.map { term, value, confidence in
      JSONValue.Member(term, ["value": .string(value), "confidence": .number(confidence)])
    }
    let record: JSONValue = [
      "image": .string(image), "model": "a/model", "provider": "openrouter", "dwc": .object(dwc),
      "timestamp": .string("2026-11-24T06:0\(minute):00.000Z"),
      "usage": ["cost": .number("0.0005")],
    ]
    return record.text
  }

  static func failure(_ image: String, _ kind: String, _ error: String, content: String? = nil) -> String {
    var members: [JSONValue.Member] = [
      .init("image", .string(image)), .init("error", .string(error)), .init("error_kind", .string(kind)),
    ]
    if let content { members.append(.init("content", .string(content))) }
    return JSONValue.object(members + [.init("timestamp", "2026-11-24T06:02:00.000Z")]).text
  }
}

/// Small pictures that a browser shows.
enum Picture {
  /// One red point.
  static let gif: [UInt8] = Array(
    Data(base64Encoded: "R0lGODlhAQABAIABAP8AAP///yH5BAEAAAEALAAAAAABAAEAAAICRAEAOw==") ?? Data())

  static let isPrepared = ProcessInformation.findProgram("vips", on: ProcessInformation.environment["PATH"]) != nil

  /// Grey points in one strip (TIFF 6.0, baseline greyscale); no browser draws it.
  static func tiff(width: Int, height: Int) -> [UInt8] {
    func little(_ number: Int, _ size: Int) -> [UInt8] { (0..<size).map { UInt8(number >> (8 * $0) & 0xFF) } }
    let entries = [
      (256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, height),
      (279, width * height),
    ]
    let points = [UInt8](repeating: 0x99, count: width * height + (width * height) % 2)
    let directory = entries.flatMap { tag, value in little(tag, 2) + little(4, 2) + little(1, 4) + little(value, 4) }
    return [0x49, 0x49, 0x2A, 0] + little(8 + points.count, 4) + points + little(entries.count, 2) + directory
      + little(0, 4)
  }
}
