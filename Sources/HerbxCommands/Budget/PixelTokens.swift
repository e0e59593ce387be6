internal import Extraction
internal import Imaging
internal import OpenRouter

/// What a large sheet counts at each long side, for the families of some models.
struct PixelTokens {
  /// Of a sheet scanned at 600 dpi.
  static let sheet = PixelSize(width: 7000, height: 10_234)
  /// The default among them; nil is the sheet's own.
  static let longSides: [Int?] = [1568, 2048, 3072, 4096, nil]

  /// Each family once, in the order of the models.
  let families: [VisionModel]

  init(ids: [String]) {
    var seen: Set<String> = []
    families = ids.compactMap { VisionModel(id: $0) }.filter { seen.insert($0.family).inserted }
  }

  static let titles =
    ["tokens of \(sheet)"] + longSides.map { $0.map { "at \($0)" } ?? "as it is" } + ["by"]

  var rows: [[String]] {
    families.map { family in
      [family.family] + Self.longSides.map { String(Self.tokens(family, $0)) } + [family.source]
    }
  }

  var json: JSONValue {
    .array(
      families.map { family in
        let tokens = Self.longSides.map { side in
          JSONValue.Member(side.map(String.init) ?? "original", JSONValue(Self.tokens(family, side)))
        }
        return ["family": .string(family.family), "source": .string(family.source), "tokens": .object(tokens)]
      })
  }

  private static func tokens(_ family: VisionModel, _ longSide: Int?) -> Int {
    family.tokens(sheet.fitting(longSide ?? .max))
  }
}
