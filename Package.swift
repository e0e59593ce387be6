// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: the upcoming language features, memory safety made visible, warnings as errors.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")
let flyingSocks = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

/// Made for `scripts/trials fuzz --guided` alone: it links only where everything is compiled for libFuzzer.
let fuzzer: [Target] =
  Context.environment["HERBX_FUZZER"] == nil
  ? []
  : [
    .executableTarget(
      name: "ParserFuzzer", dependencies: ["SystemLayer", "Transfer", "OpenRouter", "Imaging", "Keys", "Extraction"],
      path: "Tests/ParserFuzzer", swiftSettings: strict)
  ]

let package = Package(
  name: "herbx",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
  ],
  targets: [
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
    .target(name: "DarwinCore", swiftSettings: strict),
    .target(name: "Imaging", dependencies: ["CZlib", "SystemLayer"], swiftSettings: strict),
    .target(name: "Transfer", dependencies: ["CCurl", "CZlib", "SystemLayer"], swiftSettings: strict),
    .target(name: "CProcess"),
    // Not `System`: swift-subprocess asks whether a module of this name can be imported, and means Apple's own.
    .target(name: "SystemLayer", dependencies: ["CProcess", systemPackage, subprocess], swiftSettings: strict),
    .target(name: "OpenRouter", dependencies: ["SystemLayer", "Transfer", crypto], swiftSettings: strict),
    .target(name: "Keys", dependencies: ["SystemLayer", "OpenRouter", subprocess], swiftSettings: strict),
    .target(
      name: "Extraction",
      dependencies: ["SystemLayer", "DarwinCore", "Imaging", "Transfer", "OpenRouter", logging, subprocess],
      swiftSettings: strict),
    .target(
      name: "Publishing", dependencies: ["CZlib", "DarwinCore", "SystemLayer", "OpenRouter", "Extraction"],
      swiftSettings: strict),
    .target(name: "LocalServer", dependencies: ["SystemLayer", flyingSocks], swiftSettings: strict),
    .target(
      name: "Review", dependencies: ["SystemLayer", "DarwinCore", "OpenRouter", "Extraction"], swiftSettings: strict),
    .target(
      name: "Evaluation",
      dependencies: ["SystemLayer", "DarwinCore", "OpenRouter", "Extraction", "Publishing", "Review"],
      swiftSettings: strict),
    .target(name: "Simulator", dependencies: ["SystemLayer", "OpenRouter", "LocalServer"], swiftSettings: strict),
    .target(
      name: "Dashboard",
      dependencies: [
        "SystemLayer", "DarwinCore", "Imaging", "OpenRouter", "Extraction", "Review", "LocalServer", crypto,
      ],
      resources: [.embedInCode("Resources")], swiftSettings: strict),
    .target(
      name: "HerbxCommands",
      dependencies: [
        "SystemLayer", "DarwinCore", "Imaging", "Transfer", "OpenRouter", "Keys", "Extraction", "Publishing", "Review",
        "Evaluation", "LocalServer", "Dashboard", "Simulator", argumentParser, logging,
      ],
      swiftSettings: strict),
    .executableTarget(name: "herbx", dependencies: ["HerbxCommands"], swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["SystemLayer", "Transfer", "OpenRouter", "Simulator", flyingFox, subprocess],
      path: "Tests/Support", swiftSettings: strict),
    .testTarget(
      name: "DarwinCoreTests", dependencies: ["DarwinCore"], exclude: ["Tables"], swiftSettings: strict),
    .testTarget(name: "SystemLayerTests", dependencies: ["SystemLayer", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "TransferTests", dependencies: ["CCurl", "Transfer", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "OpenRouterTests", dependencies: ["OpenRouter", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "KeysTests", dependencies: ["Keys", "TestSupport", "Simulator", flyingFox, subprocess],
      swiftSettings: strict),
    .testTarget(
      name: "ImagingTests", dependencies: ["Imaging", "SystemLayer", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ExtractionTests",
      dependencies: ["DarwinCore", "Imaging", "SystemLayer", "Extraction", "TestSupport", "Simulator"],
      swiftSettings: strict),
    .testTarget(
      name: "ReviewTests", dependencies: ["SystemLayer", "OpenRouter", "Extraction", "Review", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LocalServerTests", dependencies: ["LocalServer", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "DashboardTests",
      dependencies: [
        "SystemLayer", "Dashboard", "Extraction", "LocalServer", "OpenRouter", "Review", "TestSupport", "Simulator",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PublishingTests",
      dependencies: ["Publishing", "DarwinCore", "Extraction", "OpenRouter", "SystemLayer", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EvaluationTests",
      dependencies: [
        "DarwinCore", "Evaluation", "Extraction", "OpenRouter", "Publishing", "SystemLayer", "Simulator", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SimulatorTests", dependencies: ["LocalServer", "Simulator", "TestSupport", flyingSocks],
      swiftSettings: strict),
    .testTarget(name: "ClusterTests", dependencies: ["TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "HerbxCommandsTests",
      dependencies: [
        "HerbxCommands", "Evaluation", "Extraction", "Keys", "Publishing", "Transfer", "TestSupport", "Simulator",
        argumentParser,
      ],
      swiftSettings: strict),
  ] + fuzzer
)
