extension Timestamp {
  /// From `2025-10-10T22:33:36.123Z` (RFC 3339), with or without the fraction, in UTC or with an offset; nil for all
  /// else.
  public init?(iso8601 text: String) {
    self.init(iso8601: Array(text.utf8).span)
  }

  /// The same from UTF-8.
  public init?(iso8601 text: Span<UInt8>) {
    var place = 0
    guard let year = text.number(4, at: &place), text.skip("-", at: &place),
      let month = text.number(2, at: &place), text.skip("-", at: &place),
      let day = text.number(2, at: &place), text.skip("T", at: &place),
      let hour = text.number(2, at: &place), text.skip(":", at: &place),
      let minute = text.number(2, at: &place), text.skip(":", at: &place),
      let second = text.number(2, at: &place), let milliseconds = text.fraction(at: &place),
      let offset = text.offset(at: &place), place == text.count
    else { return nil }
    let time = CivilTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: milliseconds)
    guard let moment = time.timestamp else { return nil }
    self.init(milliseconds: moment.milliseconds - offset * 60_000)
  }
}

/// Reads digits from a place on, and moves the place behind them.
extension Span<UInt8> {
  fileprivate func skip(_ letter: Unicode.Scalar, at place: inout Int) -> Bool {
    guard place < count, self[place] == UInt8(ascii: letter) else { return false }
    place += 1
    return true
  }

  /// A number of exactly `length` digits.
  fileprivate func number(_ length: Int, at place: inout Int) -> Int? {
    var result = 0
    for _ in 0..<length {
      guard let digit = digit(at: &place) else { return nil }
      result = result * 10 + digit
    }
    return result
  }

  /// Milliseconds; what is finer is cut off. 0 where there is no fraction, nil where a point has no digits behind it.
  fileprivate func fraction(at place: inout Int) -> Int? {
    guard skip(".", at: &place) else { return 0 }
    var (result, length) = (0, 0)
    while let digit = digit(at: &place) {
      if length < 3 { result = result * 10 + digit }
      length += 1
    }
    guard length > 0 else { return nil }
    for _ in length..<Swift.max(3, length) { result *= 10 }
    return result
  }

  /// Minutes ahead of UTC: `Z`, or `+02:00`.
  fileprivate func offset(at place: inout Int) -> Int? {
    if skip("Z", at: &place) { return 0 }
    let sign = skip("+", at: &place) ? 1 : skip("-", at: &place) ? -1 : 0
    guard sign != 0, let hours = number(2, at: &place), hours < 24, skip(":", at: &place),
      let minutes = number(2, at: &place), minutes < 60
    else { return nil }
    return sign * (hours * 60 + minutes)
  }

  private func digit(at place: inout Int) -> Int? {
    guard place < count, (0x30...0x39).contains(self[place]) else { return nil }
    defer { place += 1 }
    return Int(self[place] - 0x30)
  }
}
