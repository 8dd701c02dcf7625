// The journal as it is written, with filters; each entry as a call that does the same or waits for it.
import { announcer } from "../../pages/announce.js";
import { problem } from "../../pages/control.js";
import { change, copyButton, el, json } from "../../pages/dom.js";
import { saveEntries } from "../../pages/save.js";
import { counted, words } from "../../pages/texts.js";
import { clear } from "../draw.js";
import { here } from "../place.js";
import * as server from "../server.js";
import { card } from "../table.js";
import { asCommand, asCurl, asExpectation, familyOf, summary } from "./entry.js";
import { filters, wanted } from "./filters.js";

/** So many are shown, and so many kept for the file: as many as a workspace keeps. */
const [SHOWN, KEPT] = [300, 2000];

/** Who listens is not told of each entry. */
const GATHERED = 2000;

const announce = announcer("live", GATHERED);

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

// The entries of a journal: those shown, newest first, and all of them for the file.
function ledger() {
  const list = el("ol", { class: "entries", id: "journal", reversed: true });
  const count = el("p", { class: "small", id: "journal-count" });
  /** @type {any[]} */
  let entries = [];
  let gone = 0;

  function begin() {
    entries = [];
    gone = 0;
    list.replaceChildren();
  }

  function add(fresh, dropped = 0) {
    entries.push(...fresh);
    const over = Math.max(0, entries.length - KEPT);
    entries.splice(0, over);
    gone += dropped + over;
    list.prepend(...fresh.slice(-SHOWN).map(entry).toReversed());
    while (list.childElementCount > SHOWN) list.lastElementChild?.remove();
    change(count, gone ? counted("journal.count.dropped", entries.length, gone) : counted("journal.count", entries.length));
  }

  return { list, count, begin, add, all: () => entries };
}

// How what is told by the stream comes into it.
function hearing(written, { query, seek, onrefused }) {
  let begun = false;

  function onnews(news) {
    const anew = news.findLastIndex(({ event }) => event === "reset");
    if (anew >= 0) written.begin();
    const told = news.slice(anew + 1);
    const fresh = told.filter(({ event }) => !event).map(({ data }) => data);
    written.add(fresh, told.reduce((sum, { event, data }) => sum + (event ? data.dropped : 0), 0));
    seek();
    if (begun && fresh.length) announce(`${fresh.length > 1 ? `${fresh.length} · ` : ""}${fresh.at(-1).kind}`);
    begun = true;
  }
  return { query, onnews, onrefused };
}

// The filters and an empty list.
function begin(root, kinds, query) {
  const written = ledger();
  const { node, seek } = filters(kinds, written.list);
  const refused = el("p", { class: "notice", id: "filter-refused", role: "alert", hidden: true });
  const onrefused = (answer) => {
    refused.hidden = false;
    change(refused, words("filter.refused", problem(answer)));
  };
  const file = el("button", { type: "button", id: "jsonl", class: "quiet", ...words("journal.save") });
  file.addEventListener("click", () => saveEntries(written.all()));
  const scroll = { class: "scroll", id: "journal-scroll", role: "group", tabindex: "0", "data-label": "view.journal" };
  clear(root);
  root.append(
    card("filters-title", "filters", node, refused),
    card("journal-title", "view.journal", el("div", { class: "tools" }, written.count, file), el("div", scroll, el("p", { class: "empty", ...words("journal.none") }), written.list)),
  );
  written.add([]);
  return { list: written.list, news: hearing(written, { query, seek, onrefused }) };
}

/** What is drawn, and of which workspace by which address. @type {any} */
let drawn = null;

// Of all workspaces it is read as it is now.
async function readOnce(query, { onnews, onrefused }, must) {
  const answer = await server.journal(query);
  if (answer.status === 400) return onrefused(answer);
  const { entries, dropped } = must(answer);
  onnews([{ event: "reset" }, { event: "dropped", data: { dropped } }, ...entries.map((data) => ({ data }))]);
}

export async function journal({ root, place, of, must, still }) {
  const query = wanted(place);
  const kinds = await server.kinds();
  if (!still()) return;
  const by = `${of} ${location.hash}`;
  if (drawn?.by !== by || !root.contains(drawn.list)) {
    drawn = { by, ...begin(root, kinds, query) };
    if (of) server.tellJournal(place.query.workspace ? of : "", query);
  }
  if (!of) await readOnce(query, drawn.news, must);
  return drawn.news;
}
