internal import SystemLayer

/// A place to draw on, in one value that a test replaces.
struct Screen: Sendable {
  struct Size: Sendable, Equatable {
    var columns: Int
    var rows: Int
  }

  /// Nil where it is no terminal.
  var size: @Sendable () -> Size?
  /// - Returns: false where nobody reads any more.
  var write: @Sendable (SafeText) -> Bool

  static let standardError = Screen(.error)
  static let standardOutput = Screen(.output)

  private init(_ stream: StandardStream) {
    size = {
      guard let columns = stream.columns, let rows = stream.rows else { return nil }
      return Size(columns: columns, rows: rows)
    }
    write = { stream.write($0) }
  }

  /// Columns; nil where it is no terminal.
  func width() -> Int? { size()?.columns }
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

  typealias Color = TextColor

  func paint(_ text: String, _ color: Color) -> String { hasColor ? text.colored(color) : text }

  /// A bar of exactly `width` columns, filled to `share` (0 to 1).
  func bar(_ share: Double, width: Int, _ color: Color = .green) -> String {
    let share = share.isFinite ? min(1, max(0, share)) : 0
    let filled = Int((share * Double(width)).rounded(.down))
    let (full, empty) = hasBlocks ? ("█", "░") : ("#", ".")
    return paint(String(repeating: full, count: filled), color)
      + paint(String(repeating: empty, count: width - filled), .faint)
  }
}
