"use strict";
// The page of one run: how it stands, over time, field by field, and its specimens.

class RunPage {
  constructor(source, main) {
    this.source = source;
    this.head = h("header", { class: "run-head" });
    this.figures = h("dl", { class: "figures", "aria-label": "Figures" });
    this.chart = h("div", { class: "chart-room" });
    this.chartTable = h("details", null,
      h("summary", null, "The chart's figures as a table"), h("div", { class: "scroll" }));
    this.coverage = h("div");
    this.failures = h("div");
    this.events = h("div");
    this.about = h("div");
    this.specimens = new Specimens(source, source.isReport ? { order: "earliest" } : {});
    main.replaceChildren(this.head, this.figures,
      card("Over time", chartLegend(), this.chart, this.chartTable),
      h("div", { class: "columns" },
        card("Field coverage", this.coverage),
        h("div", { class: "column" },
          card("Failures", this.failures), card("Events", this.events), card("About this run", this.about))),
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
    const decided = status.done + status.failed;
    document.title = `${Math.floor((100 * decided) / Math.max(1, status.total))} % ${facts.name} · herbx`;
    draw(this.head, [facts.name, status.state, status.stopped, status.outage, status.pid, decided, status.failed, status.total, facts.review],
      () => headContent(facts, () => this.goToSpecimens()));
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
    this.specimens.noteTotal(decided, this.specimens.total === 0);
    if (before && before.state !== status.state) announce(`The run is ${stateWords[status.state].toLowerCase()}.`);
    else if (before && before.done + before.failed !== decided) {
      announce(`${count(status.done)} of ${count(status.total)} done, ${count(status.failed)} failed.`, 30);
    }
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
