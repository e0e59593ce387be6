"use strict";
// The page of one run: how it stands, over time, field by field, and its specimens.

const eventWords = {
  "extraction.started": "Started", "extraction.completed": "Finished", "extraction.stopped": "Stopped",
  "key.rotating": "Key is being rotated", "key.rotated": "Key rotated", "key.adopted": "New key adopted",
  "key.rotation_failed": "Key rotation failed", "run.throttled": "Throttled",
  "validation.checkpoint": "Early validation", "validation.warning": "Validation warning",
};

class RunPage {
  constructor(source, main) {
    this.source = source;
    this.head = h("header", { class: "run-head" });
    this.figures = h("dl", { class: "figures", "aria-label": "Figures" });
    this.chart = h("div", { class: "chart-room" });
    this.chartTable = h("details", null, h("summary", null, "The chart's figures as a table"), h("div", { class: "scroll" }));
    this.coverage = h("div");
    this.failures = h("div");
    this.events = h("div");
    this.about = h("div");
    this.specimens = new Specimens(source, source.isReport ? { order: "earliest" } : {});
    main.replaceChildren(this.head, this.figures,
      card("Over time", h("p", { class: "legend" }, h("span", { class: "key good" }, "succeeded"), h("span", { class: "key bad" }, "failed"),
        h("span", { class: "key line" }, "success"), h("span", { class: "key rotation" }, "key rotation")), this.chart, this.chartTable),
      h("div", { class: "columns" }, card("Field coverage", this.coverage),
        h("div", { class: "column" }, card("Failures", this.failures), card("Events", this.events), card("About this run", this.about))),
      this.specimens.node);
    new ResizeObserver(() => this.last && this.showChart(this.last.status)).observe(this.chart);
  }

  async start() {
    this.source.watch((facts) => this.show(facts));
    await this.specimens.load();
  }

  show(facts) {
    const { status } = facts;
    if (!status) return;
    const before = this.last?.status;
    this.last = facts;
    document.title = `${Math.floor((100 * (status.done + status.failed)) / Math.max(1, status.total))} % ${facts.name} · herbx`;
    draw(this.head, [facts.name, status.state, status.stopped, status.pid, status.done, status.failed, status.total], () => this.headContent(facts));
    draw(this.figures, figureFacts(status), () => runFigures(status));
    this.showChart(status);
    draw(this.coverage, [status.coverage, status.done], () => coverageContent(status));
    draw(this.failures, status.failures, () => failureContent(status, (kind) => {
      this.specimens.search.value = kind;
      this.specimens.change({ filter: "failed", text: kind });
      this.goToSpecimens();
    }));
    draw(this.events, status.notes, () => eventContent(status));
    draw(this.about, [facts.environment, facts.path, status.keys], () => aboutContent(facts));
    this.specimens.noteTotal(status.done + status.failed, this.specimens.total === 0);
    if (before && before.state !== status.state) announce(`The run is ${stateWords[status.state].toLowerCase()}.`);
    else if (before && before.done + before.failed !== status.done + status.failed) {
      announce(`${count(status.done)} of ${count(status.total)} done, ${count(status.failed)} failed.`, 30);
    }
  }

  headContent({ name, status }) {
    return [
      h("div", { class: "title" }, h("h1", null, quoted(name)), stateBadge(status),
        status.pid ? h("span", { class: "quiet" }, `process ${status.pid}`) : null,
        h("button", { type: "button", class: "jump", "data-key": "jump", click: () => this.goToSpecimens() }, "To the specimens")),
      status.stopped ? h("p", { class: "reason" }, icon("warning"), h("strong", null, status.stopped.kind.replaceAll("_", " ")), " ",
        quoted(status.stopped.message)) : null,
      progressBar(status),
      h("p", { class: "counts" }, h("strong", null, count(status.done + status.failed)), ` of ${count(status.total)} specimens decided`,
        status.total > 0 ? ` · ${percent((status.done + status.failed) / status.total)}` : ""),
    ];
  }

  goToSpecimens() {
    this.specimens.node.scrollIntoView({ block: "start" });
    this.specimens.search.focus({ preventScroll: true });
  }

  showChart(status) {
    const width = Math.floor(this.chart.clientWidth);
    if (width === 0) return;
    draw(this.chart, [width, status.timeline, status.key_events], () => timelineChart(status, width)
      ?? empty("Nothing has been decided yet: the chart begins with the first record."));
    this.chartTable.hidden = !status.timeline.start;
    if (status.timeline.start) draw(this.chartTable.lastChild, status.timeline, () => chartTable(status));
  }
}

