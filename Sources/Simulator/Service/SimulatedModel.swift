internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// One model of the catalogue.
public struct SimulatedModel: Sendable, Hashable {
  public var id: String
  public var name: String
  /// USD per token, as the catalogue writes it.
  public var promptPrice: String
  public var completionPrice: String
  public var takesImages: Bool
  /// As `supported_parameters` lists them.
  public var parameters: [String]
  /// Tokens.
  public var contextLength: Int
  public var longestAnswer: Int
  /// `YYYY-MM-DD`; nil for a model that is to stay.
  public var expires: String?

  public init(
    id: String, name: String, promptPrice: String, completionPrice: String, takesImages: Bool = true,
    parameters: [String] = SimulatedModel.usualParameters, contextLength: Int = 131_072, longestAnswer: Int = 32_768,
    expires: String? = nil
  ) {
    self.id = id
    self.name = name
    self.promptPrice = promptPrice
    self.completionPrice = completionPrice
    self.takesImages = takesImages
    self.parameters = parameters
    self.contextLength = contextLength
    self.longestAnswer = longestAnswer
    self.expires = expires
  }

  public var isFree: Bool { promptPrice == "0" && completionPrice == "0" }

  /// Exact price of an answer in USD.
  func cost(promptTokens: Int, completionTokens: Int) -> Decimal {
    let prompt = (Decimal(string: promptPrice) ?? 0) * Decimal(promptTokens)
    return prompt + (Decimal(string: completionPrice) ?? 0) * Decimal(completionTokens)
  }

  /// As `GET /models` shows it.
  var json: JSONValue {
    let modalities: JSONValue = takesImages ? ["text", "image"] : ["text"]
    return [
      "id": .string(id), "canonical_slug": .string(id), "name": .string(name), "created": 1_735_689_600,
      "description": "A simulated model: its answers are made up.", "context_length": .number(String(contextLength)),
      "architecture": [
        "modality": .string(takesImages ? "text+image->text" : "text->text"), "input_modalities": modalities,
        "output_modalities": ["text"], "tokenizer": "Other", "instruct_type": nil,
      ],
      "pricing": [
        "prompt": .string(promptPrice), "completion": .string(completionPrice), "request": "0", "image": "0",
      ],
      "top_provider": [
        "context_length": .number(String(contextLength)), "max_completion_tokens": .number(String(longestAnswer)),
        "is_moderated": false,
      ],
      "per_request_limits": nil, "supported_parameters": .array(parameters.map(JSONValue.string)),
      "default_parameters": nil, "supported_voices": nil, "knowledge_cutoff": nil,
      "expiration_date": expires.map(JSONValue.string) ?? .null,
      "links": ["details": .string("/api/v1/models/\(id)/endpoints")],
    ]
  }
}

extension SimulatedModel {
  /// Structured output and what nearly all models take.
  public static let usualParameters = [
    "max_tokens", "response_format", "seed", "stop", "structured_outputs", "temperature", "top_p",
  ]

  /// Without `structured_outputs`: `json_object` at most.
  static let plainParameters = ["max_tokens", "response_format", "stop", "temperature", "top_p"]

  /// A small catalogue like the real one in 2026: free and paid, with and without images and structured output.
  public static let catalogue = [
    SimulatedModel(
      id: "qwen/qwen2.5-vl-72b-instruct", name: "Qwen: Qwen2.5 VL 72B Instruct", promptPrice: "0.0000008",
      completionPrice: "0.0000016"),
    SimulatedModel(
      id: "qwen/qwen3-vl-8b-instruct", name: "Qwen: Qwen3 VL 8B Instruct", promptPrice: "0.00000008",
      completionPrice: "0.0000005"),
    SimulatedModel(
      id: "qwen/qwen3-vl-235b-a22b-instruct", name: "Qwen: Qwen3 VL 235B A22B Instruct", promptPrice: "0.0000002",
      completionPrice: "0.00000088", contextLength: 262_144),
    SimulatedModel(
      id: "google/gemini-2.5-flash-lite", name: "Google: Gemini 2.5 Flash Lite", promptPrice: "0.0000001",
      completionPrice: "0.0000004", contextLength: 1_048_576, longestAnswer: 65_535),
    SimulatedModel(
      id: "google/gemini-2.5-flash", name: "Google: Gemini 2.5 Flash", promptPrice: "0.0000003",
      completionPrice: "0.0000025", contextLength: 1_048_576, longestAnswer: 65_535),
    SimulatedModel(
      id: "anthropic/claude-sonnet-4.5", name: "Anthropic: Claude Sonnet 4.5", promptPrice: "0.000003",
      completionPrice: "0.000015", contextLength: 1_000_000, longestAnswer: 64_000),
    SimulatedModel(
      id: "google/gemma-4-31b-it:free", name: "Google: Gemma 4 31B (free)", promptPrice: "0", completionPrice: "0"),
    SimulatedModel(
      id: "nvidia/nemotron-nano-12b-v2-vl:free", name: "NVIDIA: Nemotron Nano 12B 2 VL (free)", promptPrice: "0",
      completionPrice: "0", parameters: plainParameters),
    SimulatedModel(
      id: "mistralai/mistral-small-3.2-24b-instruct:free", name: "Mistral: Mistral Small 3.2 24B (free)",
      promptPrice: "0", completionPrice: "0", expires: "2026-12-31"),
    SimulatedModel(
      id: "openai/gpt-oss-20b:free", name: "OpenAI: gpt-oss-20b (free)", promptPrice: "0", completionPrice: "0",
      takesImages: false),
    SimulatedModel(
      id: "deepseek/deepseek-chat-v3.1", name: "DeepSeek: DeepSeek V3.1", promptPrice: "0.0000002",
      completionPrice: "0.0000008", takesImages: false),
  ]

  /// Once in the catalogue: the name is valid, nobody serves it any more.
  static let gone: Set<String> = [
    "qwen/qwen2.5-vl-72b-instruct:free", "qwen/qwen2.5-vl-32b-instruct:free",
    "meta-llama/llama-3.2-11b-vision-instruct:free", "anthropic/claude-3.5-sonnet", "google/gemini-2.0-flash-exp:free",
  ]
}
