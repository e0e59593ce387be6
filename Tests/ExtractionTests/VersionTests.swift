import Foundation
import TestSupport
import Testing

@testable import Extraction

@Suite("the versions that a snapshot names")
struct VersionTests {
  @Test("packages and versions are those that Package.swift pins")
  func packages() throws {
    let manifest = try String(contentsOfFile: HerbxProcess.package + "/Package.swift", encoding: .utf8)
    let pinned = manifest.matches(of: /\.package\(url: "[^"]*\/([^"\/]+)", exact: "([^"]+)"/).map {
      EnvironmentSnapshot.Dependency(String($0.output.1), String($0.output.2))
    }
    #expect(pinned.count > 3)
    #expect(Version.packages.sorted { $0.name < $1.name } == pinned.sorted { $0.name < $1.name })
  }
}
