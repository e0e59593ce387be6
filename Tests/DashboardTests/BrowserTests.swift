import Extraction
import Foundation
import OpenRouter
import Simulator
import TestSupport
import Testing

@testable import Dashboard

@Suite(
  "the pages in a real browser", .serialized, .endsHanging,
  .enabled(if: Browser.isInstalled, "needs Chromium; scripts/test installs it on Debian"))
struct BrowserTests {
  static let hostile = "<script>window.broken = 1</script><img src=x onerror=\"window.broken = 2\">\"'`&amp;</script>"
  static let rightToLeft = "\u{202E}עברית \"שלום\" العربية\u{2028}next"

  private func hostileRun() throws -> RunFixture {
    let run = try RunFixture("run <b>&amp;'\"", in: nil)
    try run.append([
      RunFixture.success(
        "sheet <img onerror=1>.gif",
        [("scientificName", Self.hostile, "0.55"), ("locality", Self.rightToLeft, "0.95"), ("habitat", "wet", "0.75")]),
      RunFixture.failure("b.gif", "not_json", Self.hostile, content: Self.hostile + Self.rightToLeft),
    ])
    try run.folder.write("sheets/sheet <img onerror=1>.gif", Picture.gif)
    return run
  }

  /// What must hold wherever the hostile run is shown.
  private func expectText(on page: BrowserPage) async throws {
    try await page.wait("document.querySelectorAll('.specimen').length === 2")
    let fields = try await page.text(
      "[...document.querySelectorAll('.fields bdi')].map(e => e.textContent).join('\\n')")
    #expect(fields.contains(Self.hostile))
    #expect(fields.contains(Self.rightToLeft))
    #expect(
      try await page.text("document.querySelector('.specimen.failed .failure p bdi').textContent") == Self.hostile)
    #expect(try await page.text("document.querySelector('h1').textContent") == "run <b>&amp;'\"")
    #expect(try await page.evaluate("window.broken === undefined").bool == true)
    #expect(
      try await page.evaluate("document.querySelectorAll('main script, main b, main img[src=x]').length").int == 0)
    #expect(
      try await page.text("[...document.querySelectorAll('.confidence')].map(e => e.className + e.textContent).join()")
        == "confidence lowconfidence 55,confidence highconfidence 95,confidence middleconfidence 75")
  }

  @Test("overview and run page draw themselves without a complaint, light, dark and on a phone")
  func renders() async throws {
    let run = try hostileRun()
    try await withDashboard(run.folder.path) { dashboard in
      try await withBrowser { browser in
        for (width, isDark) in [(1280, false), (1280, true), (375, false)] {
          let page = try await browser.page(width: width, isDark: isDark)
          try await page.open(dashboard.link)
          try await page.wait("document.querySelectorAll('.run .state').length === 1")
          #expect(try await page.text("document.querySelector('.run h2').textContent") == "run <b>&amp;'\"")
          try await page.evaluate("document.querySelector('.run h2 a').click()")
          try await page.wait(
            "document.querySelectorAll('.specimen').length === 2 && document.querySelector('.chart rect')")
          #expect(try await page.evaluate("document.documentElement.scrollWidth <= innerWidth").bool == true)
          // Pictures are fetched once they come near to view.
          try await page.evaluate("document.querySelector('.sheet img').scrollIntoView()")
          try await page.wait("document.querySelector('.sheet img').complete")
          #expect(try await page.evaluate("document.querySelector('.sheet img').naturalWidth").int == 1)
          let isDrawnDark = try await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches").bool
          #expect(isDrawnDark == isDark)
          #expect(page.complaints.isEmpty, "\(page.complaints)")
        }
      }
    }
  }

  @Test("scripts, quotes and right-to-left text in fields, errors and file names show as text")
  func hostileText() async throws {
    let run = try hostileRun()
    try await withDashboard(run.folder.path) { dashboard in
      try await withBrowser { browser in
        let page = try await browser.page()
        try await page.open(dashboard.link)
        try await page.wait("document.querySelector('.run h2 a')")
        try await page.evaluate("document.querySelector('.run h2 a').click()")
        try await expectText(on: page)
        #expect(page.complaints.isEmpty, "\(page.complaints)")
      }
    }
  }

  @Test("an outage that goes on shows in the overview and on the run's page, until it is over")
  func outage() async throws {
    let run = try RunFixture()
    let held = try RunFolder(run.path)
    let start = try run.folder.text("run/events.jsonl")
    let outage =
      #"{"event_type":"outage.began","timestamp":"2026-11-24T06:05:00.000Z","#
      + #""data":{"subject":"input","reason":"the input folder `s` is not there"}}"# + "\n"
    try run.write("events.jsonl", start + outage)
    try await withDashboard(run.folder.path) { dashboard in
      try await withBrowser { browser in
        let page = try await browser.page()
        let reason = "document.querySelector('.reason')?.textContent ?? ''"
        try await page.open(dashboard.link)
        try await page.wait("(\(reason)).endsWith('the input folder `s` is not there')")
        #expect(try await page.text(reason).hasPrefix("Waiting since "))
        try await page.evaluate("document.querySelector('.run h2 a').click()")
        try await page.wait("document.querySelector('.figure') && (\(reason)).startsWith('Waiting since ')")
        let end = #"{"event_type":"outage.ended","timestamp":"2026-11-24T06:06:00.000Z","data":{"subject":"input"}}"#
        try run.write("events.jsonl", start + outage + end + "\n")
        try await page.wait("document.querySelector('.figure') && (\(reason)) === ''")
        #expect(page.complaints.isEmpty, "\(page.complaints)")
      }
    }
    withExtendedLifetime(held) {}
  }

  @Test("a cost that nobody knows is shown as unknown, in the overview, on the run's page and as a metric")
  func unknownCost() async throws {
    let run = try RunFixture()
    let record = RunFixture.success("a.gif", [("catalogNumber", "K 1", "0.9")])
    try run.append([record.replacing(#"{"cost":0.0005}"#, with: #"{"prompt_tokens":900}"#)])
    try await withDashboard(run.folder.path) { dashboard in
      let metrics = String(decoding: try await WebClient.ask(dashboard.port, "/metrics").body, as: UTF8.self)
      #expect(metrics.contains(/herbx_cost_usd\{[^}]*\} NaN\n/))
      try await withBrowser { browser in
        let page = try await browser.page()
        try await page.open(dashboard.link)
        try await page.wait("document.querySelector('.run .summary')?.textContent.includes('Costunknown')")
        try await page.evaluate("document.querySelector('.run h2 a').click()")
        let figures = "[...document.querySelectorAll('.figure')].map((f) => f.textContent).join(' | ')"
        try await page.wait("(\(figures)).includes('unknown') && (\(figures)).includes('did not tell it for 1')")
        #expect(page.complaints.isEmpty, "\(page.complaints)")
      }
    }
  }

  @Test("a run in progress moves without a reload, from its first record to its end")
  func moves() async throws {
    let gate = AnswerGate(allowing: 5)
    try await withRunBench(images: 40) {
      $0.gate = gate
    } body: { bench in
      let process = try bench.start(["--concurrency", "2", "--no-early-validation"])
      try await bench.until { _ in bench.lineCount == 5 }
      try await withDashboard(bench.folder.path) { dashboard in
        try await withBrowser { browser in
          let page = try await browser.page()
          try await page.open(dashboard.link)
          try await page.wait("document.querySelector('.run .state.running')")
          try await page.evaluate("document.querySelector('.run h2 a').click()")
          let done = "Number(document.querySelector('.figure .value').textContent)"
          try await page.wait(
            "location.pathname.startsWith('/run/') && \(done) >= 0 && document.querySelector('.specimen')")
          try await page.evaluate("window.isStillHere = true")
          try await page.wait("\(done) === 5")
          gate.allow(9)
          try await page.wait("\(done) === 9")
          gate.open()
          try await page.wait("document.querySelector('.state.finished') && \(done) === 40")
          try await page.wait("document.querySelector('.fresh button')")
          try await page.evaluate("document.querySelector('.fresh button').click()")
          try await page.wait("document.querySelector('.tally').textContent.endsWith('of 40 specimens')")
          #expect(try await page.evaluate("window.isStillHere").bool == true)
          #expect(page.complaints.isEmpty, "\(page.complaints)")
        }
      }
      #expect(await process.wait().status == 0)
    }
  }

  @Test("without server-sent events a page asks again by itself")
  func polls() async throws {
    let run = try RunFixture()
    try await withDashboard(run.folder.path, refresh: 1) { dashboard in
      try await withBrowser { browser in
        let page = try await browser.page()
        try await page.open(dashboard.link)
        try await page.wait("document.querySelector('.run h2 a')")
        try await page.evaluate(
          "EventSource = class extends EventTarget { constructor() { super(); setTimeout(() => this.dispatchEvent(new Event('error'))) } close() {} };"
            + " new LiveSource('/api/runs', 1).watch((facts) => { window.seen = facts.runs[0].status.done })")
        try await page.wait("window.seen === 0")
        try run.append([RunFixture.success("a.gif", [("catalogNumber", "K 1", "0.9")])])
        try await page.wait("window.seen === 1 && document.getElementById('connection').textContent === 'Every 1 s'")
      }
    }
  }

  @Test("search, filters and pages work the same on the server's page and in a report opened from a file")
  func sameAnswers() async throws {
    let run = try RunFixture()
    try run.append(
      (0..<60).map { number in
        number % 7 == 3
          ? RunFixture.failure("\(number).gif", "cut_off", "the answer was cut")
          : RunFixture.success(
            "\(number).gif",
            [("catalogNumber", "K \(number)", number % 5 == 0 ? "0.6" : "0.95"), ("country", "Québec", "0.9")])
      })
    let report = run.folder.path("report.html")
    _ = try Report(run: run.path, thumbnailBytes: 1 << 20).write(to: report)
    try await withDashboard(run.folder.path) { dashboard in
      try await withBrowser { browser in
        let page = try await browser.page()
        try await page.open(dashboard.link)
        try await page.wait("document.querySelector('.run h2 a')")
        try await page.evaluate("document.querySelector('.run h2 a').click()")
        try await page.wait("location.pathname.startsWith('/run/')")
        let live = try await answers(of: page, order: "earliest")
        try await page.open("file://\(report)")
        let file = try await answers(of: page, order: "earliest")
        #expect(live == file)
        #expect(live.first == "60 specimens: 1–25 of 60 specimens 0.gif")
        #expect(Set(live).count > 5)
        #expect(page.complaints.isEmpty, "\(page.complaints)")
      }
    }
  }

  /// What the list says and shows first after each of some questions, asked the way a person does.
  private func answers(of page: BrowserPage, order: String) async throws -> [String] {
    try await page.wait("document.querySelectorAll('.specimen').length > 0")
    let questions = [
      "s.selectedIndex = 1; s.dispatchEvent(new Event('change'))", "f[1].click()", "f[2].click()", "f[0].click()",
      "t.value = 'québec K 1'; t.dispatchEvent(new Event('input'))",
      "t.value = ''; t.dispatchEvent(new Event('input'))",
      "document.querySelector('[data-key=next]').click()", "document.querySelector('[data-key=last]').click()",
    ]
    var answers: [String] = []
    for question in questions {
      let script = """
        (async () => {
          const s = document.querySelectorAll('.choice select')[1], f = document.querySelectorAll('.filters input');
          const t = document.querySelector('input[type=search]'), l = document.querySelector('.specimens');
          const shown = new Promise((done) => new MutationObserver(() => done()).observe(l, { childList: true }));
          \(question);
          await shown;
          const all = document.querySelector('.filters .number').textContent;
          return `${all} specimens: ${document.querySelector('.tally').textContent} ` +
            (document.querySelector('.origin bdi')?.textContent ?? 'none');
        })()
        """
      answers.append(try await page.text(script))
    }
    return answers
  }

  @Test("a report opens from a file and shows hostile text as text")
  func report() async throws {
    let run = try hostileRun()
    let path = run.folder.path("report.html")
    _ = try Report(run: run.path, thumbnailBytes: 1 << 20).write(to: path)
    try await withBrowser { browser in
      let page = try await browser.page()
      try await page.open("file://\(path)")
      try await expectText(on: page)
      #expect(try await page.evaluate("document.querySelector('.sheet img').naturalWidth").int == 1)
      #expect(
        try await page.text("document.querySelector('.report-note').textContent").contains(
          "2 specimens and 1 small image"))
      #expect(page.complaints.isEmpty, "\(page.complaints)")
    }
  }

  @Test("a thumbnail inside a file that lies on its side stands upright")
  func upright() async throws {
    let run = try RunFixture()
    try run.append([RunFixture.success("a.jpg", [("catalogNumber", "K 1", "0.9")])])
    try await withDashboard(run.folder.path) { dashboard in
      try await withBrowser { browser in
        let page = try await browser.page()
        try await page.open(dashboard.link)
        let picture = try await page.text(
          "(() => { const c = document.createElement('canvas'); c.width = 40; c.height = 20;"
            + " c.getContext('2d').fillRect(0, 0, 9, 9); return c.toDataURL('image/jpeg').split(',')[1] })()")
        let thumbnail = Array(try #require(Data(base64Encoded: picture)))
        try run.folder.write("sheets/a.jpg", ExifFile.jpeg(thumbnail, orientation: 6, isLittle: true))
        try await page.wait("document.querySelector('.run h2 a')")
        try await page.evaluate("document.querySelector('.run h2 a').click()")
        try await page.wait("document.querySelector('.sheet img').naturalWidth > 0")
        let size = try await page.text(
          "((i) => `${i.naturalWidth} ${i.naturalHeight}`)(document.querySelector('.sheet img'))")
        #expect(size == "20 40")
      }
    }
  }

  @Test("the whole page can be worked with the keyboard, and tells where it is")
  func keyboard() async throws {
    let run = try hostileRun()
    try await withDashboard(run.folder.path) { dashboard in
      try await withBrowser { browser in
        let page = try await browser.page()
        try await page.open(dashboard.link)
        try await page.wait("document.querySelector('.run h2 a')")
        try await page.press("Tab")
        #expect(try await page.text("document.activeElement.textContent") == "Skip to the content")
        for _ in 0..<2 { try await page.press("Tab") }
        #expect(try await page.text("document.activeElement.textContent") == "run <b>&amp;'\"")
        try await page.press("Enter")
        try await page.wait("location.pathname.startsWith('/run/') && document.querySelector('.specimen')")
        let unnamed = try await page.evaluate(
          """
          [...document.querySelectorAll('input, select, button, img, svg[role], section, nav')].filter((one) =>
            !(one.getAttribute('aria-label') || one.getAttribute('aria-labelledby') || one.alt || one.labels?.length ||
              one.textContent.trim())).length
          """)
        #expect(unnamed.int == 0)
        #expect(
          try await page.evaluate("document.querySelectorAll('main, header.top, nav, h1').length >= 4").bool == true)
      }
    }
  }
}
