"use strict";
// Throughput and success over time, drawn as SVG: two panels on one time axis, key rotations marked across both.

const chartHeight = { top: 42, rates: 150, gap: 32, shares: 56, axis: 26 };
const chartMargin = { left: 46, right: 14 };
const tickSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080].map((minutes) => minutes * 60000);

/** A round number at or above `value`, for the end of an axis. */
function roundedUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 0.1)));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= value) ?? value;
}

/** The figures of one piece of time: records a minute, and the share that succeeded. */
function pieces(timeline) {
  const minutes = timeline.piece_seconds / 60;
  return timeline.succeeded.map((succeeded, index) => {
    const failed = timeline.failed[index];
    const all = succeeded + failed;
    return { succeeded, failed, all, perMinute: all / minutes, share: all > 0 ? succeeded / all : null };
  });
}

/** The chart as an SVG of so many pixels across; null where nothing has happened yet. */
function timelineChart(status, width) {
  const { timeline } = status;
  if (!timeline.start) return null;
  const data = pieces(timeline);
  const start = Date.parse(timeline.start);
  const span = data.length * timeline.piece_seconds * 1000;
  const inner = width - chartMargin.left - chartMargin.right;
  const x = (moment) => chartMargin.left + ((moment - start) / span) * inner;
  const top = chartHeight.top;
  const sharesTop = top + chartHeight.rates + chartHeight.gap;
  const bottom = sharesTop + chartHeight.shares;
  const most = roundedUp(Math.max(...data.map((piece) => piece.perMinute)));
  const y = (value) => top + chartHeight.rates * (1 - value / most);
  const share = (value) => sharesTop + chartHeight.shares * (1 - value);
  const at = (index) => x(start + index * timeline.piece_seconds * 1000);
  return svg("svg", {
    class: "chart", viewBox: `0 0 ${width} ${bottom + chartHeight.axis}`, width, height: bottom + chartHeight.axis,
    role: "img", "aria-label": chartSummary(status, data),
  },
  gridLines(width, [0, most / 2, most].map((value) => [y(value), rateLabel(value)])),
  gridLines(width, [[share(0), "0 %"], [share(1), "100 %"]]),
  svg("text", { class: "panel", x: chartMargin.left, y: sharesTop - 10 }, "Success"),
  svg("text", { class: "panel", x: chartMargin.left, y: 12 }, "Records a minute"),
  columns(data, at, y, timeline),
  shareLine(data, at, share),
  timeTicks(start, span, x, bottom, inner),
  rotationMarks(status.key_events, start, span, x, top, bottom));
}

const rateLabel = (value) => (value >= 10 || Number.isInteger(value) ? count(Math.round(value)) : value.toFixed(1));

const gridLines = (width, lines) => lines.map(([at, label]) => [
  svg("line", { class: "grid", x1: chartMargin.left, x2: width - chartMargin.right, y1: at, y2: at }),
  svg("text", { class: "tick", x: chartMargin.left - 8, y: at + 4, "text-anchor": "end" }, label),
]);

function columns(data, at, y, timeline) {
  const minutes = timeline.piece_seconds / 60;
  const start = Date.parse(timeline.start);
  return data.map((piece, index) => {
    if (piece.all === 0) return null;
    const width = at(index + 1) - at(index);
    const gap = Math.min(1.5, width * 0.15);
    const column = (kind, from, to) => from !== to && svg("rect", {
      class: kind, x: at(index) + gap / 2, width: Math.max(0.5, width - gap), y: y(to), height: y(from) - y(to),
    });
    const good = piece.succeeded / minutes;
    const when = dayAndClock.format(new Date(start + index * timeline.piece_seconds * 1000));
    const words = `${when}: ${many(piece.succeeded, "success", "successes")}, ${piece.failed} failed`;
    return svg("g", null, svg("title", null, words),
      column("good", 0, good), column("bad", good, piece.perMinute));
  });
}

