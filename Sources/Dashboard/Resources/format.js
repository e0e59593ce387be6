"use strict";
// Numbers, times and shares in words.

const plainNumber = new Intl.NumberFormat("en");
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const dayAndClock = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
});
const wholeTime = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "medium" });
const none = "–";

const count = (value) => (value === null || value === undefined ? none : plainNumber.format(value));

const percent = (share, digits = 1) =>
  share === null || share === undefined ? none : `${(share * 100).toFixed(share >= 1 ? 0 : digits)}\u00a0%`;

/** US dollars; small amounts with the digits that they need. */
function money(value) {
  if (value === null || value === undefined) return none;
  const amount = Number(value);
  const digits = amount === 0 || amount >= 1 ? 2 : amount >= 0.01 ? 4 : 6;
  return `$${amount.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: digits })}`;
}

/** What a run cost; unknown is not nothing. */
const costOf = ({ cost }) => cost.total === null ? "unknown" : money(cost.total);

/** `3 h 05 min`, `4 min`, `12 s`. */
function duration(seconds) {
  if (seconds === null || seconds === undefined) return none;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  return `${Math.floor(hours / 24)} days ${hours % 24} h`;
}

const seconds = (from, to) => (from && to ? (new Date(to) - new Date(from)) / 1000 : null);

/** A time element: short to read, whole when asked. */
function time(iso, format = dayAndClock) {
  if (!iso) return none;
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  return h("time", { datetime: iso, title: wholeTime.format(moment) }, format.format(moment));
}

const rate = (perMinute) =>
  perMinute === null || perMinute === undefined
    ? none
    : perMinute >= 100 ? count(Math.round(perMinute)) : perMinute.toFixed(perMinute >= 10 ? 1 : 2);

/** A byte count in the unit that fits. */
function bytes(value) {
  if (value >= 1 << 20) return `${(value / (1 << 20)).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(value / 1024))} KB`;
}

const many = (value, one, more = `${one}s`) => `${count(value)} ${value === 1 ? one : more}`;
