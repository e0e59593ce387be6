"use strict";
// One sheet: the image beside its fields.

class SheetPage {
  constructor(review) {
    this.review = review;
    this.viewer = new Viewer((turn) => review.keepTurn(turn));
    this.head = h("header", { class: "sheet-head" });
    this.fields = h("div", { class: "label", role: "group", "aria-label": "Fields" });
    this.node = h("div", { class: "sheet-page" }, this.viewer.node, h("div", { class: "sheet-side" }, this.head, this.fields));
    this.known = new Map();
    /** Terms that were added here and have no value yet, by sheet. */
    this.added = new Map();
    document.addEventListener("keydown", (event) => { if (!this.node.hidden && this.press(event)) event.preventDefault(); });
  }

  /** The sheet's facts, from the answer that was fetched ahead where there is one. */
  facts(number) {
    const known = this.known.get(number) ?? this.review.get(`sheet/${number}`);
    this.known.delete(number);
    return known;
  }

  fetchAhead(number) {
    if (number === null || this.known.has(number)) return;
    if (this.known.size > 4) this.known.clear();
    const facts = this.review.get(`sheet/${number}`);
    facts.catch(() => this.known.delete(number));
    this.known.set(number, facts);
    new Image().src = this.review.imageAddress(number);
  }

  async open(number) {
    this.asked = number;
    const began = performance.now();
    const wasKnown = this.known.has(number);
    let sheet;
    try { sheet = await this.facts(number); } catch {
      this.head.replaceChildren(h("h2", null, "No such sheet"), h("p", null, "It could not be read: no answer from herbx."));
      return;
    }
    if (this.asked !== number) return;
    this.sheet = this.withAdded(sheet);
    if (this.shown !== number) this.viewer.show(this.review.imageAddress(number), sheet.image);
    const isOther = this.shown !== number;
    this.shown = number;
    this.draw();
    if (isOther) this.focusFirst();
    this.node.dataset.sheet = number;
    this.node.dataset.took = Math.round(performance.now() - began);
    document.title = `${sheet.image} · review · herbx`;
    this.fetchAhead(this.review.neighbour(number, 1));
    // What was fetched ahead may be older than what another tab has decided.
    if (wasKnown) this.reread();
  }

  /** Reads the sheet again, without moving what is in focus or being typed. */
  async reread() {
    if (this.node.hidden || this.sheet === undefined) return;
    const { number } = this.sheet;
    const { outbox } = this.review;
    const { made } = outbox;
    const sheet = await this.review.get(`sheet/${number}`).catch(() => null);
    // What was decided meanwhile is newer than this answer; it is read again once that is saved.
    const isNew = outbox.made === made && outbox.waiting === 0;
    if (sheet && isNew && this.asked === number && !this.node.querySelector(".editor")) {
      this.review.note(number, sheet.done);
      this.withAdded(sheet);
      // What is drawn acts on the facts that it was drawn of: they are replaced together.
      if (this.allShown(sheet) === this.drawn) return;
      this.sheet = sheet;
      this.draw();
    }
  }

  get all() { return this.sheet.groups.flatMap((group) => group.fields); }

  get button() { return document.activeElement?.closest?.(".field"); }

  get current() { return this.all.find(({ term }) => term === this.button?.dataset.term); }

  /** All that is drawn of a sheet, but for what is typed, as text. */
  allShown(sheet) {
    const { review } = this;
    return JSON.stringify([sheet, review.position(sheet.number), review.isControl(sheet.number)]);
  }

  draw() {
    this.drawn = this.allShown(this.sheet);
    keepingFocus(this.node, () => this.redraw());
  }

