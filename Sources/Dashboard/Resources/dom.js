"use strict";
// Builds elements. Text is only ever set as text: nothing here reads HTML, so no record or file name can become any.

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

/** An HTML element; a function among the attributes listens to the event of that name. */
const h = (tag, attributes, ...children) => build(document.createElement(tag), attributes, children);

/** An SVG element. */
const svg = (tag, attributes, ...children) =>
  build(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

/** Words from a record: kept apart from the page's own direction, line breaks shown. */
const quoted = (text, attributes) => h("bdi", attributes, text);

/** A term's name, which may be broken before its capitals. */
const termName = (term) => term.split(/(?=[A-Z])/).flatMap((part, index) => index > 0 ? [h("wbr"), part] : [part]);

/** For screen readers only. */
const unseen = (text) => h("span", { class: "unseen" }, text);

/** A length that the style sheet cannot know; set through the object model, which the page's policy allows. */
function sized(node, name, value) {
  node.style.setProperty(name, value);
  return node;
}

const drawn = new WeakMap();

/** Draws the content of `node` anew, but only where `facts` differ from the last time. Keeps the focus. */
function draw(node, facts, content) {
  const key = JSON.stringify(facts);
  if (drawn.get(node) === key) return;
  drawn.set(node, key);
  keepingFocus(node, () => node.replaceChildren(...[content()].flat(Infinity).filter(Boolean)));
}

/** Draws anew within `node`, and gives the focus to what has the key that had it. */
function keepingFocus(node, redraw) {
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  redraw();
  if (focused) [...node.querySelectorAll("[data-key]")].find((one) => one.dataset.key === focused)?.focus();
}

let lastAnnounced = 0;

/** Tells screen readers, at most once in so many seconds. */
function announce(text, seconds = 0) {
  if (Date.now() - lastAnnounced < seconds * 1000) return;
  lastAnnounced = Date.now();
  document.getElementById("announcer").textContent = text;
}
