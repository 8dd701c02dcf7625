// What a server would hear: the webhooks of the workspace, the newest first, and what became of each at its receivers.
import * as api from "./api.js";
import { announcer } from "../pages/announce.js";
import { change, commandLines, copyButton, el, find, json } from "../pages/dom.js";
import { ctl, curl } from "../pages/shell.js";
import { follow } from "../pages/stream.js";
import { counted, words } from "../pages/texts.js";

const MOST = 200;
const EXAMPLE = "http://127.0.0.1:3000/webhooks";

/** @typedef {{ id: string, after: number, tries: number, targets: any[], turn: Promise<void>, stop: () => void }} Ear */

/** @type {Ear | null} */
let ear = null;
/** The entries by `webhook_id`: copies of one webhook have the same. @type {Map<string, HTMLElement[]>} */
let places = new Map();

// Many come at once with a link.
const announce = announcer("hooks-live");

// As a server gets it; the secrets of a receiver are never shown again, so their place is kept.
function asCurl(text) {
  const [target] = ear?.targets ?? [];
  const names = [target?.authorization && "Authorization", ...Object.keys(target?.headers ?? {})];
  const headers = ["Content-Type: application/json", ...names.filter(Boolean).map((name) => `${name}: …`)];
  return curl({ method: "POST", url: target?.url ?? EXAMPLE, headers, body: text });
}

function copies(text) {
  return el("span", { class: "copies" }, copyButton(() => text), copyButton(() => asCurl(text), "copy.curl"));
}

// A body that is no JSON does not say what it tells: the inbox does.
function about({ body, event }) {
  return body ?? { webhook_id: event.webhook_id, webhook_type: event.type, webhook_code: event.code };
}

function title(received) {
  const { webhook_type: type, webhook_code: code, process_type: process } = about(received);
  const torn = received.raw === undefined ? null : el("strong", { class: "torn", ...words("hooks.malformed") });
  const own = process && process !== code ? el("span", { class: "process" }, process) : null;
  const why = received.why ? el("span", { class: "why" }, received.why) : null;
  return el("span", { class: "what" }, el("strong", {}, type), " ", code, " ", own, torn, why);
}

function entry(received) {
  const { seq, at, body, raw } = received;
  const text = raw ?? JSON.stringify(body);
  const status = el("ul", { class: "tries" });
  const time = el("time", { datetime: at }, at.slice(11, 23));
  const summary = el("summary", {}, el("span", { class: "number" }, `${seq}`), title(received), time);
  const bar = el("div", { class: "head" }, status, copies(text));
  const shown = el("pre", {}, raw === undefined ? json(body) : el("code", {}, raw));
  const item = el("li", { class: raw === undefined ? "" : "broken" }, el("details", {}, summary, shown), bar);
  return { item, status };
}

function refresh() {
  const list = find("webhooks");
  while (list.childElementCount > MOST) list.lastElementChild.remove();
  const none = list.childElementCount === 0;
  find("hooks-empty").hidden = !none;
  find("hooks-clear").disabled = none;
}

function add(received) {
  const { item, status } = entry(received);
  const { webhook_id: id, webhook_type: type, webhook_code: code } = about(received);
  places.set(id, [...(places.get(id) ?? []), status]);
  find("webhooks").prepend(item);
  announce(`${type} ${code}`);
}

function outcome({ state, tries }) {
  const last = tries.at(-1);
  const took = `${last.took_ms} ms`;
  if (state === "delivered") return el("span", { class: "small" }, took);
  const key = state === "given_up" ? "hooks.given_up" : "hooks.again";
  return el("span", { class: "small" }, el("span", counted(key, tries.length)), last.status === null ? ` · ${last.answer}` : ` · ${took}`);
}

// One line for each receiver, in the place of what stood there before.
function showDelivery(delivery) {
  const { seq, workspace, url, state, tries, event } = delivery;
  const id = `delivery-${workspace}-${seq}`;
  const badge = el("code", { class: state === "delivered" ? "good" : "bad" }, `${tries.at(-1).status ?? "—"}`);
  const line = el("li", { id }, badge, el("span", { class: "url" }, url), outcome(delivery));
  const known = document.getElementById(id);
  if (known) return known.replaceWith(line);
  const all = places.get(event.webhook_id) ?? [];
  const free = all.find((place) => ![...place.children].some((child) => child.textContent?.includes(url))) ?? all[0];
  free?.append(line);
}

async function showTries(now) {
  const { ok, answer } = await api.triedSince(now.id, now.tries);
  if (ok && now === ear) answer.deliveries.filter(({ tries }) => tries.length).forEach(showDelivery);
}

const commands = (id) => commandLines(ctl(["webhooks", "set", "--url", EXAMPLE], id), ctl(["scenario", "NAME"], id));

async function showTargets(now) {
  const { ok, answer } = await api.receivers(now.id);
  if (!ok || now !== ear) return;
  now.targets = answer.targets;
  const urls = answer.targets.map(({ url }) => url).join(", ");
  change(find("hooks-lead"), urls ? words("hooks.sent", urls) : words("hooks.nobody"));
  find("hooks-commands").replaceChildren(...(urls ? [] : commands(now.id)));
}

async function look(now) {
  if (now !== ear) return;
  const { ok, answer } = await api.webhooks(now.id, now);
  if (!ok || now !== ear) return;
  answer.webhooks.forEach(add);
  now.after = answer.webhooks.at(-1)?.seq ?? now.after;
  await showTargets(now);
  await showTries(now);
  now.tries = answer.tries;
  refresh();
}

// One after the other. An emulator that has gone is told of when the button is pressed.
function lookSoon(now) {
  now.turn = now.turn.then(() => look(now)).catch(() => {});
}

const isOfWebhooks = ({ data }) => data.kind === "due" || data.kind?.startsWith("webhook.");

function hear(now, news) {
  if (now !== ear) return;
  if (news.some(({ event }) => event === "reset")) return listenAnew(now.id);
  if (news.some(isOfWebhooks)) lookSoon(now);
}

function empty() {
  find("webhooks").replaceChildren();
  places = new Map();
  refresh();
}

function clear() {
  empty();
  find("hooks-scroll").focus();
}

function listenAnew(id) {
  ear?.stop();
  empty();
  const now = { id, after: 0, tries: 0, targets: ear?.targets ?? [], turn: Promise.resolve(), stop: () => {} };
  ear = now;
  now.stop = follow(id, { onnews: (news) => hear(now, news) });
  lookSoon(now);
}

export const setUp = () => find("hooks-clear").addEventListener("click", clear);

export function listen(id) {
  if (ear?.id !== id) listenAnew(id);
}
