"use strict";
// A value that is confirmed by Enter and corrected by typing.

/** Keys that are commands where a value is in focus, and no beginning of a correction. */
const commandKeys = new Set(["a", "c", "f", "n", "u", "?"]);

/** Alt alone: on some keyboards letters are typed with Ctrl and Alt. */
const isImageKey = (event) => event.altKey && !event.ctrlKey && !event.metaKey;

class Editable {
  /** `notes`: the id of what is said beside the value. `acts`: accept(), replace(text), typed(text or null). */
  constructor({ key, label, text, shown, draft, notes, suggestions, acts }) {
    Object.assign(this, { key, label, text, draft, notes, suggestions, acts });
    this.button = h("button", {
      type: "button", class: "value", "data-key": key, "aria-label": label, "aria-describedby": notes, click: () => this.edit(this.draft ?? this.text),
      keydown: (event) => { if (this.press(event)) { event.preventDefault(); event.stopPropagation(); } },
    }, shown);
    this.node = h("div", { class: "editable" }, this.button);
    if (draft !== null && draft !== undefined && draft !== text) {
      this.node.append(h("p", { class: "draft" }, "Typed, not saved: ", quoted(draft)));
    }
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "Enter") this.acts.accept();
    else if (event.key === "F2") this.edit(this.draft ?? this.text);
    else if (event.key === "Backspace" || event.key === "Delete") this.edit("");
    else if (event.key.length === 1 && event.key !== " " && !commandKeys.has(event.key)) this.edit(event.key);
    else return false;
    return true;
  }

  edit(text) {
    if (this.input) return;
    const list = h("datalist", { id: `list-${this.key}` });
    const isLong = this.text.length > 60 || this.text.includes("\n");
    this.input = h(isLong ? "textarea" : "input", {
      class: "editor", rows: isLong ? 4 : null, "aria-label": `${this.label}. Enter saves, Escape leaves it.`,
      list: isLong ? null : list.id, spellcheck: "false", autocomplete: "off", "data-key": this.key,
      "aria-describedby": this.notes,
      input: () => this.acts.typed(this.input.value),
      keydown: (event) => this.type(event), blur: () => this.leave(),
    });
    this.input.value = text;
    this.node.replaceChildren(this.input, list);
    this.input.focus();
    this.input.setSelectionRange?.(text.length, text.length);
    if (text !== this.text) this.acts.typed(text);
    this.suggestions?.().then((values) => list.replaceChildren(...values.map((value) => h("option", { value }))));
  }

  type(event) {
    if (isImageKey(event)) return;
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") {
      this.isDone = true;
      this.acts.typed(null);
      this.acts.left();
    } else if (event.key === "Enter" && !event.shiftKey) {
      this.isDone = true;
      const text = this.input.value;
      if (text === this.text) this.acts.accept();
      else this.acts.replace(text);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Text that was typed and left is kept as it is, and shown as not saved. Another window or tab is no leaving. */
  leave() {
    if (this.isDone || !document.hasFocus()) return;
    this.isDone = true;
    setTimeout(() => this.acts.left(true));
  }
}