/** One line through the pieces in which something was decided. */
function shareLine(data, at, share) {
  const points = data.flatMap((piece, index) =>
    piece.share === null ? [] : [`${((at(index) + at(index + 1)) / 2).toFixed(1)},${share(piece.share).toFixed(1)}`]);
  if (points.length === 1) {
    const [cx, cy] = points[0].split(",");
    return svg("circle", { class: "dot", cx, cy, r: 3 });
  }
  return svg("polyline", { class: "line", points: points.join(" ") });
}

function timeTicks(start, span, x, bottom, inner) {
  const mostTicks = Math.max(2, Math.floor(inner / 90));
  const step = tickSteps.find((candidate) => span / candidate <= mostTicks) ?? tickSteps.at(-1);
  const format = step >= 12 * 3600000 || span > 24 * 3600000 ? dayAndClock : clock;
  const offset = new Date(start).getTimezoneOffset() * 60000;
  const ticks = [];
  for (let moment = Math.ceil((start - offset) / step) * step + offset; moment <= start + span; moment += step) {
    ticks.push(svg("line", { class: "grid", x1: x(moment), x2: x(moment), y1: bottom, y2: bottom + 4 }),
      svg("text", {
        class: "tick", x: x(moment), y: bottom + 18, "text-anchor": x(moment) > x(start + span) - 16 ? "end" : "middle",
      }, format.format(new Date(moment))));
  }
  return ticks;
}

function rotationMarks(events, start, span, x, top, bottom) {
  return events.filter((event) => event.kind !== "key.rotating").map((event) => {
    const moment = Date.parse(event.at);
    if (moment < start - 60000 || moment > start + span + 60000) return null;
    const place = Math.min(Math.max(x(moment), x(start)), x(start + span));
    const isBad = event.kind === "key.rotation_failed";
    return svg("g", { class: `rotation${isBad ? " bad" : ""}` },
      svg("title", null, `${clock.format(new Date(moment))} ${eventWords[event.kind] ?? event.kind}: ${event.text}`),
      svg("line", { x1: place, x2: place, y1: top - 6, y2: bottom }),
      svg("circle", { cx: place, cy: top - 14, r: 8 }),
      svg("path", { d: iconPaths.key, transform: `translate(${place - 6.4} ${top - 20.4}) scale(0.8)` }));
  });
}

function chartSummary(status, data) {
  const best = Math.max(...data.map((piece) => piece.perMinute));
  return `Records over time: ${count(status.done)} successes and ${count(status.failed)} failures, at most ${
    rateLabel(best)} a minute, ${many(status.rotations, "key rotation")}. The table below has the figures.`;
}

/** The chart's figures for those who read and do not look; long runs in at most thirty lines. */
function chartTable(status) {
  const { timeline } = status;
  const step = Math.ceil(timeline.succeeded.length / 30);
  const start = Date.parse(timeline.start);
  const rows = [];
  for (let index = 0; index < timeline.succeeded.length; index += step) {
    const sum = (list) => list.slice(index, index + step).reduce((total, value) => total + value, 0);
    const [good, bad] = [sum(timeline.succeeded), sum(timeline.failed)];
    const share = good + bad ? good / (good + bad) : null;
    rows.push(h("tr", null,
      h("th", { scope: "row" }, dayAndClock.format(new Date(start + index * timeline.piece_seconds * 1000))),
      [count(good), count(bad), percent(share, 0)].map((text) => h("td", null, text))));
  }
  const names = ["From", "Succeeded", "Failed", "Success"].map((word) => h("th", { scope: "col" }, word));
  return h("table", { class: "plain" }, h("thead", null, h("tr", null, names)), h("tbody", null, rows));
}

const chartLegend = () => h("p", { class: "legend" },
  [["good", "succeeded"], ["bad", "failed"], ["line", "success"], ["rotation", "key rotation"]].map(([kind, word]) =>
    h("span", { class: `key ${kind}` }, word)));
