import Testing

@testable import Keys
@testable import OpenRouter

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A temporary folder with files in it, gone when the test ends.
final class Workbench: Sendable {
  let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/herbx-keys-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { folder + "/" + name }

  @discardableResult
  func write(_ text: String, to name: String, mode: mode_t = 0o600) throws -> String {
    try write(Array(text.utf8), to: name, mode: mode)
  }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o600) throws -> String {
    let path = path(name)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    try #require(unsafe chmod(path, mode) == 0)
    return path
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
  }

  /// The names in the folder, sorted.
  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

  func mode(_ name: String) throws -> UInt16 { try OpenFile(reading: FilePath(path(name))).status().permissions }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
  }

  /// A script that bash runs.
  func script(_ text: String, name: String = "script.sh", mode: mode_t = 0o700) throws -> String {
    try write("#!/bin/bash\n" + text, to: name, mode: mode)
  }
}

extension APIKey {
  /// A key of the service's shape, a different one for each number.
  static func sample(_ number: Int) -> APIKey {
    let digits = String(number, radix: 16)
    guard let key = APIKey("sk-or-v1-" + digits + String(repeating: "x", count: 64 - digits.count)) else {
      preconditionFailure("the sample is a key")
    }
    return key
  }

  /// The line that sets it.
  var line: String { withSecret { "export OPENROUTER_API_KEY=\"\($0)\"\n" } }
}

extension KeyCheck {
  /// 200 with these figures, in digits of US dollars.
  static func living(remaining: String? = "15", usage: String? = "0") -> KeyCheck {
    func digits(_ text: String?) -> JSONValue { text.map { .number($0) } ?? .null }
    return .alive(KeyStatus(["limit_remaining": digits(remaining), "usage": digits(usage)]))
  }

  static let dead = KeyCheck.refused("User not found.")
}

/// The environment of this process, for scripts that need a PATH.
let inherited = ProcessInfo.processInfo.environment
