import Foundation
import Testing

/// What a page claims to be tested is tested under the name that it gives.
@Suite("docs name tests that there are")
struct SecurityDocumentTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static let suites: Set<String> = {
    var found: Set<String> = []
    let files = FileManager.default.enumerator(
      at: root.appendingPathComponent("Tests"), includingPropertiesForKeys: nil)
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      found.formUnion(text.matches(of: /(?:struct|class|enum) (\w+Tests)\b/).map { String($0.output.1) })
    }
    return found
  }()

  @Test(arguments: ["security.md", "contributing.md", "operating-procedure.md", "architecture.md"])
  func named(page: String) throws {
    let text = try String(contentsOf: Self.root.appendingPathComponent("docs/" + page), encoding: .utf8)
    let named = Set(text.matches(of: /`(\w+Tests)`/).map { String($0.output.1) })
    // A target's name stands for all its tests.
    let targets = try FileManager.default.contentsOfDirectory(atPath: Self.root.appendingPathComponent("Tests").path)
    #expect(named.subtracting(Self.suites).subtracting(targets).sorted() == [])
  }

  @Test("each row of the table of what is protected names a test")
  func rows() throws {
    let text = try String(contentsOf: Self.root.appendingPathComponent("docs/security.md"), encoding: .utf8)
    let table = text.split(separator: "## What is protected")[1].split(separator: "\n\n")[0]
    let rows = table.split(separator: "\n").dropFirst(2)
    #expect(rows.count > 15)
    for row in rows {
      #expect(row.split(separator: "|").last { !$0.allSatisfy(\.isWhitespace) }?.contains("Tests`") == true, "\(row)")
    }
  }
}
