public import OpenRouter

/// What a run was made with, so that it can be explained a year later: `environment.json`.
public struct EnvironmentSnapshot: Sendable, Equatable {
  public var runID: String
  public var timestamp: Timestamp
  public var git: GitState?
  /// Packages and linked libraries, by name.
  public var dependencies: [Dependency]
  /// The command line, keys masked.
  public var command: String
  public var platform: Platform
  public var model: String
  /// SHA-256 of each prompt, by its name.
  public var prompts: [JSONValue.Member]
  public var parameters: [JSONValue.Member]
  public var input: Input
  /// Nil for a snapshot without a run.
  public var service: Service?
  /// The prompts' texts, by name.
  public var promptTexts: [JSONValue.Member]
  /// Which of the run's starts this is, from 1: clocks may be set.
  public var start: Int?

  /// Who is asked.
  public struct Service: Sendable, Equatable {
    /// Without credentials.
    public let address: String
    /// Whether it is the stand-in of `--simulate`.
    public let isSimulated: Bool

    public init(address: String, isSimulated: Bool) {
      self.address = address
      self.isSimulated = isSimulated
    }
  }

  public struct Dependency: Sendable, Equatable {
    public let name: String
    public let version: String

    public init(_ name: String, _ version: String) {
      self.name = name
      self.version = version
    }
  }

  public struct Input: Sendable, Equatable {
    public let path: String
    /// Selected, and the most that were known of before `--offset` and `--limit`.
    public let images: Int
    public let known: Int?

    public init(path: String, images: Int, known: Int? = nil) {
      self.path = path
      self.images = images
      self.known = known
    }
  }

  public init(
    runID: String, timestamp: Timestamp, git: GitState?, dependencies: [Dependency], command: String,
    platform: Platform, model: String, prompts: [JSONValue.Member], parameters: [JSONValue.Member], input: Input,
    service: Service? = nil, promptTexts: [JSONValue.Member] = []
  ) {
    self.runID = runID
    self.timestamp = timestamp
    self.git = git
    self.dependencies = dependencies
    self.command = command
    self.platform = platform
    self.model = model
    self.prompts = prompts
    self.parameters = parameters
    self.input = input
    self.service = service
    self.promptTexts = promptTexts
  }

  public var json: JSONValue {
    [
      "run_id": .string(runID), "timestamp": .string(timestamp.iso8601), "git": git?.json ?? .null,
      "dependencies": .object(dependencies.map { .init($0.name, .string($0.version)) }),
      "command": .string(command), "platform": platform.json,
      "herbx": ["version": .string(Version.herbx), "swift": .string(Version.swift)], "model": .string(model),
      "prompts": .object(prompts), "parameters": .object(parameters),
      "input": ["path": .string(input.path), "images": JSONValue(input.images), "known": JSONValue(input.known)],
      "service": service.map { ["address": .string($0.address), "simulated": .bool($0.isSimulated)] } ?? .null,
      "prompt_texts": .object(promptTexts), "start": JSONValue(start),
    ]
  }
}
