"use strict";
// The sections of a run's page, each made from the run's status.

const eventWords = {
  "extraction.started": "Started", "extraction.completed": "Finished", "extraction.stopped": "Stopped",
  "key.rotating": "Key is being rotated", "key.rotated": "Key rotated", "key.adopted": "New key adopted",
  "key.rotation_failed": "Key rotation failed", "run.throttled": "Throttled", "run.stopping": "Stopping",
  "validation.checkpoint": "Early validation", "validation.warning": "Validation warning",
  "outage.began": "Waiting", "outage.ended": "Well again",
};

/** Where a run is reviewed; nil on a page that only reads. */
const reviewAddress = (id) => (document.querySelector("meta[name=herbx-review]") ? `/run/${id}/review` : null);

function headContent({ id, name, status, review }, goToSpecimens) {
  const decided = status.done + status.failed;
  return [
    h("div", { class: "title" },
      h("h1", null, quoted(name)), stateBadge(status),
      status.pid ? h("span", { class: "quiet" }, `process ${status.pid}`) : null,
      reviewAddress(id) ? h("a", { class: "jump to-review", href: reviewAddress(id) }, "Review") : null,
      h("button", { type: "button", class: "jump", "data-key": "jump", click: goToSpecimens }, "To the specimens")),
    review ? h("p", { class: "counts" }, h("strong", null, count(review.sheets)), " sheets reviewed: ",
      `${count(review.accepted)} fields accepted, ${count(review.corrected)} corrected, ${count(review.flagged)} flagged`,
      review.conflicts ? `, ${count(review.conflicts)} in conflict` : "",
      review.stale ? `, ${count(review.stale)} annotations of an earlier answer` : "") : null,
    reasonOf(status, status.stopped ? [h("strong", null, status.stopped.kind.replaceAll("_", " ")), " "] : []),
    progressBar(status),
    h("p", { class: "counts" },
      h("strong", null, count(decided)), ` of ${count(status.total)} specimens decided`,
      status.total > 0 ? ` · ${percent(decided / status.total)}` : ""),
  ];
}

/** What the figures are made from: only where this changes are they drawn anew. */
const figureFacts = (status) => [
  status.done, status.failed, status.open, status.rate_per_minute, status.seconds_left, status.cost, status.rotations,
  status.throttled, status.in_flight_limit, status.state, status.ended,
];

function runFigures(status) {
  const isRunning = status.state === "running";
  const { per_success: perSuccess, unpriced } = status.cost;
  const eachCost = perSuccess ? `${money(perSuccess)} a record` : "nothing billed";
  return [
    figure("Done", count(status.done), `of ${count(status.total)}`),
    figure("Failed", count(status.failed), status.open > 0 ? `${count(status.open)} open` : null,
      status.failed > 0 ? "bad" : ""),
    figure("Success", percent(status.success_share), "of those decided"),
    figure("Rate", rate(status.rate_per_minute), isRunning ? "a minute, of late" : "a minute"),
    isRunning ? timeLeft(status) : figure("Took", duration(seconds(status.started, status.ended)),
      ["until ", time(status.ended)]),
    figure("Cost", costOf(status), unpriced > 0 ? `the service did not tell it for ${count(unpriced)}` : eachCost),
    figure("Key rotations", count(status.rotations), status.rotations ? "marked in the chart" : "none needed"),
    figure("Throttled", status.throttled ? `${count(status.throttled)}×` : "never",
      status.in_flight_limit ? `${count(status.in_flight_limit)} at once since` : null),
  ];
}

function timeLeft({ seconds_left: left }) {
  const end = left ? new Date(Date.now() + left * 1000).toISOString() : null;
  return figure("Time left", duration(left), end ? ["until ", time(end, clock)] : "at the present rate");
}

function coverageContent(status) {
  if (status.coverage.length === 0) {
    return empty("No success yet. Each Darwin Core term appears here once a label has it.");
  }
  const line = (term) => h("li", null,
    h("span", { class: "term" }, term.term), shareBar(term.share),
    h("span", { class: "number", title: count(term.filled) }, percent(term.share, 0)));
  return [
    h("p", { class: "quiet" }, `Share of ${many(status.done, "success", "successes")} in which a term has a value.`),
    h("ol", { class: "coverage" }, status.coverage.map(line)),
  ];
}

function failureContent(status, search) {
  if (status.failures.length === 0) return empty("No specimen has failed.");
  const most = Math.max(...status.failures.map((group) => group.count));
  const line = ({ kind, count: number, example }) => h("li", null,
    h("button", { type: "button", "data-key": kind, title: "Show these specimens", click: () => search(kind) },
      h("span", { class: "term" }, kind), shareBar(number / most, "bad"),
      h("span", { class: "number" }, count(number))),
    example ? h("p", { class: "example" }, quoted(example.image), ": ", quoted(example.error)) : null);
  return h("ol", { class: "failures" }, status.failures.map(line));
}

function eventContent(status) {
  if (status.notes.length === 0) return empty("Nothing has happened yet.");
  const line = (note) => h("li", { class: note.kind.replaceAll(/[._]/g, "-") },
    time(note.at),
    h("span", null,
      h("strong", null, eventWords[note.kind] ?? note.kind), note.text ? [" ", quoted(note.text)] : null));
  return h("ol", { class: "events" }, status.notes.slice(-60).reverse().map(line));
}

function aboutContent({ path, environment, status }) {
  const short = (hash) => String(hash).slice(0, 12);
  const { git, herbx } = environment ?? {};
  const prompts = Object.entries(environment?.prompts ?? {}).map(([name, hash]) => `${name} ${short(hash)}`);
  const keys = status.keys.map((key) => `${key.key_sha256}: ${many(key.records, "record")}, ${money(key.cost)}`);
  const wasted = status.cost.wasted_on_failures;
  const rows = [
    ["Run folder", path], ["Model", status.model ?? environment?.model], ["Images from", environment?.input?.path],
    ["First started", time(status.first_started)], ["Starts", count(status.starts)],
    ["herbx", herbx ? `${herbx.version} (Swift ${herbx.swift})` : null],
    ["Git commit", git?.commit ? `${short(git.commit)}${git.dirty ? ", with changes" : ""}` : null],
    ["Command", environment?.command], ["Prompts", prompts.join(", ")], ["Keys that paid", keys.join("; ")],
    ["Lost on failures", Number(wasted) > 0 ? money(wasted) : null],
  ];
  const line = ([name, value]) =>
    h("div", null, h("dt", null, name), h("dd", null, typeof value === "string" ? quoted(value) : value));
  return h("dl", { class: "about" }, rows.filter(([, value]) => value).map(line));
}
