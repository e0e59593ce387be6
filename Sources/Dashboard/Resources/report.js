"use strict";
// Where a report, one file without a server, has its facts from: data blocks of its own.

class ReportSource {
  constructor() {
    this.isReport = true;
    this.run = this.blocks("run")[0];
    this.about = this.blocks("about")[0];
  }

  blocks(kind) {
    return [...document.querySelectorAll(`script[data-kind="${kind}"]`)].map((block) => JSON.parse(block.textContent));
  }

  watch(show) { show(this.run); }

  imageAddress() { return null; }

  thumbnailAddress(number) {
    this.pictures ??= Object.assign({}, ...this.blocks("pictures"));
    return this.pictures[number];
  }

  /** The same answer that the server gives. */
  async specimens(query) {
    this.all ??= this.blocks("specimens").flat().map((specimen) => ({ specimen, lowest: lowestConfidence(specimen) }));
    const below = Number(query.below);
    const isLow = ({ specimen, lowest }) => specimen.ok && lowest < below;
    const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.all.filter((one) => {
      if (query.filter === "failed" && one.specimen.ok) return false;
      if (query.filter === "low" && !isLow(one)) return false;
      if (words.length === 0) return true;
      one.text ??= specimenText(one.specimen);
      return words.every((word) => one.text.includes(word));
    });
    found.sort(reportOrders[query.order] ?? reportOrders.earliest);
    const size = Number(query.size);
    const pages = Math.max(1, Math.ceil(found.length / size));
    const page = Math.min(Math.max(1, Number(query.page)), pages);
    return {
      matches: found.length, page, pages, size, first: (page - 1) * size + 1, below, all: this.all.length,
      failed: this.all.filter(({ specimen }) => !specimen.ok).length, low: this.all.filter(isLow).length,
      specimens: found.slice((page - 1) * size, page * size).map(({ specimen }) => specimen),
    };
  }
}

const reportOrders = {
  latest: (one, other) => (other.specimen.timestamp ?? "").localeCompare(one.specimen.timestamp ?? "")
    || other.specimen.number - one.specimen.number,
  earliest: (one, other) => one.specimen.number - other.specimen.number,
  doubtful: (one, other) => one.lowest - other.lowest || one.specimen.number - other.specimen.number,
  name: (one, other) => (one.specimen.image < other.specimen.image ? -1 : 1),
};

/** In percent; 255 where no field has one. */
function lowestConfidence(specimen) {
  const all = (specimen.fields ?? []).filter(([, , value]) => value !== null)
    .map(([, , value]) => Math.floor(Number(value) * 100 + 1e-9));
  return all.length ? Math.min(...all) : 255;
}

const specimenText = ({ image, fields = [], error_kind: kind = "", error = "" }) =>
  [image, ...fields.map(([, value]) => value), kind, error].join("\n").toLowerCase();

/** What the file holds, and what it leaves out. */
function reportNote({ about }) {
  const left = about.left_out
    ? `; ${count(about.left_out)} were left out, because the file takes ${bytes(about.limit_bytes)} of images at most`
    : "";
  const without = about.without ? `; ${many(about.without, "image")} had no small form` : "";
  const images = `${many(about.thumbnails, "small image")} (${bytes(about.thumbnail_bytes)})`;
  return h("p", { class: "report-note" }, "Report of ", time(about.written), ` by herbx ${about.herbx}: `,
    `${many(about.specimens, "specimen")} and ${images}${left}${without}.`);
}
