"use strict";
// One term over all sheets: its distinct values, near-duplicates side by side, decided many at once.

class FocusPage {
  constructor(review) {
    this.review = review;
    this.select = h("select", { "aria-label": "Term", change: () => this.review.go("focus", this.select.value) });
    this.note = h("p", { class: "quiet", role: "status" });
    this.list = h("ol", { class: "values", "aria-label": "Values" });
    this.more = h("div", { class: "more" });
    this.node = card("One term over all sheets", h("div", { class: "tools" },
      h("label", { class: "choice" }, h("span", null, "Term"), this.select)), this.note, this.list, this.more);
    document.addEventListener("keydown", (event) => { if (!this.node.hidden && this.press(event)) event.preventDefault(); });
  }

  async open(term) {
    const terms = this.review.summary?.terms ?? [];
    this.term = term || terms.find(({ term: one }) => one === "recordedBy")?.term || terms[0]?.term;
    if (!this.term) return;
    this.select.replaceChildren(...terms.map(({ term: one, filled, decided }) =>
      h("option", { value: one, selected: one === this.term }, `${one} (${decided} of ${filled} decided)`)));
    const began = performance.now();
    const facts = await this.review.get(`focus?${new URLSearchParams({ term: this.term })}`);
    if (facts.term !== this.term) return;
    this.groups = facts.groups;
    this.facts = facts;
    this.draw();
    this.node.dataset.took = Math.round(performance.now() - began);
    document.title = `${this.term} · review · herbx`;
  }

  async showMore() {
    const facts = await this.review.get(`focus?${new URLSearchParams({ term: this.term, first: this.groups.length })}`);
    this.groups.push(...facts.groups);
    this.draw();
  }

  draw() {
    const { all, sheets } = this.facts;
    this.note.textContent =
      `${many(all, "value")} on ${many(sheets, "sheet")}. Enter confirms a value on all its sheets, typing replaces it, f flags it.`;
    keepingFocus(this.list, () => this.list.replaceChildren(...this.groups.map((group, index) => h("li", {
      class: group.values.length > 1 ? "near" : null,
      "aria-label": group.values.length > 1 ? "Values that look alike" : null,
    }, h("ul", null, group.values.map((value, place) => this.value(value, `${index}-${place}`, group)))))));
    this.more.replaceChildren(...(this.groups.length < all
      ? [h("button", { type: "button", click: () => this.showMore() }, `Show more of ${count(all)} values`)] : []));
  }

  value(value, key, group) {
    const { text, count: number, decided, sheets } = value;
    const key2 = `value-${key}`;
    const draft = this.review.drafts.get("", `${this.term}=${text}`);
    const editable = new Editable({
      key: key2, text, draft, label: `${text || "empty"}, on ${many(number, "sheet")}, ${decided} decided`,
      shown: text === "" ? h("span", { class: "quiet" }, "empty") : quoted(text),
      suggestions: () => this.review.suggestions(this.term, null),
      acts: {
        accept: () => this.decide(value, key2, { action: "accept" }),
        replace: (to) => this.decide(value, key2, { action: "replace", value: to }),
        typed: (typed) => typed === null || typed === text
          ? this.review.drafts.drop("", `${this.term}=${text}`) : this.review.drafts.set("", `${this.term}=${text}`, typed),
        left: () => this.draw(),
      },
    });
    return h("li", { class: `entry${decided === number ? " decided" : ""}`, "data-text": text },
      editable.node,
      h("span", { class: "number" }, count(number), unseen(" sheets"), decided > 0 ? ` · ${count(decided)} decided` : ""),
      h("span", { class: "samples" }, sheets.slice(0, 5).map((sheet) =>
        h("a", { href: `#sheet=${sheet}` }, `sheet ${sheet + 1}`)), number > 5 ? "…" : null),
      group.values.length > 1 ? h("button", {
        type: "button", "data-key": `${key2}:all`, click: () => this.unite(group, value),
      }, "Use for all alike") : null);
  }

  async decide(value, key, decision) {
    const body = { term: this.term, seen: value.text, count: value.count, ...decision };
    if (await this.review.send("focus", body)) {
      this.review.drafts.drop("", `${this.term}=${value.text}`);
      await this.open(this.term);
      this.nextOpen(key);
    } else {
      await this.open(this.term);
    }
  }

  async unite(group, value) {
    for (const other of group.values) {
      if (other === value) continue;
      const body = { term: this.term, seen: other.text, count: other.count, action: "replace", value: value.text };
      if (!await this.review.send("focus", body)) break;
    }
    await this.open(this.term);
  }

  press(event) {
    const entry = document.activeElement?.closest?.(".entry");
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return false;
    const buttons = [...this.list.querySelectorAll(".entry .value")];
    const at = buttons.indexOf(entry?.querySelector(".value"));
    switch (event.key) {
      case "ArrowDown": buttons[Math.min(buttons.length - 1, at + 1)]?.focus(); return true;
      case "ArrowUp": buttons[Math.max(0, at - 1)]?.focus(); return true;
      case "n": this.nextOpen(buttons[at]?.dataset.key); return true;
      case "f": if (entry) this.flag(entry); return true;
      default: return false;
    }
  }

  flag(entry) {
    const value = this.groups.flatMap(({ values }) => values).find(({ text }) => text === entry.dataset.text);
    if (value) this.decide(value, entry.querySelector(".value").dataset.key, { action: "flag" });
  }

  nextOpen(key) {
    const entries = [...this.list.querySelectorAll(".entry")];
    const at = entries.findIndex((entry) => entry.querySelector(".value")?.dataset.key === key);
    const next = [...entries.slice(at + 1), ...entries.slice(0, at + 1)].find((entry) => !entry.classList.contains("decided"));
    next?.querySelector(".value")?.focus();
  }
}
