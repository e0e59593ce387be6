"use strict";
// Decisions on their way to the disk. What is typed or decided is kept by the browser until herbx has said that it is
// saved: a closed tab, a lost connection and a restarted server lose nothing.

/** The browser's store, or one of this page only where the browser gives none. */
const kept = (() => {
  try {
    localStorage.setItem("herbx:probe", "1");
    localStorage.removeItem("herbx:probe");
    return localStorage;
  } catch {
    const values = new Map();
    return {
      getItem: (key) => values.get(key) ?? null, setItem: (key, value) => values.set(key, value),
      removeItem: (key) => values.delete(key), key: (index) => [...values.keys()][index] ?? null,
      get length() { return values.size; },
    };
  }
})();

const newID = () => `urn:uuid:${crypto.randomUUID?.() ?? randomUUID()}`;

/** `crypto.randomUUID` is there for secure addresses only, and an address of another machine is none. */
function randomUUID() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

class Outbox {
  /** `told` hears of each package that was saved or refused, and of a connection that is lost or back. */
  constructor(place, told) {
    this.place = place;
    this.prefix = `herbx:outbox:${place}:`;
    this.told = told;
    /** Whom herbx signs decisions for. */
    this.reviewer = null;
    /** How many decisions this page has made, so that an answer from before the last one is known as such. */
    this.made = 0;
    addEventListener("online", () => this.flush());
  }

  /** All packages that this browser keeps for the run, the oldest first. */
  get packages() {
    return Array.from({ length: kept.length }, (_, index) => kept.key(index))
      .filter((key) => key?.startsWith(this.prefix)).sort()
      .map((key) => ({ key, text: kept.getItem(key) })).filter(({ text }) => text !== null)
      .map(({ key, text }) => ({ key, text, ...JSON.parse(text) }));
  }

  /** Those that may be sent: nobody's decision is signed by another, whose page is served at this address now. */
  get mine() { return this.packages.filter((one) => this.isMine(one)); }

  /** Those of earlier versions do not say whose they are. */
  isMine({ reviewer }) { return reviewer === undefined || reviewer === this.reviewer; }

  get waiting() { return this.mine.length; }

  /** How many decisions of each other reviewer are kept. */
  get others() {
    const found = new Map();
    for (const { reviewer, annotations } of this.packages.filter((one) => !this.isMine(one))) {
      found.set(reviewer, (found.get(reviewer) ?? 0) + annotations.length);
    }
    return [...found];
  }

  /** Keeps annotations until they are saved. Each has an id: one that arrives twice counts once. */
  add(annotations) {
    this.made += 1;
    const key = `${this.prefix}${String(Date.now()).padStart(15, "0")}:${newID()}`;
    kept.setItem(key, JSON.stringify({ reviewer: this.reviewer, annotations }));
    return this.flush();
  }

  flush() {
    this.flushing ??= this.sendAll().finally(() => { this.flushing = null; });
    return this.flushing;
  }

  async sendAll() {
    for (let [next] = this.mine; next; [next] = this.mine) {
      const { key, text, annotations } = next;
      let reply;
      try { reply = await post(`${this.place}/annotations`, text); } catch { return this.wait(); }
      // Another server may stand at this address now, which does not know this page, or signs for somebody else: the
      // decision waits for the right one.
      if ([401, 421].includes(reply.status) || reply.status >= 500) return this.wait(reply.sentence);
      kept.removeItem(key);
      this.told(reply.ok ? { saved: annotations } : { refused: annotations, sentence: reply.sentence });
    }
    this.told({ connected: true });
  }

  wait(sentence) {
    this.told({ connected: false, sentence });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), 2000);
  }
}

/** Sends JSON; `sentence` says why where it was refused. */
async function post(path, text) {
  const answer = await fetch(path, {
    method: "POST", cache: "no-store", headers: { "Content-Type": "application/json" }, body: text,
  });
  const words = await answer.text();
  return { ok: answer.ok, status: answer.status, sentence: answer.ok ? null : words.trim(), words };
}

/** Typed text that has not been saved, by sheet and term. */
class Drafts {
  constructor(place) { this.prefix = `herbx:draft:${place}:`; }

  key(image, term) { return `${this.prefix}${JSON.stringify([image, term])}`; }

  get(image, term) { return kept.getItem(this.key(image, term)); }

  set(image, term, text) { kept.setItem(this.key(image, term), text); }

  drop(image, term) { kept.removeItem(this.key(image, term)); }
}