  redraw() {
    const { sheet } = this;
    const { index, total } = this.review.position(sheet.number);
    const left = this.all.filter(({ state }) => state === "open").length;
    this.head.replaceChildren(
      h("h2", null, quoted(sheet.image)),
      h("p", { class: "quiet", role: "status" },
        index === null ? "not in the queue" : `${count(index + 1)} of ${count(total)} in the queue`,
        this.review.isControl(sheet.number) ? " · control sample" : "",
        sheet.ok ? ` · ${left === 0 ? "all decided" : `${many(left, "field")} open`}` : " · no record"),
      this.steps(left), ...sheet.checks.map((sentence) => h("p", { class: "check" }, icon("warning"), " ", sentence)),
      ...[this.staleNote()].filter(Boolean));
    this.fields.replaceChildren(...[...sheet.groups.map((group) => this.group(group)), this.addField()].filter(Boolean));
  }

  steps(left) {
    const step = (key, label, way) => h("button", {
      type: "button", "data-key": key, disabled: this.review.neighbour(this.sheet.number, way) === null,
      click: () => this.review.turn(way),
    }, label);
    return h("div", { class: "steps" }, step("previous", "‹ Previous", -1), step("next", "Next ›", 1),
      h("button", { type: "button", "data-key": "forward", class: left === 0 ? "ready" : null,
        click: () => this.nextOpen(true) }, "Next open (n)"),
      h("button", { type: "button", "data-key": "undo", disabled: !this.sheet.undo, click: () => this.undo() }, "Undo (u)"));
  }

  staleNote() {
    const { stale } = this.sheet;
    if (stale.length === 0) return null;
    return h("details", { class: "stale" },
      h("summary", null, `${many(stale.length, "annotation")} of an earlier answer, not applied`),
      h("ul", null, stale.map(({ term, value, by }) =>
        h("li", null, `${term}: `, quoted(value ?? "flagged"), ` (${by})`))));
  }

  group({ name, fields }) {
    const id = `group-${name}`;
    return h("section", { class: "group", "aria-labelledby": id }, h("h3", { id }, name),
      h("ul", { class: "rows" }, fields.map((field) => this.field(field))));
  }

  field(field) {
    const { term, value, confidence, state } = field;
    const words = { open: "", accepted: "accepted", corrected: "corrected", flagged: "flagged" }[state];
    const draft = this.review.drafts.get(this.sheet.image, term);
    const notes = this.notes(field);
    const editable = new Editable({
      key: term, text: value, draft, notes: notes?.id,
      label: `${term}: ${value || "empty"}${confidence === null ? "" : `, confidence ${confidence}`}${words ? `, ${words}` : ""}`,
      shown: value === "" ? h("span", { class: "quiet" }, "empty") : quoted(value),
      suggestions: () => this.review.suggestions(term, field.second),
      acts: {
        accept: () => this.decide(field, "accept"), replace: (text) => this.decide(field, "replace", text),
        typed: (text) => text === null || text === value
          ? this.review.drafts.drop(this.sheet.image, term) : this.review.drafts.set(this.sheet.image, term, text),
        left: (isBlur) => { this.draw(); if (!isBlur) this.focus(term); },
      },
    });
    return h("li", { class: `field ${state}${field.saving ? " saving" : ""}`, "data-term": term },
      h("span", { class: "term" }, termName(term)), editable.node,
      h("span", { class: "marks" },
        h("button", { type: "button", class: "say", "data-key": `${term}:say`, tabindex: -1, title: "Comment (c)",
          "aria-label": `Comment on ${term}`, click: () => this.comment(field) }, "…"),
        field.agreed && state !== "corrected" ? h("span", { class: "mark", title: "The second run read the same fact" }, "agreed") : null,
        confidence === null ? null : confidenceChip(confidence / 100),
        words ? h("span", { class: `mark ${state}` }, field.saving ? "saving…" : words) : null),
      notes);
  }

