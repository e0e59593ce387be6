import Extraction
import Foundation
import OpenRouter
import Review
import SystemLayer
import TestSupport
import Testing

@testable import Dashboard

@Suite(
  "what the review page keeps, in a real browser", .serialized, .endsHanging,
  .enabled(if: Browser.isInstalled, "needs Chromium; scripts/test installs it on Debian"))
struct ReviewKeepingTests {
  private static let ready =
    "document.querySelector('.sheet-page:not([hidden]) .field') && document.activeElement.matches('.value')"
  /// As every few seconds, and when the page is looked at again.
  private static let reread = "document.dispatchEvent(new Event('visibilitychange'))"

  /// Counts in `readings` how often the page has taken in a sheet.
  private static let countsReadings = """
    readings = 0; (() => { const ask = fetch; fetch = async (...words) => {
      const answer = await ask(...words);
      if (String(words[0]).includes('/sheet/')) {
        const read = answer.json.bind(answer);
        answer.json = async () => { const facts = await read(); setTimeout(() => { readings += 1; }); return facts; };
      }
      return answer;
    }; })()
    """

  private func open(_ dashboard: Dashboard, _ page: BrowserPage) async throws {
    try await page.open(dashboard.link)
    try await page.wait(Self.ready)
  }

  private func saved(_ page: BrowserPage) async throws {
    try await page.wait("Object.keys(localStorage).every((key) => !key.startsWith('herbx:outbox'))")
  }

  private func serve(_ run: RunFixture, _ reviewer: String, port: UInt16 = 0) async throws -> Dashboard {
    var settings = ReviewSettings(reviewer: Reviewer(name: reviewer))
    settings.controlShare = 0
    var options = Dashboard.Options(root: run.path, port: port)
    (options.asksForToken, options.review) = (true, settings)
    return try await Dashboard.start(options)
  }

  /// A review of so many sheets, open in a page.
  private func withPage(sheets: Int = 1, _ body: (ReviewBench, BrowserPage) async throws -> Void) async throws {
    try await withReview(sheets: sheets) { (bench) async throws in
      try await withBrowser { browser in
        let page = try await browser.page()
        try await open(bench.dashboard, page)
        try await body(bench, page)
      }
    }
  }

  @Test("a decision that waits in the browser is never signed by whoever reviews there next")
  func otherReviewer() async throws {
    let run = try ReviewRun.make(sheets: 1)
    func made() throws -> [String] {
      try AnnotationLog.read(run: FilePath(run.path)).all.map { "\($0.reviewer.name): \($0.term)" }
    }
    try await withBrowser { browser in
      let page = try await browser.page()
      let first = try await serve(run, "Ada")
      let port = first.port
      try await open(first, page)
      await first.stop()
      try await page.press("Enter")
      try await page.wait("document.getElementById('connection').textContent.includes('Not saved yet: 1 decision')")

      let second = try await serve(run, "Grace", port: port)
      try await open(second, page)
      try await page.wait("document.querySelector('.review-figures').textContent.includes('1 decision of Ada kept')")
      // The first field is open for her: she decides about it, and about no more than it.
      try await page.press("Enter")
      try await page.wait("document.querySelector('.field[data-term=catalogNumber] .by')?.textContent === 'by Grace'")
      #expect(try made() == ["Grace: catalogNumber"])
      await second.stop()

      let third = try await serve(run, "Ada", port: port)
      try await open(third, page)
      try await saved(page)
      #expect(try made() == ["Grace: catalogNumber", "Ada: catalogNumber"])
      await third.stop()
    }
  }

  @Test("a page that was drawn for another reviewer writes nothing", arguments: ["annotations", "focus"])
  func otherPage(path: String) async throws {
    try await withReview(reviewer: "Grace") { (bench) async throws in
      let body =
        path == "focus"
        ? #"{"reviewer":"Ada","term":"country","seen":"Kanada","count":3,"action":"accept"}"#
        : bench.annotation("accept", record: try await bench.record()).replacing(
          "{\"annot", with: "{\"reviewer\":\"Ada\",\"annot")
      let refused = try await bench.post(path, body)
      #expect(refused.status == 421)
      #expect(refused.text.contains("decided as Ada, and herbx signs for Grace"))
      #expect(bench.lines.isEmpty)
      #expect(try await bench.post(path, body.replacing("Ada", with: "Grace")).status == 200)
    }
  }

