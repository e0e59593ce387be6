internal import SystemLayer

/// Images that a run has known and that its input folder no longer has. What a start's selection leaves out is there.
public struct MissingSpecimens: Sendable, Equatable {
  /// Those with a record, in the order of their names.
  public let names: [SpecimenName]
  /// How many more an earlier start had found, by the same patterns.
  public let unrecorded: Int

  public var count: Int { names.count + unrecorded }

  public init(names: [SpecimenName] = [], unrecorded: Int = 0) {
    self.names = names
    self.unrecorded = unrecorded
  }

  /// - Parameters:
  ///   - names: of the images with a record.
  ///   - found: what the walk has found, before `--offset` and `--limit`.
  ///   - renamed: records' names that stand for a found one in another Unicode form.
  ///   - earlier: how many an earlier start had found; nil where it chose by other patterns.
  public init(
    of names: some Sequence<SpecimenName>, in input: String, found: [SpecimenName], renamed: Set<SpecimenName> = [],
    earlier: Int? = nil
  ) {
    let present = Set(found)
    let root = FilePath(input)
    self.names = names.filter { name in
      !present.contains(name) && !renamed.contains(name)
        && (try? FileStatus(of: root.appending(bytes: name.path), followsLink: false)) == nil
    }.sorted()
    unrecorded = max(0, (earlier ?? 0) - found.count - self.names.count)
  }

  private static let mostShown = 5

  public func sentence(input: String) -> String {
    let shown = names.prefix(Self.mostShown).map { "`\($0)`" }.joined(separator: ", ")
    let rest = names.count > Self.mostShown ? " and \(names.count - Self.mostShown) more" : ""
    let list = names.isEmpty ? "" : ": \(shown)\(rest)"
    return
      "\(Plural.of(count, "image")) that the run has known \(count == 1 ? "is" : "are") no longer in `\(input)`\(list)"
  }
}

extension SpecimenName {
  /// The path below the input folder, in the system's bytes: `\xNN` undone.
  var path: [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"), rest.count >= 3,
        let code = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
