extension Timestamp {
  /// From the one form that herbx writes, `"2025-10-10T22:33:36.123Z"` with its quotes, at `range`; nil for any other.
  ///
  /// 200,000 records have a time each, and a formatter takes as long as all the rest of a record.
  init?(fixed line: Span<UInt8>, _ range: Range<Int>) {
    guard range.count == 26 else { return nil }
    func number(_ offset: Int, _ count: Int) -> Int? {
      var result = 0
      for position in (range.lowerBound + offset)..<(range.lowerBound + offset + count) {
        guard (0x30...0x39).contains(line[position]) else { return nil }
        result = result * 10 + Int(line[position] - 0x30)
      }
      return result
    }
    guard line[range.lowerBound + 11] == UInt8(ascii: "T"), line[range.lowerBound + 24] == UInt8(ascii: "Z"),
      let year = number(1, 4), let month = number(6, 2), let day = number(9, 2), let hour = number(12, 2),
      let minute = number(15, 2), let second = number(18, 2), let thousandths = number(21, 3), (1...12).contains(month)
    else { return nil }
    let days = Self.daysSince1970(year: year, month: month, day: day)
    self.init(milliseconds: (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + thousandths)
  }

  /// In the Gregorian calendar; years begin in March, so that the leap day comes last.
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }
}
