"use strict";
// The review of one run: its queue, its pages, and what is on its way to the disk.

class ReviewPage {
  constructor(id, main) {
    this.place = `/api/run/${id}/review`;
    this.outbox = new Outbox(this.place, (news) => this.hear(news));
    this.drafts = new Drafts(this.place);
    this.known = new Map();
    this.sheet = new SheetPage(this);
    this.focus = new FocusPage(this);
    this.table = new TablePage(this);
    this.tabs = h("nav", { class: "tabs", "aria-label": "Ways to review" });
    this.title = h("h1", null, "Review");
    this.figures = h("p", { class: "review-figures" });
    this.message = h("p", { class: "message", role: "alert", hidden: true });
    main.classList.add("review");
    main.replaceChildren(h("div", { class: "review-head" }, this.title, this.tabs, this.figures), this.message,
      this.sheet.node, this.focus.node, this.table.node, this.keys = this.help());
    document.addEventListener("keydown", (event) => { if (this.press(event)) event.preventDefault(); });
    addEventListener("hashchange", () => this.route());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.reread(); });
  }

  async start() {
    connection("Reading the records", "live");
    try { await this.readAll(); } catch {
      connection("No answer from herbx", "lost");
      setTimeout(() => this.start(), 2000);
      return;
    }
    connection("Saved as you go", "live");
    this.outbox.flush();
    this.route();
    setInterval(() => { if (!document.hidden) this.reread(); }, 5000);
  }

  /** Reads how the review stands, and the queue where it may have changed. */
  async readAll() {
    const summary = await this.get("summary");
    const isKnown = this.summary?.lines === summary.lines && this.summary?.sheets === summary.sheets;
    this.takeSummary(summary);
    if (!this.sheet.viewer.isTurning) this.sheet.viewer.turnTo(summary.turn);
    if (isKnown || (this.numbers && Date.now() - this.queueRead < 20000)) return;
    this.queueRead = Date.now();
    const queue = await this.get("queue");
    this.numbers = queue.numbers;
    this.states = [...queue.states];
    this.places = new Map(queue.numbers.map((number, index) => [number, index]));
  }

  takeSummary(summary) {
    this.summary = summary;
    draw(this.title, summary.run, () => [quoted(summary.run), summary.simulated ? simulatedBadge() : null]);
    this.outbox.reviewer = summary.reviewer;
    const { others } = this.outbox;
    const { queue, queue_done: done, pace, control, accepted, replaced, flagged, conflicts, stale, complaint } = summary;
    const parts = [
      `${count(done)} of ${many(queue, "sheet")} in the queue decided`, queue > 0 ? percent(1 - done / queue) + " left" : null,
      pace ? `${count(Math.round(pace))} decisions an hour` : null,
      `${count(accepted)} accepted, ${count(replaced)} corrected, ${count(flagged)} flagged`,
      conflicts > 0 ? `${count(conflicts)} in conflict` : null, stale > 0 ? `${count(stale)} of earlier answers` : null,
      control.fields > 0 ? `control: ${count(control.wrong)} of ${many(control.fields, "field")} wrong` : null,
      `reviewer: ${nameOf(summary.reviewer)}`, complaint,
      ...others.map(([reviewer, decisions]) =>
        `${many(decisions, "decision")} of ${nameOf(reviewer)} kept in this browser, to be saved when ${nameOf(reviewer)} reviews again`),
    ];
    this.figures.textContent = parts.filter(Boolean).join(" · ");
  }

  async get(path) {
    const answer = await fetch(`${this.place}/${path}`, { cache: "no-store" });
    if (!answer.ok) throw Object.assign(new Error(`status ${answer.status}`), { sentence: answer.status === 401 ? await answer.text() : null });
    return answer.json();
  }

  imageAddress(number) { return `${this.place}/image/${number}`; }

  thumbnailAddress(number) { return `${this.place}/thumbnail/${number}`; }

  /** Confirmed values of a term, and what the second run read. */
  async suggestions(term, second) {
    const found = await this.get(`suggestions?${new URLSearchParams({ term })}`).catch(() => ({ values: [] }));
    return [...new Set([second, ...found.values].filter(Boolean))];
  }

  /** Sends a decision about many sheets; says why where it was refused. */
  async send(path, body) {
    try {
      const reply = await post(`${this.place}/${path}`, JSON.stringify({ ...body, reviewer: this.summary.reviewer }));
      this.say(reply.ok ? null : reply.sentence);
      this.sheet.known.clear();
      if (reply.ok) this.reread();
      return reply.ok;
    } catch {
      this.say("Not saved: no answer from herbx. What you typed is kept here.");
      return false;
    }
  }

  /** Keeps with the run how its images are turned. */
  async keepTurn(turn) {
    const { viewer } = this.sheet;
    viewer.isTurning = true;
    await this.send("view", { turn });
    viewer.isTurning = false;
  }

  /** What is true until herbx answers again, to whichever tab. */
  sayOfConnection(sentence) {
    this.say(sentence);
    this.isCutOff = true;
  }

  say(sentence) {
    this.isCutOff = false;
    this.message.hidden = !sentence;
    this.message.textContent = sentence ?? "";
  }

  /** News of the outbox. */
  hear({ saved, refused, sentence, connected }) {
    if (connected === false) {
      connection(`Not saved yet: ${many(this.outbox.waiting, "decision")} kept here`, "lost");
      if (sentence) this.sayOfConnection(sentence);
    } else if (connected) {
      connection("Saved", "live");
      this.reread();
    }
    for (const { image, term } of saved ?? []) this.drafts.drop(image, term);
    if (refused) {
      for (const { image, term, action, value, comment } of refused) {
        if (action === "replace") this.drafts.set(image, term, value);
        if (action === "comment") this.drafts.set(image, `comment:${term}`, comment);
      }
      this.say(sentence);
    } else if (saved) {
      this.say(null);
    }
  }

  /** Looks what others, or another tab, have decided meanwhile. */
  async reread() {
    try {
      await this.readAll();
      if (this.outbox.waiting === 0) await this.sheet.reread();
      if (this.outbox.waiting > 0) { this.outbox.flush(); return; }
      connection("Saved as you go", "live");
      if (this.isCutOff) this.say(null);
    } catch (error) {
      connection(error.sentence ? "Turned away by herbx" : "No answer from herbx", "lost");
      if (error.sentence) this.sayOfConnection(error.sentence.trim());
    }
  }

  go(kind, value) { location.hash = value === undefined || value === "" ? kind : `${kind}=${value}`; }

  route() {
    const [, kind, value] = /^#?([a-z]*)=?(.*)$/s.exec(location.hash) ?? [];
    const pages = { sheet: this.sheet, focus: this.focus, table: this.table };
    const name = kind in pages ? kind : "sheet";
    for (const [one, page] of Object.entries(pages)) page.node.hidden = one !== name;
    this.drawTabs(name);
    if (name === "table") { this.table.open(value); return; }
    if (name === "focus") { this.focus.open(decodeURIComponent(value ?? "")); return; }
    const number = /^\d+$/.test(value ?? "") ? Number(value) : this.numbers[Math.max(0, this.states.findIndex((one) => !isDecided(one)))] ?? 0;
    this.sheet.open(number);
  }

  drawTabs(name) {
    const tab = (key, words, address) =>
      h("a", { href: address, "aria-current": key === name ? "page" : null, "data-key": key }, words);
    keepingFocus(this.tabs, () => this.tabs.replaceChildren(
      tab("sheet", "Sheet", "#sheet"), tab("table", "Table", "#table"), tab("focus", "One term", "#focus")));
  }

  /** `?` shows the keys, and once more (or Escape) hides them and leads back to where it was pressed. */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return false;
    const { keys } = this;
    if (event.key !== "?" && !(event.key === "Escape" && keys.open)) return false;
    if (!keys.open) this.before = document.activeElement?.dataset.key;
    keys.open = !keys.open;
    const back = this.before && document.querySelector(`main [data-key="${CSS.escape(this.before)}"]`);
    (keys.open ? keys.firstChild : back || keys.firstChild).focus();
    return true;
  }

  position(number) { return { index: this.places.get(number) ?? null, total: this.numbers.length }; }

  /** Takes in how a sheet stands, so that the queue need not be read again after each decision. */
  note(number, isDone) {
    const index = this.places.get(number);
    if (index === undefined) return;
    const letter = isDone ? "d" : "p";
    this.states[index] = this.isControl(number) ? letter.toUpperCase() : letter;
  }

  isControl(number) {
    const letter = this.states[this.places.get(number)];
    return letter !== undefined && letter === letter.toUpperCase();
  }

  /** The sheet before or behind in the queue; nil at its ends. One that is not in the queue stands before its first. */
  neighbour(number, way) {
    const index = this.places.get(number) ?? -1;
    return this.numbers[index + way] ?? null;
  }

  turn(way) {
    const number = this.neighbour(this.sheet.asked, way);
    if (number !== null) this.go("sheet", number);
    else announce(way > 0 ? "This is the last sheet of the queue" : "This is the first sheet of the queue");
  }

  /** To the next sheet with something to decide. */
  turnToOpen() {
    const at = this.places.get(this.sheet.asked) ?? -1;
    const isOpen = (_, index) => !isDecided(this.states[index]) && index !== at;
    let next = this.numbers.findIndex((number, index) => index > at && isOpen(number, index));
    if (next < 0) next = this.numbers.findIndex(isOpen);
    if (next < 0) { this.say("Everything in the queue is decided."); return; }
    this.go("sheet", this.numbers[next]);
  }

  help() {
    const keys = [
      ["Enter", "accepts a field"], ["typing", "corrects it (what begins with a, c, f, n, u or ?: F2 first)"],
      ["a", "accepts the rest of its group"], ["c", "writes a comment on it"], ["f", "flags it"], ["n", "next open field, then next open sheet"], ["u", "undoes"],
      ["↑ ↓", "from field to field"], ["Page Down, Page Up", "next, previous sheet"],
      ["?", "shows the keys, and hides them"], ["Alt with + − 0 r and arrows", "zoom, show all, turn and move the sheet"],
    ];
    return h("details", { class: "keys" }, h("summary", null, "Keys"),
      h("dl", null, keys.map(([key, words]) => h("div", null, h("dt", null, h("kbd", null, key)), h("dd", null, words)))));
  }
}

const nameOf = (reviewer) => reviewer.split(" <")[0];

const isDecided = (letter) => letter === "d" || letter === "D";