  notes(field) {
    const { checks, second, conflict, comments, read, value, state, by } = field;
    const notes = [
      checks.map((sentence) => h("p", { class: "check" }, icon("warning"), " ", sentence)),
      second === null ? null : h("p", { class: "second" }, "The second run read ", quoted(second), " ",
        h("button", { type: "button", "data-key": `${field.term}:second`, click: () => this.decide(field, "replace", second) },
          "Take it")),
      state === "corrected" && read !== value
        ? h("p", { class: "read" }, "The model read ", read === null ? "nothing" : quoted(read)) : null,
      by ? h("p", { class: "by" }, `by ${by}`) : null,
      conflict ? h("p", { class: "conflict" }, icon("warning"), ` ${conflict.by} decided otherwise: `,
        conflict.state === "flagged" ? "flagged" : quoted(conflict.value ?? "")) : null,
      this.commentDraft(field),
      comments.map(({ by: name, text }) => h("p", { class: "comment" }, `${name}: `, quoted(text))),
    ].flat(Infinity).filter(Boolean);
    return notes.length > 0 ? h("div", { class: "notes", id: `notes-${field.term}` }, notes) : null;
  }

  commentDraft({ term }) {
    const draft = this.review.drafts.get(this.sheet.image, `comment:${term}`);
    return draft ? h("p", { class: "draft" }, "Comment typed, not saved: ", quoted(draft)) : null;
  }

  /** A term that the record lacks, to be filled in. */
  addField() {
    const { missing, ok } = this.sheet;
    if (!ok || missing.length === 0) return null;
    const select = h("select", { "aria-label": "Add a field", "data-key": "add", change: () => this.add(select.value) },
      h("option", { value: "" }, "Add a field…"), missing.map(([term]) => h("option", { value: term }, term)));
    return h("p", { class: "add" }, select);
  }

  add(term) {
    const { number } = this.sheet;
    this.added.set(number, [...this.added.get(number) ?? [], term]);
    this.withAdded(this.sheet);
    this.draw();
    this.node.querySelector(`.field[data-term="${CSS.escape(term)}"] .value`)?.click();
  }

  /** The sheet with an open field for each term that was added here; those that it has by now are no more to be added. */
  withAdded(sheet) {
    for (const term of this.added.get(sheet.number) ?? []) this.openField(sheet, term);
    return sheet;
  }

  openField(sheet, term) {
    const name = sheet.missing.find(([one]) => one === term)?.[1];
    if (!name) return;
    sheet.missing = sheet.missing.filter(([one]) => one !== term);
    let group = sheet.groups.find((one) => one.name === name);
    if (!group) sheet.groups.push(group = { name, fields: [] });
    group.fields.push({
      term, value: "", read: null, confidence: null, state: "open", by: null, checks: [], second: null, conflict: null,
      agreed: false, comments: [],
    });
  }

  focus(term) { this.node.querySelector(`.field[data-term="${CSS.escape(term)}"] .value`)?.focus(); }

  focusFirst() {
    const field = this.all.find(({ state }) => state === "open") ?? this.all[0];
    if (field) this.focus(field.term);
    else this.head.querySelector("[data-key=forward]")?.focus();
  }

