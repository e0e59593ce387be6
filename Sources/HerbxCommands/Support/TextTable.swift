/// Columns of text, each as wide as its widest cell.
enum TextTable {
  static func lines(_ titles: [String], _ rows: [[String]]) -> [String] {
    let widths = titles.indices.map { column in ([titles] + rows).map { $0[column].count }.max() ?? 0 }
    return ([titles] + rows).map { row in
      var line = zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
        .joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }

  /// The same with all columns but the first at the right of their room: for numbers.
  static func aligned(_ titles: [String], _ rows: [[String]]) -> [String] {
    let widths = titles.indices.map { column in ([titles] + rows).map { $0[column].count }.max() ?? 0 }
    let padded = ([titles] + rows).map { row in
      row.indices.map { column in
        column == 0 ? row[column] : String(repeating: " ", count: widths[column] - row[column].count) + row[column]
      }
    }
    return lines(padded[0], Array(padded.dropFirst()))
  }
}
