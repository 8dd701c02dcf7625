// What the page heard: each call of its functions and each answer of the server, the newest first.
import { announcer } from "../pages/announce.js";
import { copyButton, el, find, json } from "../pages/dom.js";
import { words } from "../pages/texts.js";

const KINDS = ["callback", "onExit", "ERROR", "WARNING", "PAGE_LOAD", "server"];

const counts = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
const hidden = new Set();

const pad = (number, length) => String(number).padStart(length, "0");

function clock(now) {
  const parts = [now.getHours(), now.getMinutes(), now.getSeconds()].map((part) => pad(part, 2));
  return `${parts.join(":")}.${pad(now.getMilliseconds(), 3)}`;
}

// A run that plays by itself calls many functions at once.
const announce = announcer("live");

function refresh() {
  KINDS.forEach((kind) => {
    find(`count-${kind}`).textContent = String(counts[kind]);
    find("entries").classList.toggle(`without-${kind}`, hidden.has(kind));
  });
  const all = KINDS.reduce((sum, kind) => sum + counts[kind], 0);
  find("empty").hidden = all > 0;
  find("clear").disabled = all === 0;
}

function toggle(button, kind) {
  if (!hidden.delete(kind)) hidden.add(kind);
  button.setAttribute("aria-pressed", String(!hidden.has(kind)));
  refresh();
}

function chip(kind) {
  const count = el("span", { class: "count", id: `count-${kind}` }, "0");
  const name = kind === "server" ? el("span", words("server")) : kind;
  const button = el("button", { type: "button", class: "chip", "data-kind": kind, "aria-pressed": "true" }, name, " ", count);
  button.addEventListener("click", () => toggle(button, kind));
  return button;
}

function clear() {
  KINDS.forEach((kind) => (counts[kind] = 0));
  find("entries").replaceChildren();
  refresh();
  find("scroll").focus();
}

function entry({ kind, name, detail, value, failed = false, copied = value }) {
  const now = new Date();
  const time = el("time", { datetime: now.toISOString() }, clock(now));
  const title = el("span", { class: "what" }, el("strong", {}, name), " ", detail);
  const head = el("div", { class: "head" }, title, time, copyButton(() => JSON.stringify(copied, null, 2)));
  return el("li", { "data-kind": kind, class: failed ? "failed" : "" }, head, el("pre", {}, json(value)));
}

function add(told) {
  counts[told.kind] += 1;
  find("entries").prepend(entry(told));
  find("scroll").scrollTop = 0;
  refresh();
  announce(`${told.name} ${told.detail}`);
}

export function setUp() {
  find("filters").append(...KINDS.map(chip));
  find("clear").addEventListener("click", clear);
  refresh();
}

export function heardCallback(link, institution) {
  add({ kind: "callback", name: "callback", detail: institution, value: [link, institution] });
}

export function heardExit(data) {
  const { last_encountered_error: error } = data.data?.[0] ?? data;
  add({ kind: "onExit", name: "onExit", detail: error?.code || "", value: data });
}

export function heardEvent(data) {
  const { eventName, meta_data: about } = data.data?.[0] ?? data;
  const page = eventName === "PAGE_LOAD" ? `${about.from} → ${about.page}` : "";
  add({ kind: eventName, name: eventName, detail: page || about.error_code || about.warning_code || "", value: data });
}

const SHOWN = 24;
const shortened = (name, value) => (/^(access|refresh)$/.test(name) ? `${value.slice(0, SHOWN)}…` : value);

export function heardServer({ call, status, answer }) {
  const value = JSON.parse(JSON.stringify(answer, shortened));
  add({ kind: "server", name: call, detail: String(status), value, failed: status >= 400, copied: answer });
}