  press(event) {
    if (isImageKey(event) && this.viewer.key(event)) return true;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target === this.viewer.frame) {
      return this.pressPage(event);
    }
    switch (event.key) {
      case "a": this.acceptGroup(); return true;
      case "c": if (this.current) this.comment(this.current); return true;
      case "f": if (this.current) this.decide(this.current, "flag"); return true;
      case "n": this.nextOpen(false); return true;
      case "u": this.undo(); return true;
      case "ArrowDown": return this.step(1);
      case "ArrowUp": return this.step(-1);
      default: return this.pressPage(event);
    }
  }

  pressPage(event) {
    if (event.key !== "PageDown" && event.key !== "PageUp") return false;
    this.review.turn(event.key === "PageDown" ? 1 : -1);
    return true;
  }

  step(way) {
    const terms = this.all.map(({ term }) => term);
    const at = terms.indexOf(this.button?.dataset.term);
    const next = terms[Math.min(terms.length - 1, Math.max(0, at + way))];
    if (next === undefined) return false;
    this.focus(next);
    return true;
  }

  annotation(field, action, value) {
    return {
      id: newID(), number: this.sheet.number, record: this.sheet.record, term: field.term, action, value,
      seen: field.value === "" && field.read === null ? undefined : field.value,
    };
  }

  /** Decides about one field and goes on to the next open one. */
  decide(field, action, value) {
    this.take([field], action, value);
    this.nextOpen(false, field.term, action !== "flag");
  }

  /** A line for words on a field, which are kept like a correction until they are saved. */
  comment(field) {
    const { image } = this.sheet;
    const key = `comment:${field.term}`;
    const row = this.node.querySelector(`.field[data-term="${CSS.escape(field.term)}"]`);
    if (!row || row.querySelector(".comment-line")) return;
    const input = h("input", {
      class: "editor", "aria-label": `Comment on ${field.term}. Enter saves, Escape leaves it.`, maxlength: 4000,
      "data-key": key, autocomplete: "off", placeholder: "Comment",
      input: () => this.review.drafts.set(image, key, input.value),
      keydown: (event) => {
        if (event.isComposing || isImageKey(event)) return;
        if (event.key === "Enter" && input.value.trim() !== "") this.saveComment(field, input.value.trim());
        else if (event.key === "Escape") this.review.drafts.drop(image, key);
        else if (event.key !== "Enter") { event.stopPropagation(); return; }
        event.preventDefault();
        event.stopPropagation();
        this.draw();
        this.focus(field.term);
      },
    });
    input.value = this.review.drafts.get(image, key) ?? "";
    row.append(h("p", { class: "comment-line" }, input));
    input.focus();
  }

  saveComment(field, words) {
    const annotation = { ...this.annotation(field, "comment"), comment: words, image: this.sheet.image };
    field.comments = [...field.comments, { by: "you", text: words }];
    this.sheet.undo = { id: annotation.id, term: field.term };
    this.review.drafts.drop(this.sheet.image, `comment:${field.term}`);
    this.review.outbox.add([annotation]);
  }

  take(fields, action, value) {
    const { image } = this.sheet;
    const annotations = fields.map((field) => this.annotation(field, action, value));
    for (const field of fields) {
      field.state = { accept: "accepted", replace: "corrected", flag: "flagged" }[action];
      if (action === "replace") field.value = value;
      field.saving = true;
    }
    annotations.forEach((one) => { one.image = image; });
    this.sheet.undo = { id: annotations.at(-1).id, term: annotations.at(-1).term };
    this.review.note(this.sheet.number, this.all.every(({ state }) => state !== "open"));
    this.draw();
    this.review.outbox.add(annotations);
  }

  acceptGroup() {
    const field = this.current ?? this.all.find(({ state }) => state === "open");
    const group = this.sheet.groups.find(({ fields }) => fields.includes(field));
    const rest = group?.fields.filter(({ state }) => state === "open") ?? [];
    if (rest.length > 0) this.take(rest, "accept");
    if (field) this.nextOpen(false, field.term);
  }

  /** To the next open field; beyond the last one of the sheet, to the button that leads on, or at once where asked. */
  nextOpen(leaves, after = this.button?.dataset.term) {
    const fields = this.all;
    const from = fields.findIndex(({ term }) => term === after) + 1;
    const next = [...fields.slice(from), ...fields.slice(0, from)].find(({ state }) => state === "open");
    if (next) { this.focus(next.term); return; }
    const forward = this.head.querySelector("[data-key=forward]");
    if (leaves || document.activeElement === forward) this.review.turnToOpen();
    else forward?.focus();
  }

  undo() {
    const { undo, number, record, image } = this.sheet;
    if (!undo) return;
    this.sheet.undo = null;
    this.review.note(number, false);
    this.draw();
    this.focus(undo.term);
    this.review.outbox.add([{ id: newID(), number, record, image, term: undo.term, action: "withdraw", of: undo.id }]);
  }
}
