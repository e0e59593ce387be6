"use strict";
// The specimens of a run: search, filter, pages; each sheet beside its fields.

const searchDelay = 180;
const startingQuery = { text: "", filter: "all", below: "70", order: "latest", page: 1, size: "25" };

class Specimens {
  constructor(source, preset = {}) {
    this.source = source;
    this.query = { ...startingQuery, ...preset, ...this.fromAddress() };
    this.total = null;
    this.asked = 0;
    // A bookmark of another question about the same run.
    addEventListener("hashchange", () => {
      this.query = { ...startingQuery, ...preset, ...this.fromAddress() };
      this.search.value = this.query.text;
      this.load();
    });
    this.list = h("ol", { class: "specimens", "aria-label": "Specimens" });
    this.tally = h("p", { class: "tally", role: "status" });
    this.fresh = h("div", { class: "fresh" });
    this.filters = h("div", { class: "filters", role: "radiogroup", "aria-label": "Show" });
    this.pagers = ["Pages", "Pages, below"].map((label) => h("nav", { class: "pager", "aria-label": label }));
    this.node = card("Specimens", this.tools(), h("div", { class: "above" }, this.tally, this.pagers[0]), this.fresh,
      this.list, this.pagers[1]);
  }

  tools() {
    this.search = h("input", {
      type: "search", placeholder: "Search names, fields, errors", "aria-label": "Search the specimens",
      autocomplete: "off", spellcheck: "false", value: this.query.text,
      input: () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.change({ text: this.search.value }), searchDelay);
      },
    });
    return h("div", { class: "tools", role: "search" }, this.search, this.filters,
      h("div", { class: "choices" },
        choice("Low is below", this.query.below, [50, 60, 70, 80, 90, 95].map((value) => [String(value), `${value} %`]),
          (below) => this.change({ below })),
        choice("Order", this.query.order, [["latest", "Latest first"], ["earliest", "Earliest first"],
          ["doubtful", "Least confident first"], ["name", "By file name"]], (order) => this.change({ order })),
        choice("On a page", this.query.size, ["10", "25", "50", "100"].map((value) => [value, value]),
          (size) => this.change({ size }))));
  }

  /** Asks for something else; from its first page unless a page is what is asked for. */
  change(part) {
    this.query = { ...this.query, page: 1, ...part };
    const parts = Object.entries(this.query).filter(([name, value]) => String(value) !== String(startingQuery[name]));
    history.replaceState(null, "", `#${new URLSearchParams(parts)}`);
    return this.load();
  }

  fromAddress() {
    const given = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    return Object.fromEntries(Object.entries(given).filter(([name]) => name in startingQuery));
  }

  async load() {
    const turn = ++this.asked;
    this.list.setAttribute("aria-busy", "true");
    let page;
    try { page = await this.source.specimens(this.query); } catch { page = null; }
    // A later question may have been answered before this one.
    if (turn !== this.asked) return;
    this.list.removeAttribute("aria-busy");
    if (!page) {
      this.tally.textContent = "The specimens could not be read: no answer from herbx.";
      return;
    }
    this.total = page.all;
    this.query.page = page.page;
    this.show(page);
  }

  show(page) {
    const isAll = page.matches === page.all;
    const last = page.first + page.specimens.length - 1;
    this.tally.textContent = page.matches === 0 ? "No specimen" : isAll
      ? `${count(page.first)}–${count(last)} of ${many(page.all, "specimen")}`
      : `${count(page.first)}–${count(last)} of ${count(page.matches)} found among ${many(page.all, "specimen")}`;
    this.fresh.replaceChildren();
    this.showFilters(page);
    for (const pager of this.pagers) this.showPager(pager, page);
    this.list.replaceChildren(...page.specimens.map((specimen) =>
      h("li", null, specimenCard(specimen, this.source, this.query.below))));
    if (page.specimens.length === 0) this.list.replaceChildren(h("li", null, empty(this.emptyText(page))));
  }

  emptyText(page) {
    if (page.all === 0) return "No record yet. The first ones appear here as soon as they are written.";
    if (this.query.text) return `No specimen holds “${this.query.text}” in its name, fields or error.`;
    return this.query.filter === "failed" ? "No specimen failed." : `No field has a confidence below ${page.below} %.`;
  }

  showFilters(page) {
    const options = [["all", "All", page.all], ["failed", "Failed", page.failed], ["low", "Low confidence", page.low]];
    draw(this.filters, [options, this.query.filter], () => options.map(([key, word, number]) => h("label", null,
      h("input", {
        type: "radio", name: "filter", value: key, "data-key": key, checked: this.query.filter === key,
        change: () => this.change({ filter: key }),
      }),
      h("span", null, word, " ", h("span", { class: "number" }, count(number))))));
  }

  showPager(pager, page) {
    pager.hidden = page.pages < 2;
    const step = (key, word, to, sign) => h("button", {
      type: "button", "data-key": key, "aria-label": word, title: word, click: () => this.turn(to),
      disabled: to < 1 || to > page.pages || to === page.page,
    }, sign);
    draw(pager, [page.page, page.pages], () => [
      step("first", "First page", 1, "«"), step("previous", "Previous page", page.page - 1, "‹"),
      h("label", null, unseen("Page "), h("input", {
        type: "number", min: 1, max: page.pages, value: page.page, "data-key": "page",
        change: (event) => this.turn(Number(event.target.value)),
      })),
      h("span", { class: "of" }, `of ${count(page.pages)}`),
      step("next", "Next page", page.page + 1, "›"), step("last", "Last page", page.pages, "»"),
    ]);
  }

  async turn(page) {
    if (!Number.isFinite(page)) return;
    await this.change({ page: Math.max(1, Math.floor(page)) });
    this.node.scrollIntoView({ block: "start" });
  }

  /** Told of each new state of the run: says that there is more, and leaves the page that is being read alone. */
  noteTotal(total, isEmpty) {
    if (this.total === null) return;
    const more = total - this.total;
    if (more > 0 && (isEmpty || this.total === 0)) { this.load(); return; }
    const show = { type: "button", "data-key": "fresh", click: () => this.change({}) };
    draw(this.fresh, more, () => more > 0 && h("button", show, `Show ${many(more, "new specimen")}`));
  }
}
