extension String {
  /// As a POSIX shell takes it for one word, whatever stands in it: bare where that is safe, else in single quotes
  /// (POSIX.1-2024, XCU 2.2.2).
  public var shellWord: String {
    let isSafe = !isEmpty && allSatisfy { $0.isLetter || $0.isNumber || "-_./:=@%+,".contains($0) }
    return isSafe
      ? self : "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
