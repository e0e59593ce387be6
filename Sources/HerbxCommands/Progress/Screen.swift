internal import Extraction

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A place to draw on, in one value that a test replaces.
struct Screen: Sendable {
  /// Columns; nil where it is no terminal.
  var width: @Sendable () -> Int?
  /// - Returns: false where nobody reads any more.
  var write: @Sendable (String) -> Bool

  static let standardError = Screen(
    width: { width(of: STDERR_FILENO) }, write: { Terminal.write(Array($0.utf8), to: STDERR_FILENO) })
  static let standardOutput = Screen(
    width: { width(of: STDOUT_FILENO) }, write: { Terminal.write(Array($0.utf8), to: STDOUT_FILENO) })

  /// Takes away a line of `columns` columns below which the cursor stands. In a terminal that was made narrower since,
  /// the line has been broken into several.
  static func erasing(columns: Int, in width: Int) -> String {
    let rows = max(0, columns - 1) / max(1, width)
    return "\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\u{1B}[J"
  }

  /// Asked anew for each drawing: terminals are resized.
  private static func width(of descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}

/// How text may be dressed on a screen.
struct Dress: Sendable, Equatable {
  var hasColor = false
  /// Blocks and dots beside plain ASCII.
  var hasBlocks = false

  static let plain = Dress()

  /// From `NO_COLOR`, `TERM` and the locale. In Chinese, Japanese and Korean locales blocks may take two columns.
  init(_ context: CommandContext) {
    hasColor = context.value("NO_COLOR") == nil && context.value("TERM").map { $0 != "dumb" } ?? false
    let locale = (context.value("LC_ALL") ?? context.value("LC_CTYPE") ?? context.value("LANG") ?? "").lowercased()
    let isWide = ["zh", "ja", "ko"].contains { locale.hasPrefix($0) }
    hasBlocks = (locale.contains("utf-8") || locale.contains("utf8")) && !isWide
  }

  init(hasColor: Bool = false, hasBlocks: Bool = false) {
    self.hasColor = hasColor
    self.hasBlocks = hasBlocks
  }

  enum Color: Int { case red = 31, green = 32, yellow = 33, faint = 2 }

  func paint(_ text: String, _ color: Color) -> String {
    hasColor && !text.isEmpty ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// A bar of exactly `width` columns, filled to `share` (0 to 1).
  func bar(_ share: Double, width: Int, _ color: Color = .green) -> String {
    let share = share.isFinite ? min(1, max(0, share)) : 0
    let filled = Int((share * Double(width)).rounded(.down))
    let (full, empty) = hasBlocks ? ("█", "░") : ("#", ".")
    return paint(String(repeating: full, count: filled), color)
      + paint(String(repeating: empty, count: width - filled), .faint)
  }
}
