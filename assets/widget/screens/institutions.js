import { el, icon, institutionIcon } from "../dom.js";

const plain = (words) => words.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();

export function institutions({ screen, say, act, base, brand }) {
  const rows = screen.institutions.map((institution) => row(institution, { say, act, base, screen }));
  const none = el("p", { class: "small", role: "status" });
  const search = searchBox(say, (wanted) => filter(rows, none, wanted, say));
  filter(rows, none, "", say);
  return {
    title: say("inst"),
    body: [social(brand, say), search, el("ul", { class: "list" }, rows.map(({ item }) => item)), none],
    focus: search.querySelector("input"),
  };
}

function social(brand, say) {
  return brand.social_proof === false ? null : el("p", { class: "small" }, say("inst.social"));
}

function searchBox(say, oninput) {
  const attributes = { id: "search", type: "search", autocomplete: "off", spellcheck: "false", testid: "belvo-search" };
  const input = el("input", { ...attributes, oninput: () => oninput(input.value) });
  return el("div", { class: "field" }, el("label", { for: "search" }, say("inst.search")), input);
}

function filter(rows, none, wanted, say) {
  rows.forEach(({ item, words }) => (item.hidden = !words.includes(plain(wanted.trim()))));
  none.textContent = rows.every(({ item }) => item.hidden) ? say("inst.none") : "";
}

function row(institution, { say, act, base, screen }) {
  const { name, display_name: title, available } = institution;
  const off = available === false ? el("span", { class: "small" }, say("inst.off")) : null;
  const current = screen.selected === name ? "true" : null;
  const attributes = { type: "button", class: "row", "aria-current": current, testid: `belvo-institution-${name}` };
  const names = el("span", { class: "names" }, el("span", {}, title), el("span", { class: "small" }, name), off);
  const inner = [institutionIcon(institution, base), names, icon("next")];
  const pick = el("button", { ...attributes, onclick: () => act("choose", name) }, inner);
  return { item: el("li", {}, pick), words: plain(`${title} ${name}`) };
}
