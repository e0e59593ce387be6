/// How a family of models counts an image, and what it wants to be told of it. As its maker wrote in 2026; a family that
/// nobody described is none.
public struct VisionModel: Sendable, Equatable {
  /// For people: `Claude before 4.7`.
  public let family: String
  /// Where the rule stands.
  public let source: String
  /// The `detail` without which the family would shrink an image further than it must; nil where it has none to give.
  public let detail: String?
  private let counting: Counting

  private enum Counting: Sendable, Equatable {
    /// Squares of `patch` pixels, after the service has shrunk the image until its long side and the number of squares
    /// are within their bounds; each counts `weight` tokens.
    case patches(patch: Int, longSide: Int, most: Int, weight: Double)
    /// Sides rounded to multiples of `patch`, at most `most` squares (Qwen's `smart_resize`).
    case roundedPatches(patch: Int, most: Int)
    /// OpenAI's older way: into a square of 2048, then to a short side of 768, in tiles of 512.
    case tiles
    /// Gemini 2: 258 for a small image, else for each tile of 768, within 3072.
    case geminiTiles
    case fixed(Int)
  }

  private init(
    _ family: String, _ source: String, detail: String? = nil, patch: Int, longSide: Int = .max, most: Int = .max,
    weight: Double = 1
  ) {
    self.init(family, source, detail: detail, .patches(patch: patch, longSide: longSide, most: most, weight: weight))
  }

  private init(_ family: String, _ source: String, detail: String? = nil, _ counting: Counting) {
    (self.family, self.source, self.detail, self.counting) = (family, source, detail, counting)
  }

  /// By a model's id, such as `qwen/qwen2.5-vl-72b-instruct:free`.
  public init?(id: String) {
    let name = id.lowercased().split(separator: "/").last.map(String.init) ?? ""
    guard let rule = Self.claude(name) ?? Self.openAI(name) ?? Self.google(name) ?? Self.qwen(name) else { return nil }
    self = rule
  }

  /// What an image of this size counts, in tokens of the prompt.
  public func tokens(_ size: PixelSize) -> Int {
    switch counting {
    case .fixed(let tokens): return tokens
    case .patches(let patch, let longSide, let most, let weight):
      let squares = Self.shrunk(size, to: longSide) { Self.squares($0, patch) <= most }
      return Int(min((Double(Self.squares(squares, patch)) * weight).rounded(.up), 1e18))
    case .roundedPatches(let patch, let most): return Self.rounded(size, patch, most)
    case .tiles:
      let inSquare = size.fitting(2048)
      let short = min(inSquare.width, inSquare.height)
      let fitted = short > 768 ? inSquare.fitting(inSquare.longSide * 768 / short) : inSquare
      return 85 + 170 * min(Self.squares(fitted, 512), 1 << 40)
    case .geminiTiles: return size.longSide <= 384 ? 258 : 258 * Self.squares(size.fitting(3072), 768)
    }
  }

  private static func squares(_ size: PixelSize, _ side: Int) -> Int {
    let (across, down) = ((size.width + side - 1) / side, (size.height + side - 1) / side)
    return across.multipliedReportingOverflow(by: down).overflow ? .max : across * down
  }

  /// The largest picture of the same shape with a long side of at most `longSide` that `fits`.
  private static func shrunk(_ size: PixelSize, to longSide: Int, _ fits: (PixelSize) -> Bool) -> PixelSize {
    var (fitting, tooLarge) = (1, min(size.longSide, longSide) + 1)
    while tooLarge - fitting > 1 {
      let middle = fitting + (tooLarge - fitting) / 2
      if fits(size.fitting(middle)) { fitting = middle } else { tooLarge = middle }
    }
    return size.fitting(fitting)
  }

