"use strict";
// Where a page served by `herbx dashboard` has its facts from.

class LiveSource {
  /** `place` is where the facts stand, below /api. */
  constructor(place, refreshSeconds) {
    this.place = place;
    this.refresh = refreshSeconds * 1000;
  }

  async ask(path) {
    const answer = await fetch(path, { cache: "no-store" });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
  }

  specimens(query) { return this.ask(`${this.place}/specimens?${new URLSearchParams(query)}`); }

  imageAddress(number) { return `${this.place}/image/${number}`; }

  originalAddress(number) { return `${this.place}/image/${number}?original=1`; }

  thumbnailAddress(number) { return `${this.place}/thumbnail/${number}`; }

  /** Calls `show` with the facts, now and whenever they change. A page that nobody sees lets go of its connection. */
  watch(show) {
    this.showFacts = show;
    document.addEventListener("visibilitychange", () => (document.hidden ? this.close() : this.open()));
    this.open();
  }

  open() {
    this.close();
    this.poll();
    this.stream = new EventSource(`${this.place}/events`);
    this.stream.addEventListener("message", (event) => {
      clearInterval(this.timer);
      this.timer = null;
      this.take(JSON.parse(event.data), "Live");
    });
    // The browser tries the stream again by itself, unless it was refused; meanwhile, and then, the page asks.
    this.stream.addEventListener("error", () => { this.timer ??= setInterval(() => this.again(), this.refresh); });
  }

  again() {
    this.poll();
    if (this.stream.readyState === EventSource.CLOSED) this.open();
  }

  close() {
    this.stream?.close();
    clearInterval(this.timer);
    this.timer = null;
  }

  async poll() {
    try {
      this.take(await this.ask(this.statusAddress), this.timer ? `Every ${this.refresh / 1000} s` : "Live");
    } catch {
      connection("No answer from herbx", "lost");
      this.timer ??= setInterval(() => this.again(), this.refresh);
    }
  }

  get statusAddress() { return this.place === "/api/runs" ? this.place : `${this.place}/status`; }

  take(facts, words) {
    connection(words, "live");
    this.showFacts(facts);
  }
}

function connection(words, kind) {
  const node = document.getElementById("connection");
  node.className = `connection ${kind}`;
  if (node.textContent !== words) node.textContent = words;
}