  @Test(
    "a field that was added and is still empty stays when the sheet is read again, and is there once when it is filled")
  func addedField() async throws {
    try await withPage { (bench, page) async throws in
      try await page.evaluate(
        "(() => { const add = document.querySelector('[data-key=add]'); add.value = 'habitat'; add.dispatchEvent(new Event('change')); })()"
      )
      try await page.wait("document.activeElement.matches('.editor')")
      try await page.press("Escape")
      // Another tab decides, so that the sheet is drawn anew.
      let accept = bench.annotation("accept", record: try await bench.record())
      #expect(try await bench.post("annotations", accept).status == 200)
      try await page.evaluate(Self.reread)
      try await page.wait("document.querySelector('.field[data-term=country].accepted')")
      #expect(try await page.evaluate("document.querySelectorAll('.field[data-term=habitat]').length").int == 1)
      try await page.evaluate("document.querySelector('.field[data-term=habitat] .value').focus()")
      for key in "wet" { try await page.press(String(key)) }
      try await page.press("Enter")
      try await saved(page)
      try await page.wait("document.querySelector('.field[data-term=habitat].corrected:not(.saving)')")
      #expect(try await page.evaluate("document.querySelectorAll('.field[data-term=habitat]').length").int == 1)
    }
  }

  @Test("words of a comment that is refused are there again")
  func refusedComment() async throws {
    try await withPage { (bench, page) async throws in
      try await page.press("c")
      for key in "torn" { try await page.press(String(key)) }
      try bench.run.append([RunFixture.success(ReviewRun.name(0), [("catalogNumber", "K 2", "0.5")])])
      try await page.press("Enter")
      try await page.wait("document.querySelector('.message').textContent.includes('extracted again')")
      try await page.wait(
        "document.querySelector('.field[data-term=catalogNumber] .draft')?.textContent.includes('torn')")
      #expect(bench.lines.isEmpty)
    }
  }

  @Test("the sheet is drawn anew only where something has changed")
  func drawnOnce() async throws {
    try await withPage { (bench, page) async throws in
      try await page.evaluate("document.querySelector('.field').isOld = true")
      try await page.evaluate(Self.countsReadings)
      try await page.evaluate(Self.reread)
      try await page.wait("readings > 0")
      let accept = bench.annotation("accept", term: "locality", record: try await bench.record())
      #expect(try await page.evaluate("document.querySelector('.field').isOld === true").bool == true)
      #expect(try await bench.post("annotations", accept).status == 200)
      try await page.evaluate(Self.reread)
      try await page.wait("document.querySelector('.field[data-term=locality].accepted')")
      #expect(try await page.evaluate("document.querySelector('.field').isOld === undefined").bool == true)
    }
  }

  @Test("the focus stays on the head by which the table was sorted, and on the page's tabs")
  func focus() async throws {
    try await withPage(sheets: 3) { (bench, page) async throws in
      try await page.evaluate("document.querySelector('.tabs [data-key=table]').focus()")
      try await page.press("Enter")
      try await page.wait("document.querySelector('[data-key=sort-name]')")
      #expect(try await page.text("document.activeElement.dataset.key") == "table")
      try await page.evaluate("document.querySelector('[data-key=sort-confidence]').focus()")
      for order in ["ascending", "descending"] {
        try await page.press("Enter")
        try await page.wait("document.querySelector('th[aria-sort=\(order)] [data-key=sort-confidence]')")
        #expect(try await page.text("document.activeElement.dataset.key") == "sort-confidence")
      }
    }
  }

  @Test("what is said beside a value describes it, also for those who do not see it")
  func described() async throws {
    try await withReview(sheets: 1) { (bench) async throws in
      let words = bench.annotation("comment", record: try await bench.record(), more: [("comment", "faded ink")])
      #expect(try await bench.post("annotations", words).status == 200)
      try await withBrowser { browser in
        let page = try await browser.page()
        try await open(bench.dashboard, page)
        let text =
          "document.getElementById(document.querySelector('.field[data-term=country] .value').getAttribute('aria-describedby')).textContent"
        #expect(try await page.text(text).contains("faded ink"))
      }
    }
  }
}
