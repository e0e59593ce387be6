"use strict";
// Decides which page this is.

function begin() {
  const main = document.getElementById("main");
  const place = document.getElementById("place");
  if (document.querySelector("meta[name=herbx-report]")) {
    const source = new ReportSource();
    const page = new RunPage(source, main);
    document.getElementById("connection").textContent = "Report";
    place.append(h("li", null, quoted(source.run.name)));
    page.start();
    main.prepend(reportNote(source));
    return;
  }
  const refresh = Number(document.querySelector("meta[name=herbx-refresh]")?.content ?? 30);
  place.firstElementChild.replaceChildren(h("a", { href: "/", class: "brand" }, "herbx"));
  const [, id, reviewed] = /^\/run\/([0-9a-f]+)(\/review)?$/.exec(location.pathname) ?? [];
  if (!id) {
    new Overview(new LiveSource("/api/runs", refresh), main).start();
    return;
  }
  place.append(h("li", null, h("a", { href: "/" }, "Runs")));
  if (reviewed) {
    place.append(h("li", null, h("a", { href: `/run/${id}` }, "Run")), h("li", { "aria-current": "page" }, "Review"));
    new ReviewPage(id, main).start();
    return;
  }
  new RunPage(new LiveSource(`/api/run/${id}`, refresh), main).start();
}

begin();
