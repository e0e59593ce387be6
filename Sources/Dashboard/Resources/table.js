"use strict";
// All sheets as a table: sorted, filtered, each leading to its sheet.

const usualTable = { text: "", term: "", value: null, below: "", state: "any", check: "any", reviewer: "", order: "name", page: 1 };

class TablePage {
  constructor(review) {
    this.review = review;
    this.query = { ...usualTable };
    this.tools = h("form", { class: "tools", role: "search", submit: (event) => event.preventDefault() });
    this.note = h("p", { class: "quiet", role: "status" });
    this.table = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Sheets" });
    this.pager = h("nav", { class: "pager", "aria-label": "Pages of the table" });
    this.node = card("All sheets", this.tools, h("div", { class: "above" }, this.note, this.pager), this.table);
  }

  async open(text) {
    this.query = { ...usualTable, ...Object.fromEntries(new URLSearchParams(text ?? "")) };
    if (!this.tools.hasChildNodes()) this.tools.append(...this.filters());
    await this.load();
  }

  filters() {
    const field = (name, label, attributes) => h("label", { class: "choice" }, h("span", null, label),
      h("input", { ...attributes, value: this.query[name] ?? "", change: (event) => this.change({ [name]: event.target.value }) }));
    const terms = [["", "any"], ...(this.review.summary?.terms ?? []).map(({ term }) => [term, term])];
    return [
      h("input", {
        type: "search", placeholder: "Search all values", "aria-label": "Search the sheets", value: this.query.text,
        input: (event) => { clearTimeout(this.timer); this.timer = setTimeout(() => this.change({ text: event.target.value }), 200); },
      }),
      choice("Term", this.query.term, terms, (term) => this.change({ term })),
      field("value", "holds", { type: "text", class: "short" }),
      field("below", "confidence below", { type: "number", min: 1, max: 100, class: "short" }),
      choice("State", this.query.state, [["any", "any"], ["open", "open"], ["partly", "partly decided"], ["done", "decided"],
        ["flagged", "flagged"], ["conflict", "in conflict"], ["commented", "with comments"]], (state) => this.change({ state })),
      choice("Checks", this.query.check, [["any", "any"], ["failing", "failing"]], (check) => this.change({ check })),
      field("reviewer", "Reviewer", { type: "text", class: "short" }),
    ];
  }

  change(part) {
    const query = { ...this.query, page: 1, ...part };
    const parts = Object.entries(query).filter(([name, value]) => value !== null && String(value) !== String(usualTable[name] ?? ""));
    this.review.go("table", new URLSearchParams(parts).toString());
  }

  async load() {
    const turn = this.asked = Symbol("turn");
    const asked = Object.entries(this.query).filter(([name, value]) => value !== null && (value !== "" || name === "value"));
    const facts = await this.review.get(`table?${new URLSearchParams(asked)}`);
    if (this.asked === turn) this.draw(facts);
  }

  draw({ matches, all, page, pages, columns, rows }) {
    this.note.textContent = matches === all ? many(all, "sheet") : `${count(matches)} of ${many(all, "sheet")}`;
    const head = (key, words) => {
      const order = this.query.order;
      const sort = order === key ? "ascending" : order === `-${key}` ? "descending" : null;
      return h("th", { scope: "col", "aria-sort": sort }, h("button", {
        type: "button", "data-key": `sort-${key}`, click: () => this.change({ order: order === key ? `-${key}` : key }),
      }, words, sort === "ascending" ? " ▲" : sort === "descending" ? " ▼" : ""));
    };
    keepingFocus(this.table, () => this.table.replaceChildren(h("table", { class: "sheets" },
      h("thead", null, h("tr", null, head("name", "Sheet"), head("confidence", "Lowest"), h("th", { scope: "col" }, "State"),
        columns.map((term) => head(term, termName(term))))),
      h("tbody", null, rows.map((row) => h("tr", null,
        h("th", { scope: "row" }, h("a", { class: "small", href: `#sheet=${row.number}` },
          h("img", { src: this.review.thumbnailAddress(row.number), alt: "", loading: "lazy", decoding: "async",
            error: (event) => event.target.remove() }), quoted(row.image))),
        h("td", null, row.confidence === null ? none : confidenceChip(row.confidence / 100)),
        h("td", null, row.ok ? h("span", { class: `mark ${row.state}` },
          row.state === "partly" ? `${row.decided} of ${row.fields}` : row.state) : "no record",
        row.comments > 0 ? h("span", { class: "mark comments" }, many(row.comments, "comment")) : null),
        row.cells.map(([text, confidence, isDecided]) => h("td", { class: isDecided ? "decided" : null },
          quoted(text), confidence !== null && confidence < 70 && !isDecided ? [" ", confidenceChip(confidence / 100)] : null))))))));
    this.pager.hidden = pages < 2;
    const step = (to, sign, words) => h("button", {
      type: "button", "data-key": words, "aria-label": words, disabled: to < 1 || to > pages, click: () => this.change({ page: to }),
    }, sign);
    keepingFocus(this.pager, () => this.pager.replaceChildren(step(page - 1, "‹", "Previous page"),
      h("span", { class: "of" }, `${count(page)} of ${count(pages)}`), step(page + 1, "›", "Next page")));
  }
}
