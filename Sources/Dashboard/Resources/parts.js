"use strict";
// The pieces that several pages share: states, bars, figures.

const iconPaths = {
  running: "M5 3.5v9l7.5-4.5z",
  finished: "M3 8.5l3.5 3.5L13 4.5",
  stopped: "M4.5 4.5h7v7h-7z",
  died: "M4 4l8 8M12 4l-8 8",
  reading: "M8 3v5l3 2",
  key: "M6.5 9.5a3 3 0 1 1 2-2L13 12v1.5h-2V12H9.5v-1.5z",
  warning: "M8 2.5L14 13H2zM8 6.5v3M8 11.2v.1",
};

const icon = (name) =>
  svg("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: iconPaths[name] }));

const stateWords = {
  running: "Running", finished: "Finished", stopped: "Stopped", died: "Died", reading: "Being read",
};

/** A run's state: sign, word and colour. */
function stateBadge(status) {
  const state = status?.state ?? "reading";
  const badge = h("span", { class: `state ${state}` }, icon(state), stateWords[state] ?? state);
  return status?.simulated ? [badge, simulatedBadge()] : badge;
}

/** Why a run has not ended as it should, or what it waits for; null where it goes on. */
function reasonOf({ stopped, outage }, children = []) {
  if (outage) return h("p", { class: "reason" }, icon("warning"), "Waiting since ", time(outage.since, clock), ": ", quoted(outage.reason));
  return stopped ? h("p", { class: "reason" }, icon("warning"), ...children, quoted(stopped.message)) : null;
}

/** Invented records look like real ones. */
const simulatedBadge = () => h("span", { class: "state simulated" }, "Simulated: records are invented");

/** How far a run is: done, failed and open parts of one bar. */
function progressBar(status) {
  const total = Math.max(1, status.total);
  const part = (name, value) =>
    value > 0 && sized(h("span", { class: `part ${name}` }), "--share", `${(value / total) * 100}%`);
  const text = `${count(status.done)} done, ${count(status.failed)} failed, of ${count(status.total)}`;
  return h("div", {
    class: "bar", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": status.total,
    "aria-valuenow": status.done + status.failed, "aria-valuetext": text, "aria-label": "Progress",
  }, part("done", status.done), part("failed", status.failed));
}

/** A share of a whole as a bar with its number beside it. */
const shareBar = (share, kind = "") =>
  h("span", { class: `share ${kind}`, "aria-hidden": "true" },
    sized(h("span", { class: "part" }), "--share", `${share * 100}%`));

/** A figure with its name and, in small, what it means. */
const figure = (name, value, note, kind = "") =>
  h("div", { class: `figure ${kind}` }, h("dt", null, name), h("dd", null, h("span", { class: "value" }, value),
    note ? h("span", { class: "note" }, note) : null));

const card = (title, ...content) => {
  const id = `card-${title.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`;
  return h("section", { class: "card", "aria-labelledby": id }, h("h2", { id }, title), ...content);
};

/** How sure the model was: colour and number. */
function confidenceChip(value) {
  if (value === null || value === undefined) return null;
  if (value === "unknown") {
    return h("span", { class: "confidence low", title: "the model's confidence is no number from 0 to 1" },
      unseen("confidence "), "unknown");
  }
  const share = Math.min(1, Math.max(0, Number(value)));
  const kind = share >= 0.9 ? "high" : share >= 0.7 ? "middle" : "low";
  const shown = Math.floor(share * 100 + 1e-9);
  return h("span", { class: `confidence ${kind}`, title: `confidence ${shown} %` },
    unseen("confidence "), String(shown));
}

const empty = (...content) => h("div", { class: "empty" }, ...content);

/** A labelled select that calls back with its value. */
const choice = (label, value, options, change) =>
  h("label", { class: "choice" }, h("span", null, label),
    h("select", { change: (event) => change(event.target.value) },
      options.map(([key, word]) => h("option", { value: key, selected: key === String(value) }, word))));
