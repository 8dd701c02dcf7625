import { button, el, icon, institutionIcon } from "../dom.js";

const plain = (words) => words.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();

// What was searched for survives a look at a form and an institution that is unavailable.
export function institutions({ screen, say, act, base, brand, sought }) {
  const context = { say, act, base, screen, country: countries(say.locale) };
  const rows = screen.institutions.map((institution) => row(institution, context));
  const nothing = empty(rows, say, () => { search(""); input.focus(); });
  const input = searchBox(() => search(input.value));
  function search(wanted) {
    input.value = sought.words = wanted;
    nothing.hidden = filter(rows, wanted);
    nothing.firstChild.textContent = nothing.hidden ? "" : say("inst.none");
  }
  search(sought.words);
  const refused = rows.find(({ name }) => name === screen.refused);
  if (refused) queueMicrotask(() => refused.pick.scrollIntoView({ block: "nearest" }));
  return {
    title: say("inst"),
    body: [social(brand, say), labelled(input, say), el("ul", { class: "list" }, rows.map(({ item }) => item)), nothing],
    focus: refused ? refused.pick : input,
    announce: refused && `${refused.title}: ${say("inst.off")}`,
  };
}

function social(brand, say) {
  return brand.social_proof === false ? null : el("p", { class: "small" }, say("inst.social"));
}

function searchBox(oninput) {
  const attributes = { id: "search", type: "search", autocomplete: "off", spellcheck: "false", testid: "belvo-search" };
  return el("input", { ...attributes, oninput });
}

function labelled(input, say) {
  return el("div", { class: "field" }, el("label", { for: input.id }, say("inst.search")), input);
}

// Without any row there is no search to clear.
function empty(rows, say, onclick) {
  const clear = rows.length ? button(say("inst.clear"), { testid: "belvo-search-clear", onclick }) : null;
  return el("div", { class: "nothing" }, el("p", { class: "small", role: "status" }), clear);
}

// Whether anything is left.
function filter(rows, wanted) {
  const words = plain(wanted.trim());
  rows.forEach((row) => (row.item.hidden = !row.words.includes(words)));
  return rows.some(({ item }) => !item.hidden);
}

function countries(locale) {
  const names = new Intl.DisplayNames([locale], { type: "region" });
  return (code) => (code ? names.of(code) : "");
}

function row(institution, { say, act, base, screen, country }) {
  const { name, display_name: title, available } = institution;
  const off = available ? null : el("span", { class: "off" }, say("inst.off"));
  const attributes = { type: "button", class: "row", testid: `belvo-institution-${name}` };
  const state = { "aria-current": screen.selected === name && "true", "aria-disabled": available ? null : "true" };
  const land = country(institution.country);
  const names = el("span", { class: "names" }, el("span", {}, title), el("span", { class: "small" }, `${name} · ${land}`), off);
  const inner = [institutionIcon(institution, base), names, icon("next")];
  const pick = el("button", { ...attributes, ...state, onclick: () => act("choose", name) }, inner);
  return { name, title, pick, item: el("li", {}, pick), words: plain(`${title} ${name} ${institution.country} ${land}`) };
}
