import Foundation
import OpenRouter
import TestSupport
import Testing

@testable import Dashboard

@Suite("a run as one file")
struct ReportTests {
  @Test("no value ends its block of data, and each reads back as it was")
  func inScript() throws {
    let value: JSONValue = [
      "a": "</script><script>alert(1)</script><!-- & -->", "b": "line\u{2028}end\u{2029}", "c": "\u{202A} ∀ 😀 </SCRIPT",
    ]
    let bytes = ReportPage.inScript(value.utf8)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("<") && !text.contains(">") && !text.contains("&"))
    #expect(!text.contains("\u{2028}") && !text.contains("\u{2029}"))
    #expect(try JSONParser.parse(bytes) == value)
  }

  @Test("the page's own scripts and styles cannot end the element that holds them, and are not of a third party")
  func ownFiles() {
    let script = String(decoding: PageFiles.script, as: UTF8.self)
    let style = String(decoding: PageFiles.style, as: UTF8.self)
    for text in [script, style] {
      #expect(!text.lowercased().contains("</s") && !text.contains("<!--"))
      #expect(!text.contains("://") || text.replacing("http://www.w3.org/2000/svg", with: "").contains("://") == false)
    }
    for forbidden in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"] {
      #expect(!script.contains(forbidden), "\(forbidden)")
    }
  }

  @Test("a report holds every record once, the images that fit, and says what it left out")
  func whole() throws {
    let run = try RunFixture()
    try run.append((1...5).map { RunFixture.success("\($0).gif", [("catalogNumber", "K \($0)", "0.9")]) })
    try run.append([
      RunFixture.failure("5.gif", "not_json", "no JSON"), RunFixture.success("6.gif", [("family", "x", "1")]),
    ])
    for number in 1...5 { try run.folder.write("sheets/\(number).gif", Picture.gif) }
    let path = run.folder.path("report.html")
    let outcome = try Report(run: run.path, thumbnailBytes: Picture.gif.count * 3).write(to: path)
    #expect((outcome.specimens, outcome.thumbnails, outcome.leftOut, outcome.without) == (6, 3, 2, 1))
    let text = try run.folder.text("report.html")
    #expect(text.matches(of: /"image":"\d\.gif"/).count == 6 + (text.contains("\"example\"") ? 1 : 0))
    #expect(text.matches(of: /data:image\/gif;base64,/).count == 3)
    #expect(text.contains("\"left_out\":2"))
    #expect(text.contains("Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-"))
    #expect(!text.contains("src=\"/") && !text.contains("href=\"/"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: run.folder.path).allSatisfy { !$0.hasSuffix(".new") })
  }

  @Test("a report that cannot be written leaves nothing behind")
  func unwritable() throws {
    let run = try RunFixture()
    try run.folder.write("taken/x", "")
    #expect(throws: (any Error).self) {
      try Report(run: run.path, thumbnailBytes: 0).write(to: run.folder.path("taken"))
    }
    #expect(throws: (any Error).self) {
      try Report(run: run.path, thumbnailBytes: 0).write(to: run.folder.path("nowhere/report.html"))
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: run.folder.path).sorted() == ["run", "sheets", "taken"])
  }
}
