"use strict";
// All runs below a folder, one line each.

class Overview {
  constructor(source, main) {
    this.source = source;
    this.head = h("header", { class: "run-head" });
    this.list = h("div");
    main.replaceChildren(this.head, this.list);
  }

  start() { this.source.watch((facts) => this.show(facts)); }

  show({ root, runs }) {
    const running = runs.filter((run) => run.status?.state === "running").length;
    document.title = running ? `${running} running · herbx` : "Runs · herbx";
    draw(this.head, [root, runs.length, running], () => [h("div", { class: "title" }, h("h1", null, "Runs")),
      runs.length > 0 && h("p", { class: "counts" }, many(runs.length, "run"), " under ", h("code", null, quoted(root)),
        running ? `, ${count(running)} running` : "")]);
    draw(this.list, [root, runs], () => (runs.length ? runList(runs) : noRuns(root)));
    announce(`${many(runs.length, "run")}, ${count(running)} running.`, 60);
  }
}

const newestFirst = (one, other) => {
  const key = (run) => (run.status?.state === "running" ? "9" : "") + (run.status?.started ?? "");
  return key(other).localeCompare(key(one)) || one.name.localeCompare(other.name);
};

const runList = (runs) => h("ol", { class: "runs", "aria-label": "Runs" },
  [...runs].sort(newestFirst).map((run) => h("li", null, runCard(run))));

function runCard({ id, name, status }) {
  const title = h("h2", null, h("a", { href: `/run/${id}`, "data-key": id }, quoted(name)));
  if (!status) return h("article", { class: "card run" }, h("div", { class: "title" }, title, stateBadge(null)));
  const isRunning = status.state === "running";
  const entry = (word, value) => h("div", null, h("dt", null, word), h("dd", null, value));
  return h("article", { class: "card run" },
    h("div", { class: "title" },
      title, stateBadge(status), h("span", { class: "quiet model" }, quoted(status.model ?? ""))),
    reasonOf(status),
    progressBar(status),
    h("dl", { class: "summary" },
      entry("Done", [count(status.done), h("span", { class: "quiet" }, ` of ${count(status.total)}`)]),
      entry("Failed", h("span", { class: status.failed ? "bad" : null }, count(status.failed))),
      entry("Success", percent(status.success_share)),
      entry("Rate", [rate(status.rate_per_minute), h("span", { class: "quiet" }, " /min")]),
      entry("Cost", costOf(status)),
      isRunning ? entry("Time left", duration(status.seconds_left)) : entry("Ended", time(status.ended))));
}

const noRuns = (root) => empty(
  h("p", null, "There are no runs under ", h("code", null, quoted(root)), " yet. Start one:"),
  h("pre", null, `herbx extract --input SHEETS --output ${root}/first-run`),
  h("p", { class: "quiet" }, "It appears here by itself."));
