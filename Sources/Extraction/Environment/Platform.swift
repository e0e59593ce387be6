internal import OpenRouter

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The machine that a run was made on.
public struct Platform: Sendable, Equatable {
  /// `Linux 6.1.0`.
  public let system: String
  public let machine: String
  public let host: String
  public let processors: Int

  /// The machine at hand.
  public static func current() -> Platform {
    var names = utsname()
    _ = unsafe uname(&names)
    return Platform(
      system: "\(text(of: names.sysname)) \(text(of: names.release))", machine: text(of: names.machine),
      host: text(of: names.nodename), processors: sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  var json: JSONValue {
    [
      "system": .string(system), "machine": .string(machine), "host": .string(host),
      "processors": .number(String(processors)),
    ]
  }

  private static func text<Field>(of field: Field) -> String {
    var field = field
    return unsafe withUnsafeBytes(of: &field) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
