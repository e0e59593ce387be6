import Extraction
import Foundation
import OpenRouter
import Review
import SystemLayer
import TestSupport
import Testing

@testable import Dashboard

@Suite(
  "the review in a real browser", .serialized, .endsHanging,
  .enabled(if: Browser.isInstalled, "needs Chromium; scripts/test installs it on Debian"))
struct ReviewBrowserTests {
  private static let ready =
    "document.querySelector('.sheet-page:not([hidden]) .field') && document.activeElement.matches('.value')"

  private func open(_ bench: ReviewBench, _ page: BrowserPage) async throws {
    try await open(address: bench.dashboard.link, page)
  }

  private func open(address: String, _ page: BrowserPage) async throws {
    try await page.open(address)
    try await page.wait(Self.ready)
  }

  private func focused(_ page: BrowserPage) async throws -> String {
    try await page.text(
      "document.activeElement.closest('.field')?.dataset.term ?? document.activeElement.dataset.key ?? ''")
  }

  private func annotations(_ bench: ReviewBench) -> [Annotation] {
    bench.lines.compactMap { Annotation(line: Array($0.utf8)) }
  }

  private func saved(_ page: BrowserPage) async throws {
    try await page.wait("Object.keys(localStorage).every((key) => !key.startsWith('herbx:outbox'))")
  }

  @Test("a curator walks ten sheets by keyboard alone: accepts, corrects, flags, undoes, and all of it is on the disk")
  func walk() async throws {
    try await withReview(sheets: 10) { (bench) async throws in
      try await withBrowser { browser in
        let page = try await browser.page()
        try await open(bench, page)
        for number in 0..<10 {
          let shown = try await page.evaluate("Number(document.querySelector('.sheet-page').dataset.sheet)").int ?? -1
          #expect(try await focused(page) == "catalogNumber")
          try await page.press("Enter")
          #expect(try await focused(page) == "scientificName")
          try await page.press("f")
          #expect(try await focused(page) == "recordedBy")
          try await page.press("a")
          #expect(try await focused(page) == "country")
          // Typing replaces the value, Enter keeps it.
          for key in "Canada" { try await page.press(String(key)) }
          try await page.press("Enter")
          #expect(try await focused(page) == "locality")
          if number == 0 {
            try await page.press("u")
            try await page.wait("document.querySelector('.field[data-term=country]').classList.contains('open')")
            for key in "Canada" { try await page.press(String(key)) }
            try await page.press("Enter")
            #expect(try await focused(page) == "locality")
          }
          try await page.press("Enter")
          #expect(try await focused(page) == "forward")
          try await saved(page)
          if number < 9 {
            try await page.press("Enter")
            try await page.wait(
              "Number(document.querySelector('.sheet-page').dataset.sheet) !== \(shown) && \(Self.ready)")
          }
        }
        try await page.press("n")
        try await page.wait("document.querySelector('.message').textContent.includes('Everything')")
        let made = annotations(bench)
        #expect(made.count == 52)
        let ledger = made.reduce(into: ReviewLedger()) { $0.add($1) }
        for number in 0..<10 {
          let record = try await bench.record(number)
          let reviews = ledger.reviews(of: SpecimenName(ReviewRun.name(number)), recordSHA256: record)
          #expect(reviews["country"]?.value == "Canada")
          #expect(reviews["catalogNumber"]?.value == "K \(1000 + number)")
          #expect(reviews["scientificName"]?.isFlagged == true)
          #expect(reviews.count == 5)
        }
        #expect(page.complaints.isEmpty, "\(page.complaints)")
      }
    }
  }