  private static func rounded(_ size: PixelSize, _ patch: Int, _ most: Int) -> Int {
    func squares(_ length: Int) -> Int { max(1, Int((Double(length) / Double(patch)).rounded())) }
    let (across, down) = (squares(size.width), squares(size.height))
    if across.multipliedReportingOverflow(by: down).overflow || across * down > most {
      let excess = (Double(size.width) * Double(size.height) / (Double(most) * Double(patch * patch))).squareRoot()
      func shrunk(_ length: Int) -> Int { max(1, Int(Double(length) / excess / Double(patch))) }
      return shrunk(size.width) * shrunk(size.height)
    }
    return across * down
  }
}

extension VisionModel {
  private static func claude(_ name: String) -> VisionModel? {
    guard name.hasPrefix("claude") else { return nil }
    let source = "platform.claude.com, build with Claude: vision"
    let number = version(in: name)
    return number.map({ $0 >= (4, 7) }) ?? false
      ? VisionModel("Claude from 4.7 on", source, patch: 28, longSide: 2576, most: 4784)
      : VisionModel("Claude before 4.7", source, patch: 28, longSide: 1568, most: 1568)
  }

  private static func openAI(_ name: String) -> VisionModel? {
    let isGPT = name.hasPrefix("gpt-") || name.hasPrefix("chatgpt-")
    guard isGPT || name.hasPrefix("o1") || name.hasPrefix("o3") || name.hasPrefix("o4") else { return nil }
    let source = "platform.openai.com, images and vision"
    func small(_ family: String, _ weight: Double) -> VisionModel {
      VisionModel(family, source, detail: "high", patch: 32, longSide: 2048, most: 1536, weight: weight)
    }
    let number = isGPT ? version(in: name) ?? (0, 0) : (0, 0)
    if name.hasPrefix("o4-mini") { return small("o4-mini", 1.72) }
    if number >= (5, 0), name.contains("mini") { return small("GPT-5 mini", 1.62) }
    if number >= (5, 0), name.contains("nano") { return small("GPT-5 nano", 2.46) }
    if number >= (5, 6) { return VisionModel("GPT from 5.6 on", source, patch: 32) }
    if number >= (5, 4) {
      return VisionModel("GPT-5.4 and 5.5", source, detail: "original", patch: 32, longSide: 6000, most: 10_000)
    }
    if number >= (5, 2) { return small("GPT-5.2 and 5.3", 1) }
    return VisionModel("GPT-4o, 4.1, 5 and o", source, detail: "high", .tiles)
  }

  private static func google(_ name: String) -> VisionModel? {
    guard name.hasPrefix("gemini"), let number = version(in: name) else { return nil }
    return number >= (3, 0)
      ? VisionModel("Gemini 3", "ai.google.dev, media resolution", .fixed(1120))
      : VisionModel("Gemini 2", "ai.google.dev, tokens", .geminiTiles)
  }

  private static func qwen(_ name: String) -> VisionModel? {
    guard name.hasPrefix("qwen"), let number = version(in: name) else { return nil }
    let isOld = number < (3, 0)
    guard !isOld || name.contains("vl") else { return nil }
    let source = "the model's preprocessor_config.json"
    return isOld
      ? VisionModel("Qwen2-VL and 2.5-VL", source, .roundedPatches(patch: 28, most: 16_384))
      : VisionModel("Qwen3-VL and later", source, .roundedPatches(patch: 32, most: 16_384))
  }

  /// The first number in a name, with what stands behind its point or hyphen: `claude-sonnet-4.5`, `gpt-4o`. Nil where there is none.
  private static func version(in name: String) -> (Int, Int)? {
    guard let start = name.firstIndex(where: \.isNumber) else { return nil }
    let major = name[start...].prefix(while: \.isNumber)
    let rest = name[start...].dropFirst(major.count)
    // A date behind the hyphen is no second number.
    let minor = rest.first == "." || rest.first == "-" ? rest.dropFirst().prefix(while: \.isNumber) : ""
    return Int(major).map { ($0, minor.count < 3 ? Int(minor) ?? 0 : 0) }
  }
}