const figureFacts = (status) => [status.done, status.failed, status.open, status.rate_per_minute, status.seconds_left, status.cost,
  status.rotations, status.throttled, status.in_flight_limit, status.state, status.ended];

function runFigures(status) {
  const isRunning = status.state === "running";
  const took = seconds(status.started, status.ended);
  return [
    figure("Done", count(status.done), `of ${count(status.total)}`),
    figure("Failed", count(status.failed), status.open > 0 ? `${count(status.open)} open` : null, status.failed > 0 ? "bad" : ""),
    figure("Success", percent(status.success_share), "of those decided"),
    figure("Rate", rate(status.rate_per_minute), isRunning ? "a minute, of late" : "a minute"),
    isRunning ? figure("Time left", duration(status.seconds_left), status.seconds_left ? ["until ", time(new Date(Date.now() +
      status.seconds_left * 1000).toISOString(), clock)] : "at the present rate")
      : figure("Took", duration(took), ["until ", time(status.ended)]),
    figure("Cost", money(status.cost.total), status.cost.per_success ? `${money(status.cost.per_success)} a record` : "nothing billed"),
    figure("Key rotations", count(status.rotations), status.rotations ? "marked in the chart" : "none needed"),
    figure("Throttled", status.throttled ? `${count(status.throttled)}×` : "never",
      status.in_flight_limit ? `${count(status.in_flight_limit)} at once since` : null),
  ];
}

function coverageContent(status) {
  if (status.coverage.length === 0) return empty("No success yet. Each Darwin Core term appears here once a label has it.");
  return [h("p", { class: "quiet" }, `Share of ${many(status.done, "success", "successes")} in which a term has a value.`),
    h("ol", { class: "coverage" }, status.coverage.map((term) => h("li", null,
      h("span", { class: "term" }, term.term), shareBar(term.share), h("span", { class: "number", title: count(term.filled) },
        percent(term.share, 0)))))];
}

function failureContent(status, search) {
  if (status.failures.length === 0) return empty("No specimen has failed.");
  const most = Math.max(...status.failures.map((group) => group.count));
  return h("ol", { class: "failures" }, status.failures.map((group) => h("li", null,
    h("button", { type: "button", "data-key": group.kind, title: "Show these specimens", click: () => search(group.kind) },
      h("span", { class: "term" }, group.kind), shareBar(group.count / most, "bad"), h("span", { class: "number" }, count(group.count))),
    group.example ? h("p", { class: "example" }, quoted(group.example.image), ": ", quoted(group.example.error)) : null)));
}

function eventContent(status) {
  if (status.notes.length === 0) return empty("Nothing has happened yet.");
  return h("ol", { class: "events" }, status.notes.slice(-60).reverse().map((note) => h("li", { class: note.kind.replaceAll(/[._]/g, "-") },
    time(note.at), h("span", null, h("strong", null, eventWords[note.kind] ?? note.kind), note.text ? [" ", quoted(note.text)] : null))));
}

function aboutContent({ path, environment, status }) {
  const rows = [["Run folder", path], ["Model", status.model ?? environment?.model], ["Images from", environment?.input?.path],
    ["First started", time(status.first_started)], ["Starts", count(status.starts)],
    ["herbx", environment?.herbx ? `${environment.herbx.version} (Swift ${environment.herbx.swift})` : null],
    ["Git commit", environment?.git?.commit ? `${environment.git.commit.slice(0, 12)}${environment.git.dirty ? ", with changes" : ""}` : null],
    ["Command", environment?.command],
    ["Prompts", Object.entries(environment?.prompts ?? {}).map(([name, hash]) => `${name} ${String(hash).slice(0, 12)}`).join(", ")],
    ["Keys that paid", status.keys.map((key) => `${key.key_sha256}: ${many(key.records, "record")}, ${money(key.cost)}`).join("; ")],
    ["Lost on failures", Number(status.cost.wasted_on_failures) > 0 ? money(status.cost.wasted_on_failures) : null]];
  return h("dl", { class: "about" }, rows.filter(([, value]) => value).map(([name, value]) =>
    h("div", null, h("dt", null, name), h("dd", null, typeof value === "string" ? quoted(value) : value))));
}
