import { countries, names } from "../about.js";
import { button, el, emblem, icon, text } from "../dom.js";
import { tile } from "../mark.js";

const plain = (words) => words.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();

// A country is found in whichever language of the widget it is typed.
const LANGUAGES = ["en", "es", "pt"].map(countries);

// What was searched for survives a look at a form and an institution that is unavailable.
export function institutions(context) {
  const { screen, say, brand, sought } = context;
  const rows = screen.institutions.map((institution) => row(institution, context));
  const count = el("p", { class: "small count" });
  const told = el("span", { class: "unseen", "aria-live": "polite" });
  const nothing = rows.length ? unfound(say, () => { seek(""); input.focus(); }) : none(context);
  const input = searchBox(say, () => seek(input.value));
  function seek(wanted) {
    search(wanted);
    told.textContent = count.textContent || say("inst.none");
  }
  function search(wanted) {
    input.value = sought.words = wanted;
    const left = filter(rows, wanted);
    nothing.hidden = left > 0;
    count.textContent = left ? say("inst.count", { n: left }) : "";
  }
  search(sought.words);
  const refused = rows.find(({ name }) => name === screen.refused);
  if (refused) queueMicrotask(() => refused.pick.scrollIntoView({ block: "nearest" }));
  const list = el("ul", { class: "list" }, rows.map(({ item }) => item));
  return {
    progress: 2,
    title: say("inst"),
    lead: brand.social_proof === false ? null : say("inst.social"),
    body: [rows.length ? [searching(input, say), count, told, list] : null, nothing],
    focus: refused ? refused.pick : rows.length && input,
    announce: refused && `${refused.title}: ${say("inst.off")}`,
  };
}

function searchBox(say, oninput) {
  const quiet = { autocomplete: "off", spellcheck: "false" };
  return el("input", { ...quiet, id: "search", type: "search", placeholder: say("inst.hint"), testid: "belvo-search", oninput });
}

function searching(input, say) {
  return el("div", { class: "search" }, el("label", { for: input.id, class: "unseen" }, say("inst.search")), icon("search"), input);
}

function empty(title, more) {
  return el("div", { class: "nothing" }, emblem("search"), el("p", { class: "name" }, title), more);
}

function unfound(say, onclick) {
  const clear = button(say("inst.clear"), { testid: "belvo-search-clear", onclick });
  return empty(say("inst.none"), clear);
}

// Nobody has searched: the page has left no institution (W-CFG-27).
function none({ screen, say }) {
  return empty(say("inst.empty"), screen.mark === false ? null : text(say("inst.filters"), { class: "small" }));
}

// How many are left.
function filter(rows, wanted) {
  const words = plain(wanted.trim());
  rows.forEach((row) => (row.item.hidden = !row.words.includes(words)));
  return rows.filter(({ item }) => !item.hidden).length;
}

function row(institution, context) {
  const { say, act } = context;
  const { name, display_name: title, country, available } = institution;
  const off = available ? null : el("span", { class: "off" }, say("inst.off"));
  const attributes = { type: "button", class: "row", testid: `belvo-institution-${name}`, "aria-disabled": available ? null : "true" };
  const inner = [tile(institution), names(institution, context, off)];
  const pick = el("button", { ...attributes, onclick: () => act("choose", name) }, inner);
  const words = [pick.textContent, name, country, ...LANGUAGES.map((land) => land(country))];
  return { name, title, pick, item: el("li", {}, pick), words: plain(words.join(" ")) };
}
