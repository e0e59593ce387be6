"use strict";
// The sheet's image: zoomed, moved and turned by mouse, wheel, touch and keys. The view is kept from sheet to sheet, and
// how it is turned for the whole run, with the run.

const zoomLimits = [1, 24];
const zoomStep = 1.4;
const panStep = 0.12;

class Viewer {
  /** `keepTurn` is told by how many degrees the images of the run are to be turned. */
  constructor(keepTurn) {
    this.keepTurn = keepTurn;
    this.view = { zoom: 1, x: 0, y: 0, turn: 0 };
    this.image = h("img", { alt: "", draggable: "false", decoding: "async" });
    this.absent = h("p", { class: "absent", hidden: true });
    this.frame = h("div", {
      class: "frame", tabindex: 0, role: "group", "data-key": "viewer",
      "aria-label": "Sheet. Plus and minus zoom, arrows move, r turns, 0 shows all.",
    }, this.image, this.absent);
    const button = (label, sign, act) =>
      h("button", { type: "button", title: label, "aria-label": label, click: act }, sign);
    this.original = h("a", { class: "original", target: "_blank", rel: "noopener" }, "Original file");
    // Beside the image, not on it: labels are glued to any corner.
    this.node = h("div", { class: "viewer" }, this.frame, h("div", { class: "viewer-tools" },
      button("Zoom in", "+", () => this.zoom(zoomStep)), button("Zoom out", "−", () => this.zoom(1 / zoomStep)),
      button("Show all", "⤢", () => this.reset()), button("Turn", "↻", () => this.turn()), this.original));
    this.listen();
    new ResizeObserver(() => this.draw()).observe(this.frame);
  }

  show(address, name) {
    this.absent.hidden = true;
    this.image.hidden = false;
    this.image.alt = `Sheet ${name}`;
    this.image.onload = () => this.draw();
    this.image.onerror = () => this.explain(address);
    this.image.src = address;
    this.original.href = `${address}?original=1`;
    this.draw();
  }

  async explain(address) {
    this.image.hidden = true;
    this.absent.hidden = false;
    this.absent.textContent = "The image cannot be shown.";
    try {
      const answer = await fetch(address);
      if (!answer.ok) this.absent.textContent = (await answer.text()).trim();
    } catch { /* The connection is shown elsewhere. */ }
  }

  listen() {
    const { frame } = this;
    this.pointers = new Map();
    frame.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY / 400), this.place(event));
    }, { passive: false });
    frame.addEventListener("dblclick", (event) => this.zoom(2.5, this.place(event)));
    frame.addEventListener("pointerdown", (event) => {
      frame.setPointerCapture(event.pointerId);
      this.pointers.set(event.pointerId, event);
    });
    frame.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      frame.addEventListener(end, (event) => this.pointers.delete(event.pointerId));
    }
    frame.addEventListener("keydown", (event) => { if (this.key(event)) event.preventDefault(); });
  }

  /** One pointer moves the sheet, two zoom it. */
  drag(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const other = [...this.pointers.entries()].find(([id]) => id !== event.pointerId)?.[1];
    const { width, height } = this.frame.getBoundingClientRect();
    if (other) {
      const far = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      if (far(before) > 8) this.zoom(far(event) / far(before), this.place(other));
    } else {
      this.move((event.clientX - before.clientX) / width, (event.clientY - before.clientY) / height);
    }
    this.pointers.set(event.pointerId, event);
  }

  /** Where an event is, from the frame's middle, in its widths and heights. */
  place(event) {
    const frame = this.frame.getBoundingClientRect();
    return { x: (event.clientX - frame.left) / frame.width - 0.5, y: (event.clientY - frame.top) / frame.height - 0.5 };
  }

  /** Whether the key was one of the viewer's. */
  key(event) {
    if (event.ctrlKey || event.metaKey) return false;
    const moves = { ArrowLeft: [panStep, 0], ArrowRight: [-panStep, 0], ArrowUp: [0, panStep], ArrowDown: [0, -panStep] };
    if (moves[event.key]) this.move(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") this.zoom(zoomStep);
    else if (event.key === "-") this.zoom(1 / zoomStep);
    else if (event.key === "0") this.reset();
    else if (event.key === "r") this.turn();
    else return false;
    return true;
  }

  /** Zooms so that what lies at `at` stays there. */
  zoom(factor, at = { x: 0, y: 0 }) {
    const before = this.view.zoom;
    this.view.zoom = Math.min(zoomLimits[1], Math.max(zoomLimits[0], before * factor));
    const share = this.view.zoom / before;
    this.view.x = at.x - (at.x - this.view.x) * share;
    this.view.y = at.y - (at.y - this.view.y) * share;
    this.draw();
  }

  move(x, y) {
    this.view.x += x;
    this.view.y += y;
    this.draw();
  }

  reset() {
    Object.assign(this.view, { zoom: 1, x: 0, y: 0 });
    this.draw();
  }

  turn() {
    this.turnTo((this.view.turn + 90) % 360);
    this.keepTurn(this.view.turn);
    announce(`Turned by ${this.view.turn} degrees`);
  }

  turnTo(degrees) {
    this.view.turn = degrees;
    this.draw();
  }

  draw() {
    const { view, image, frame } = this;
    const reach = view.zoom / 2;
    view.x = Math.min(reach, Math.max(-reach, view.x));
    view.y = Math.min(reach, Math.max(-reach, view.y));
    const { clientWidth: width, clientHeight: height } = frame;
    const [wide, high] = [image.naturalWidth || 1, image.naturalHeight || 1];
    const lies = view.turn % 180 !== 0;
    const fit = Math.min(width / (lies ? high : wide), height / (lies ? wide : high));
    image.style.width = `${wide * fit}px`;
    image.style.height = `${high * fit}px`;
    image.style.transform = `translate(-50%, -50%) translate(${view.x * width}px, ${view.y * height}px) `
      + `rotate(${view.turn}deg) scale(${view.zoom})`;
  }
}
