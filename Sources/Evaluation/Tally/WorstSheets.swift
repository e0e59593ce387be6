public import Extraction

/// The sheets with the most fields that are not right.
public struct WorstSheets: Sendable, Equatable {
  public struct Sheet: Sendable, Equatable {
    public let image: SpecimenName
    /// On the pages of the run.
    public let number: Int
    public let notRight: Int
    public let fields: Int
  }

  public private(set) var sheets: [Sheet] = []
  private let most: Int

  public init(most: Int = 10) { self.most = most }

  /// Takes those of specimens whose names stand behind all of these.
  mutating func add(_ other: WorstSheets) {
    for sheet in other.sheets { add(sheet) }
  }

  /// Takes the sheets in the order of their names; of equally bad ones the first stay.
  mutating func add(_ sheet: Sheet) {
    guard sheet.notRight > 0, sheets.count < most || sheet.notRight > (sheets.last?.notRight ?? 0) else { return }
    let place = sheets.firstIndex { $0.notRight < sheet.notRight } ?? sheets.count
    sheets.insert(sheet, at: place)
    if sheets.count > most { sheets.removeLast() }
  }
}
