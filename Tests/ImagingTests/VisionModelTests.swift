import Testing

@testable import Imaging

@Suite("Pixels become tokens as each family's maker says")
struct VisionModelTests {
  private static let master = PixelSize(width: 7000, height: 10_234)

  /// The same sheet as it is, at 3072 and at 2048: figures worked out by hand from the makers' pages.
  @Test(
    "a sheet of 72 megapixels counts what the makers' rules give",
    arguments: [
      ("openai/gpt-5.6", 70_080, 6_336, 2_816), ("openai/gpt-5.5", 9_960, 6_336, 2_816),
      ("qwen/qwen2.5-vl-72b-instruct:free", 16_170, 8_250, 3_650), ("qwen/qwen3-vl-235b-a22b", 16_170, 6_336, 2_816),
      ("anthropic/claude-sonnet-5", 4_731, 4_731, 3_774), ("anthropic/claude-sonnet-4.5", 1_551, 1_551, 1_551),
      ("google/gemini-3-pro", 1_120, 1_120, 1_120), ("openai/gpt-4o", 1_105, 1_105, 1_105),
      ("google/gemini-2.5-flash", 3_096, 3_096, 1_548),
    ])
  func tokens(_ id: String, _ asItIs: Int, _ at3072: Int, _ at2048: Int) throws {
    let model = try #require(VisionModel(id: id))
    #expect(model.tokens(Self.master) == asItIs)
    #expect(model.tokens(Self.master.fitting(3072)) == at3072)
    #expect(model.tokens(Self.master.fitting(2048)) == at2048)
  }

  @Test(
    "a model's family is told by its id",
    arguments: [
      ("anthropic/claude-3-5-sonnet-20241022", "Claude before 4.7"),
      ("anthropic/claude-opus-4.7", "Claude from 4.7 on"),
      ("anthropic/claude-sonnet-4-20250514", "Claude before 4.7"), ("openai/gpt-5-mini", "GPT-5 mini"),
      ("openai/gpt-4.1", "GPT-4o, 4.1, 5 and o"), ("openai/o4-mini", "o4-mini"), ("qwen/qwen-2.5-72b-instruct", nil),
      ("qwen/qwen2-vl-7b", "Qwen2-VL and 2.5-VL"), ("meta-llama/llama-4-maverick", nil), ("mistralai/pixtral-12b", nil),
    ] as [(String, String?)])
  func family(_ id: String, _ family: String?) { #expect(VisionModel(id: id)?.family == family) }

  @Test("detail is given where a family would shrink the image without it")
  func detail() {
    #expect(VisionModel(id: "openai/gpt-5.4")?.detail == "original")
    #expect(VisionModel(id: "openai/gpt-4o")?.detail == "high")
    #expect(VisionModel(id: "anthropic/claude-sonnet-5")?.detail == nil)
    #expect(VisionModel(id: "openai/gpt-5.6")?.detail == nil)
  }

  @Test("no size stops the program", arguments: [1, 2, 8000, 1 << 40])
  func extremes(_ side: Int) throws {
    for id in [
      "openai/gpt-5.6", "openai/gpt-4o", "qwen/qwen3-vl-8b", "anthropic/claude-sonnet-5", "google/gemini-2.5-pro",
    ] {
      for size in [
        PixelSize(width: side, height: 1), PixelSize(width: 1, height: side), PixelSize(width: side, height: side),
      ] {
        #expect(try #require(VisionModel(id: id)).tokens(size) > 0)
      }
    }
  }
}
