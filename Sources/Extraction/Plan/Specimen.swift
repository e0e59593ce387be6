/// One image of the input folder.
public struct Specimen: Sendable, Hashable {
  /// The path relative to the input folder, as it stands in records. Bytes of a file name that are no UTF-8 are
  /// written `\xNN`, so that each file has a name of its own.
  public let name: SpecimenName
  /// The path's own bytes where they are no UTF-8, or look like an escape; nil where `name` is the path.
  let rawPath: [UInt8]?
  /// Why no request is made for this file; nil for one that may be sent.
  let obstacle: Obstacle?

  /// The file's number in its file system; 0 where it is not known.
  let fileNumber: UInt64
  /// Whether the name is a link's.
  let isLink: Bool

  init(path: [UInt8], obstacle: Obstacle? = nil, fileNumber: UInt64 = 0, isLink: Bool = false) {
    (self.fileNumber, self.isLink) = (fileNumber, isLink)
    let escaped = Self.escaped(path)
    name = SpecimenName(escaped)
    rawPath = escaped.utf8.elementsEqual(path) ? nil : path
    self.obstacle = obstacle
  }

  /// The last part of the path, in the system's bytes.
  var fileName: [UInt8] {
    let path = rawPath ?? Array(name.text.utf8)
    return Array(path[((path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...])
  }

  /// Something that can be seen without opening the file.
  enum Obstacle: Sendable, Hashable {
    case notAFile
    case danglingLink
    /// A list names it, and nothing is there.
    case missing
  }

  private static func escaped(_ path: [UInt8]) -> String {
    var rest = path[...]
    var text = ""
    while !rest.isEmpty {
      if rest.count >= 4, rest.starts(with: Array("\\x".utf8)), rest.dropFirst(2).prefix(2).allSatisfy(isHex) {
        // Else a file whose name holds the escape's letters would have the name of another.
        text += "\\x5c"
        rest = rest.dropFirst()
        continue
      }
      // The longest piece that is UTF-8; a scalar takes at most four bytes.
      if let length = (1...4).first(where: { String(validating: rest.prefix($0), as: UTF8.self) != nil }) {
        text += String(decoding: rest.prefix(length), as: UTF8.self)
        rest = rest.dropFirst(length)
      } else {
        let hex = String(rest.removeFirst(), radix: 16)
        text += "\\x" + (hex.count < 2 ? "0" : "") + hex
      }
    }
    return text
  }

  private static func isHex(_ byte: UInt8) -> Bool { Character(Unicode.Scalar(byte)).isHexDigit }
}