  @Test("corrections are there after a reload, and after the server was started anew")
  func survives() async throws {
    let run = try ReviewRun.make(sheets: 2)
    try await withBrowser { browser in
      let page = try await browser.page()
      for turn in 0..<2 {
        try await withReview(run: run) { (bench) async throws in
          try await open(bench, page)
          if turn == 0 {
            for key in "K 7" { try await page.press(String(key)) }
            try await page.press("Enter")
            try await saved(page)
            try await page.evaluate("window.isOld = true; location.reload()")
            try await page.wait("window.isOld === undefined")
          }
          try await page.wait("document.querySelector('.field[data-term=catalogNumber].corrected .value')")
          #expect(
            try await page.text("document.querySelector('.field[data-term=catalogNumber] .value').textContent") == "K 7"
          )
        }
      }
    }
  }

  @Test(
    "text that is being typed is there again after a reload, and what is decided while the server is away is saved when it is back"
  )
  func lostConnection() async throws {
    let run = try ReviewRun.make(sheets: 1)
    try await withBrowser { browser in
      let page = try await browser.page()
      let port = try await withReview(run: run) { (bench) async throws in
        try await open(bench, page)
        for key in "K 8" { try await page.press(String(key)) }
        try await page.open(bench.dashboard.link)
        try await page.wait(
          "document.querySelector('.field[data-term=catalogNumber] .draft')?.textContent.includes('K 8')")
        try await page.evaluate("document.querySelector('.field[data-term=catalogNumber] .value').click()")
        try await page.wait("document.activeElement.value === 'K 8'")
        return bench.dashboard.port
      }
      // The server is gone.
      try await page.press("Enter")
      try await page.wait("document.getElementById('connection').textContent.includes('Not saved yet: 1 decision')")
      #expect(!run.folder.exists("run/annotations.jsonl"))
      var settings = ReviewSettings(reviewer: Reviewer(name: "Ada"))
      settings.controlShare = 0
      var options = Dashboard.Options(root: run.path, port: port)
      (options.asksForToken, options.review) = (true, settings)
      let back = try await Dashboard.start(options)
      // It has another token: the page keeps the decision until its address is opened again.
      try await page.wait("document.querySelector('.message').textContent.includes('token')")
      try await page.open(back.link)
      try await saved(page)
      #expect(try AnnotationLog.read(run: FilePath(run.path)).all.map(\.value) == ["K 8"])
      await back.stop()
    }
  }

  @Test("two tabs see each other's decisions, and neither loses what is typed in it")
  func tabs() async throws {
    try await withReview(sheets: 1) { (bench) async throws in
      try await withBrowser { browser in
        let (one, other) = (try await browser.page(), try await browser.page())
        try await open(bench, one)
        try await open(bench, other)
        for key in "K 9" { try await other.press(String(key)) }
        try await one.bringToFront()
        try await one.press("Enter")
        try await saved(one)
        try await other.bringToFront()
        #expect(try await other.text("document.querySelector('.editor').value") == "K 9")
        try await other.press("Enter")
        try await saved(other)
        try await one.bringToFront()
        try await one.wait("document.querySelector('.field[data-term=catalogNumber] .value').textContent === 'K 9'")
      }
    }
  }

  @Test("the view of a sheet is zoomed, moved and turned by keys and wheel, and kept for the next sheet")
  func viewer() async throws {
    try await withReview(sheets: 3) { (bench) async throws in
      try await withBrowser { browser in
        let page = try await browser.page()
        try await open(bench, page)
        let transform = "document.querySelector('.frame img').style.transform"
        let before = try await page.text(transform)
        try await page.evaluate("document.querySelector('.frame').focus()")
        for key in ["+", "+", "ArrowRight", "r"] { try await page.press(key) }
        let zoomed = try await page.text(transform)
        #expect(zoomed != before)
        #expect(zoomed.contains("rotate(90deg)") && zoomed.contains("scale(1.96"))
        try await page.press("PageDown")
        try await page.wait("document.querySelector('.sheet-page').dataset.sheet === '1'")
        #expect(try await page.text(transform) == zoomed)
        try await page.evaluate(
          "document.querySelector('.frame').dispatchEvent(new WheelEvent('wheel', { deltaY: -200, clientX: 300, clientY: 300, cancelable: true }))"
        )
        #expect(try await page.text(transform).contains("scale(3.2"))
        try await page.evaluate("document.querySelector('.frame').focus()")
        try await page.press("0")
        #expect(try await page.text(transform).contains("scale(1)"))
      }
    }
  }

  @Test("one finger moves the sheet, two zoom it, and the page stays where it is")
  func touch() async throws {
    try await withReview(sheets: 1) { (bench) async throws in
      try await withBrowser { browser in
        let page = try await browser.page(width: 390, height: 844)
        try await open(bench, page)
        try await page.evaluate("scrollTo(0, 0)")
        let frame = try await page.evaluate(
          "(({ left, top, width, height }) => [left + width / 2, top + height / 2])(document.querySelector('.frame').getBoundingClientRect())"
        )
        let (x, y) = (try #require(frame[0]?.double), try #require(frame[1]?.double))
        let transform = "document.querySelector('.frame img').style.transform"
        let before = try await page.text(transform)
        try await page.touch([[(x, y)], [(x + 30, y + 10)], [(x + 60, y + 20)]])
        let moved = try await page.text(transform)
        #expect(moved != before && moved.contains("scale(1)"))
        try await page.touch((0...5).map { step in [(x - 20 - 8 * Double(step), y), (x + 20 + 8 * Double(step), y)] })
        #expect(try await page.text(transform).contains(/scale\((2\.9\d*|3(\.0\d*)?)\)/))
        #expect(try await page.evaluate("scrollY").int == 0)
        #expect(page.complaints.isEmpty, "\(page.complaints)")
      }
    }
  }

  @Test("the turn is kept with the run: another server at another port, with a browser that knows nothing, shows it")
  func turnIsKept() async throws {
    let run = try ReviewRun.make(sheets: 2)
    for turn in ["90", "180"] {
      try await withReview(run: run) { (bench) async throws in
        let raw = try bench.run.folder.read("run/raw.jsonl")
        try await withBrowser { browser in
          let page = try await browser.page()
          try await open(bench, page)
          try await page.press("r", modifiers: 1)
          let transform = "document.querySelector('.frame img').style.transform"
          try await page.wait("\(transform).includes('rotate(\(turn)deg)')")
          while try await bench.get("summary")["turn"]?.digits != turn {}
          try await page.evaluate("window.isOld = true; location.reload()")
          try await page.wait(
            "window.isOld === undefined && \(Self.ready) && \(transform).includes('rotate(\(turn)deg)')")
          #expect(page.complaints.isEmpty, "\(page.complaints)")
        }
        #expect(try bench.run.folder.read("run/raw.jsonl") == raw)
        #expect(bench.lines.isEmpty)
      }
    }
  }

  @Test("a comment is written by keyboard, stands at the field, in the table and in the list, and decides nothing")
  func comment() async throws {
    try await withReview(sheets: 2) { (bench) async throws in
      try await withBrowser { browser in
        let page = try await browser.page()
        try await open(bench, page)
        try await page.press("c")
        for key in "faint" { try await page.press(String(key)) }
        // What is typed outlives a reload.
        try await page.evaluate("window.isOld = true; location.reload()")
        try await page.wait("window.isOld === undefined && \(Self.ready)")
        #expect(try await page.text("document.querySelector('.draft').textContent").contains("faint"))
        try await page.press("c")
        for key in " ink" { try await page.press(String(key)) }
        try await page.press("Enter")
        try await saved(page)
        #expect(try await focused(page) == "catalogNumber")
        let made = annotations(bench)
        #expect(made.map(\.action) == [.comment])
        #expect(made.map(\.comment) == ["faint ink"])
        #expect(bench.lines.first?.contains("\"motivation\":\"commenting\"") == true)
        let field = try await bench.field("catalogNumber")
        #expect(field?["state"]?.string == "open")
        try await page.wait(
          "document.querySelector('.field[data-term=catalogNumber] .comment').textContent.includes('faint ink')")
        try await page.evaluate("location.hash = 'table=state=commented'")
        try await page.wait("document.querySelectorAll('.sheets tbody tr').length === 1")
        #expect(try await page.text("document.querySelector('.mark.comments').textContent") == "1 comment")
        #expect(page.complaints.isEmpty, "\(page.complaints)")
      }
    }
  }

  @Test(
    "a TIFF is shown as the picture that the model saw, and its file is there to be saved",
    .enabled(if: Picture.isPrepared, "`vips` is not installed"))
  func tiff() async throws {
    let run = try RunFixture()
    try run.append([RunFixture.success("a.tif", [("country", "Kanada", "0.6")])])
    try run.folder.write("sheets/a.tif", Picture.tiff(width: 40, height: 60))
    try await withReview(run: run) { (bench) async throws in
      try await withBrowser { browser in
        let page = try await browser.page()
        try await open(bench, page)
        try await page.wait("document.querySelector('.frame img').naturalHeight === 60")
        try await page.evaluate("location.hash = 'table'")
        try await page.wait("document.querySelector('.sheets img')?.naturalHeight === 60")
        let reply = try await WebClient.ask(
          bench.dashboard.port, "\(bench.place)/image/0?original=1", headers: ["Cookie: \(bench.cookie)"])
        #expect(reply.status == 200)
        #expect(reply.body.starts(with: [0x49, 0x49, 0x2A, 0]))
        #expect(page.complaints.isEmpty, "\(page.complaints)")
      }
    }
  }

  @Test("`?` shows the keys and leads back; the address opens the sheet that it names")
  func keys() async throws {
    let run = try ReviewRun.make(sheets: 3)
    var options = Dashboard.Options(root: run.path, port: 0)
    (options.asksForToken, options.sheet) = (true, 2)
    options.review = ReviewSettings(reviewer: Reviewer(name: "Ada"))
    let dashboard = try await Dashboard.start(options)
    try await withBrowser { browser in
      let page = try await browser.page()
      try await page.open(dashboard.link)
      try await page.wait("document.querySelector('.sheet-page').dataset.sheet === '2' && \(Self.ready)")
      #expect(try await !page.text("location.href").contains("token"))
      try await page.press("ArrowDown")
      let before = try await focused(page)
      for closing in ["?", "Escape"] {
        try await page.press("?")
        #expect(try await page.evaluate("document.activeElement.matches('.keys[open] > summary')").bool == true)
        try await page.press(closing)
        #expect(try await page.evaluate("document.querySelector('.keys').open").bool == false)
        #expect(try await focused(page) == before)
      }
      // In a text it is a letter.
      try await page.press("F2")
      try await page.press("?")
      #expect(try await page.text("document.activeElement.value").hasSuffix("?"))
      #expect(page.complaints.isEmpty, "\(page.complaints)")
    }
    await dashboard.stop()
  }

  @Test("while a field is corrected, what the second run read and what was confirmed elsewhere are suggested")
  func suggestions() async throws {
    let other = try ReviewRun.make(sheets: 3)
    try other.write(
      "raw.jsonl",
      (0..<3).map { RunFixture.success(ReviewRun.name($0), [("country", "Canada", "0.9")]) + "\n" }.joined())
    try await withReview(change: { $0.second = other.path }) { (bench) async throws in
      _ = try await bench.post(
        "annotations", bench.annotation("replace", number: 2, value: "Mexico", record: try await bench.record(2)))
      try await withBrowser { browser in
        let page = try await browser.page()
        try await open(bench, page)
        _ = try await page.evaluate("document.querySelector('.field[data-term=country] .value').focus()")
        try await page.press("F2")
        let offered =
          "[...document.querySelectorAll('.field[data-term=country] datalist option')].map((it) => it.value)"
        try await page.wait("\(offered).length > 1")
        #expect(try await page.text("\(offered).join()") == "Canada,Mexico")
      }
    }
  }

  @Test("a sentence about a lost connection goes once another tab has saved what waited")
  func otherTabSaves() async throws {
    let run = try ReviewRun.make(sheets: 1)
    try await withBrowser { browser in
      let page = try await browser.page()
      let port = try await withReview(run: run) { (bench) async throws in
        try await open(bench, page)
        return bench.dashboard.port
      }
      for key in "K 8" { try await page.press(String(key)) }
      try await page.press("Enter")
      for key in "Rosa" { try await page.press(String(key)) }
      var options = Dashboard.Options(root: run.path, port: port)
      (options.asksForToken, options.review) = (true, ReviewSettings(reviewer: Reviewer(name: "Ada")))
      let back = try await Dashboard.start(options)
      try await page.wait("document.querySelector('.message').textContent.includes('token')")
      let other = try await browser.page()
      try await open(address: back.link, other)
      try await saved(other)
      try await page.bringToFront()
      try await page.wait("document.querySelector('.message').hidden")
      // What is being typed stays, and so does the focus.
      #expect(try await page.text("document.activeElement.value") == "Rosa")
      await back.stop()
    }
  }

  @Test("the focus mode decides about many sheets by keyboard, and the table leads to a sheet")
  func focusAndTable() async throws {
    try await withReview(sheets: 6) { (bench) async throws in
      try await withBrowser { browser in
        let page = try await browser.page()
        try await open(bench, page)
        try await page.evaluate("location.hash = 'focus=country'")
        try await page.wait("document.querySelector('.entry .value')")
        try await page.evaluate("document.querySelector('.entry .value').focus()")
        for key in "Canada" { try await page.press(String(key)) }
        try await page.press("Enter")
        try await page.wait("document.querySelector('.entry.decided .value')?.textContent === 'Canada'")
        #expect(annotations(bench).count == 6)
        try await page.evaluate("location.hash = 'table=term=recordedBy&value=breitung%2C'")
        try await page.wait("document.querySelectorAll('.sheets tbody tr').length === 3")
        try await page.evaluate("document.querySelector('.sheets tbody a').click()")
        try await page.wait(Self.ready)
        #expect(page.complaints.isEmpty, "\(page.complaints)")
      }
    }
  }

  @Test("hostile values, names and annotations show as text")
  func hostile() async throws {
    let run = try RunFixture("run <b>", in: nil)
    let text = BrowserTests.hostile
    try run.append([
      RunFixture.success(
        "<img src=x onerror=1>.gif", [("country", text, "0.5"), ("locality", BrowserTests.rightToLeft, "0.5")])
    ])
    try await withReview(reviewer: "Ada \"&amp;'", run: run) { (bench) async throws in
      let record = try await bench.record()
      _ = try await bench.post(
        "annotations",
        bench.annotation("replace", value: text + "2", record: record, more: [("comment", .string(text))]))
      try await withBrowser { browser in
        let page = try await browser.page()
        try await open(bench, page)
        for hash in ["sheet=0", "focus=country", "table"] {
          try await page.evaluate("location.hash = '\(hash)'")
          try await page.wait(
            "[...document.querySelectorAll('main bdi')].some((one) => one.textContent === \(JSONValue.string(text + "2").text))"
          )
          #expect(try await page.evaluate("window.broken === undefined").bool == true)
          #expect(
            try await page.evaluate("document.querySelectorAll('main script, main i, main img[src=x]').length").int == 0
          )
        }
        #expect(page.complaints.filter { !$0.contains("404") }.isEmpty, "\(page.complaints)")
      }
    }
  }

  @Test(
    "axe-core finds no violation, light and dark, on a desk and on a phone, on each page of the review",
    .enabled(if: AxeCore.script != nil, AxeCore.whatIsNeeded))
  func accessibility() async throws {
    let script = try #require(AxeCore.script)
    try await withReview(sheets: 3) { (bench) async throws in
      let record = try await bench.record()
      _ = try await bench.post("annotations", bench.annotation("replace", value: "Canada", record: record))
      _ = try await bench.post("annotations", bench.annotation("flag", term: "locality", record: record, id: 2))
      try await withBrowser { browser in
        for (width, isDark) in [(1280, false), (1280, true), (390, false)] {
          let page = try await browser.page(width: width, isDark: isDark)
          try await open(bench, page)
          try await page.evaluate(script)
          for (hash, sign) in [("sheet=0", ".field.corrected"), ("table", ".sheets"), ("focus=recordedBy", ".entry")] {
            try await page.evaluate("location.hash = '\(hash)'")
            try await page.wait("document.querySelector('main > :not([hidden]) \(sign)')")
            let found = try await page.text(
              "axe.run().then((r) => r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3)}`).join('\\n'))"
            )
            #expect(found == "", "\(width) \(isDark ? "dark" : "light") \(hash)")
            #expect(
              try await page.evaluate("document.documentElement.scrollWidth <= innerWidth").bool == true,
              "\(width) \(hash)")
          }
        }
      }
    }
  }
}
