/// A specimen's name: its path below the input folder, as it stands in records.
///
/// Compared and ordered by its bytes, as a file system compares names. Swift compares strings by canonical equivalence:
/// `é` in one code point and in two would be one specimen, though they are two files.
public struct SpecimenName: Sendable, Hashable, Comparable {
  public let text: String

  public init(_ text: String) { self.text = text }

  public var isEmpty: Bool { text.isEmpty }

  var isASCII: Bool { text.utf8.allSatisfy { $0 < 0x80 } }

  public static func == (left: SpecimenName, right: SpecimenName) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  public static func < (left: SpecimenName, right: SpecimenName) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension SpecimenName: CustomStringConvertible, ExpressibleByStringLiteral {
  public var description: String { text }
  public init(stringLiteral text: String) { self.init(text) }
}
