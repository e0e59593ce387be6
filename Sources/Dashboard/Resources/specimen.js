"use strict";
// One specimen of the list.

/** One specimen: the sheet, its name, its fields or why it has none. */
function specimenCard(specimen, source, below) {
  const field = (name) => specimen.fields?.find(([term]) => term === name)?.[1];
  const title = field("scientificName") ?? field("catalogNumber") ?? specimen.image;
  const id = `specimen-${specimen.number}`;
  return h("article", { class: `specimen${specimen.ok ? "" : " failed"}`, "aria-labelledby": id },
    thumbnail(specimen, source),
    h("div", { class: "facts" },
      h("header", null, h("h3", { id }, quoted(title)), h("p", { class: "origin" },
        separated([
          title === specimen.image ? null : quoted(specimen.image),
          specimen.timestamp ? time(specimen.timestamp) : null,
          specimen.cost === undefined ? null : money(specimen.cost),
        ]))),
      specimen.ok ? fieldList(specimen, below) : failure(specimen)));
}

/** The parts that there are, with a point between them. */
const separated = (parts) => parts.filter(Boolean).map((part, index) =>
  [index > 0 ? h("span", { "aria-hidden": "true" }, " · ") : null, part]);

const fieldList = (specimen, below) => h("dl", { class: "fields" }, specimen.fields.map(([term, value, confidence]) =>
  h("div", { class: confidence === "unknown" || confidence !== null && Number(confidence) * 100 < Number(below) ? "doubtful" : null },
    h("dt", null, term), h("dd", null, quoted(value), " ", confidenceChip(confidence)))));

const failure = (specimen) => h("div", { class: "failure" },
  h("p", null, h("span", { class: "kind" }, icon("warning"), specimen.error_kind ?? "failed",
    specimen.http_status ? ` ${specimen.http_status}` : ""), " ", quoted(specimen.error ?? "no record")),
  specimen.content
    ? h("details", null, h("summary", null, "What the model answered"), h("pre", null, quoted(specimen.content)))
    : null);

/** The sheet in small, leading to the whole image where there is one. */
function thumbnail({ number, image, thumbnail: small }, source) {
  const link = small.bytes || small.kind === "made" ? source.imageAddress(number) : null;
  const absent = (why) => h("span", { class: "nothing" }, h("span", null, why),
    link ? h("span", { class: "open" }, small.bytes ? `Open (${bytes(small.bytes)})` : "Open") : null);
  const content = small.kind === "none" ? absent(small.why ?? "no small image") : h("img", {
    src: source.thumbnailAddress(number), alt: `Sheet ${image}`, loading: "lazy", decoding: "async",
    error: (event) => event.target.replaceWith(absent("no small image")),
  });
  const away = { href: link, target: "_blank", rel: "noopener", "aria-label": `Open the image ${image}` };
  const original = link && source.originalAddress
    ? h("a", { class: "open", href: source.originalAddress(number), target: "_blank", rel: "noopener" }, "Original file") : null;
  return h("div", { class: "sheet" }, link ? h("a", away, content) : content, original);
}
