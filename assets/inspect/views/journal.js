// The journal as it is written, with filters; each entry as a call that does the same or waits for it.
import { announcer } from "../../pages/announce.js";
import { problem } from "../../pages/control.js";
import { change, copyButton, el, find, json } from "../../pages/dom.js";
import { saveEntries } from "../../pages/save.js";
import { words } from "../../pages/texts.js";
import { clear } from "../draw.js";
import { here, read } from "../place.js";
import * as server from "../server.js";
import { card } from "../table.js";
import { asCommand, asCurl, asExpectation, familyOf, summary } from "./entry.js";

const MOST = 300;
const FILTERS = ["kind", "path", "code", "widget"];

/** Who listens is not told of each entry. */
const GATHERED = 2000;

const announce = announcer("live", GATHERED);

/** What is drawn: by which address, and up to which entry of each workspace. @type {{ of: string, last: Map<string, number> }} */
let drawn = { of: "", last: new Map() };
/** All that there is of it, for the file. @type {any[]} */
let entries = [];

function entry(told) {
  const { seq, at, kind, widget, why, data } = told;
  const anchor = widget ? el("a", { href: here("widgets", widget) }, el("code", {}, widget.slice(0, 8))) : null;
  const head = el(
    "summary",
    {},
    el("span", { class: "number" }, `${seq}`),
    el("time", { datetime: at }, at.slice(11, 23)),
    el("strong", { class: "what" }, kind),
    el("span", { class: "about" }, summary(told)),
  );
  const requested = kind === "request" ? copyButton(() => asCurl(told), "copy.curl") : null;
  const copies = [requested, copyButton(() => asCommand(told), "copy.ctl"), copyButton(() => asExpectation(told), "copy.verify")];
  const below = [why ? el("p", { class: "why" }, why) : null, el("p", { class: "small" }, told.workspace || el("span", words("nobody")), " ", anchor), el("pre", {}, json(data))];
  const details = el("details", {}, head, below.filter(Boolean), el("p", { class: "copies" }, copies));
  return el("li", { "data-family": familyOf(told) }, details);
}

const plain = (text) => text.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();

// The words of the search stand in what is written of an entry.
function seek() {
  const wanted = plain(find("filter-text").value).split(" ").filter(Boolean);
  for (const item of find("journal").children) {
    const text = plain(item.textContent ?? "");
    item.hidden = !wanted.every((part) => text.includes(part));
  }
}

function setFilter(name, value) {
  location.hash = here("journal", "", { ...read().query, [name]: value });
}

function field(name, input) {
  const id = `filter-${name}`;
  input.id = id;
  return el("div", { class: "field" }, el("label", { for: id, ...words(`filter.${name}`) }), input);
}

function textFilter(name) {
  const input = el("input", { type: "text", autocomplete: "off", spellcheck: "false", autocapitalize: "none" });
  input.value = read().query[name] ?? "";
  input.addEventListener("change", () => setFilter(name, input.value.trim()));
  return field(name, input);
}

function kindFilter(kinds) {
  const chosen = read().query.kind ?? "";
  const options = [...new Set([...kinds, chosen])].filter(Boolean).map((kind) => el("option", { value: kind }, kind));
  const select = el("select", {}, el("option", { value: "", ...words("filter.all") }), options);
  select.value = chosen;
  select.addEventListener("change", () => setFilter("kind", select.value));
  return field("kind", select);
}

function search() {
  const input = el("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  input.addEventListener("input", seek);
  return field("text", input);
}

// The filters and an empty list.
function begin(root, kinds) {
  const filters = [kindFilter(kinds), ...["path", "code", "widget"].map(textFilter), search()];
  const refused = el("p", { class: "notice", id: "filter-refused", role: "alert", hidden: true });
  const list = el("ol", { class: "entries", id: "journal", reversed: true });
  const file = el("button", { type: "button", id: "jsonl", class: "quiet", ...words("journal.save") });
  file.addEventListener("click", () => saveEntries(entries));
  const tools = el("div", { class: "tools" }, el("p", { class: "small", id: "journal-count" }), file);
  clear(root);
  root.append(
    card("filters-title", "filters", el("div", { class: "fields" }, filters), refused),
    card("journal-title", "view.journal", tools, el("div", { class: "scroll", id: "journal-scroll", role: "group", tabindex: "0", "data-label": "view.journal" }, list)),
  );
  drawn = { of: location.hash, last: new Map() };
}

function add(told) {
  const fresh = told.filter(({ workspace: of, seq }) => seq > (drawn.last.get(of) ?? 0));
  const first = drawn.last.size === 0;
  const list = find("journal");
  for (const one of fresh) {
    drawn.last.set(one.workspace, one.seq);
    list.prepend(entry(one));
  }
  while (list.childElementCount > MOST) list.lastElementChild.remove();
  seek();
  if (!first && fresh.length) announce(`${fresh.length > 1 ? `${fresh.length} · ` : ""}${fresh.at(-1).kind}`);
}

// After a reset the numbers begin anew.
function isAnew(told, dropped) {
  const last = new Map(told.map(({ workspace: of, seq }) => [of, seq]));
  const lost = ([of, seq]) => (last.get(of) ?? (dropped ? seq : 0)) < seq;
  return [...drawn.last].some(lost);
}

export async function journal({ root, place, must, still }) {
  const query = Object.fromEntries(FILTERS.map((name) => [name, place.query[name]]).filter(([, value]) => value));
  const [kinds, answer] = await Promise.all([server.kinds(), server.journal(query)]);
  if (!still()) return;
  const isRefused = answer.status === 400;
  const { entries: told, dropped } = isRefused ? { entries: [], dropped: 0 } : must(answer);
  if (drawn.of !== location.hash || !find("journal") || isAnew(told, dropped)) begin(root, kinds);
  find("filter-refused").hidden = !isRefused;
  if (isRefused) return change(find("filter-refused"), words("filter.refused", problem(answer)));
  entries = told;
  add(told.slice(-MOST));
  change(find("journal-count"), words(dropped ? "journal.count.dropped" : "journal.count", `${told.length}${dropped ? ` / ${dropped}` : ""}`));
}
