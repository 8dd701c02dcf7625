// The filters of the journal. They stand in the address; the words of the search do not.
import { el } from "../../pages/dom.js";
import { words } from "../../pages/texts.js";
import { here, read } from "../place.js";

const TYPED = ["path", "code", "widget"];

// What is asked for by the address.
export function wanted({ query }) {
  return Object.fromEntries(["kind", ...TYPED].map((name) => [name, query[name]]).filter(([, value]) => value));
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

const plain = (text) => text.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();

/** @param {string[]} kinds @param {HTMLElement} list the words of the search stand in what is written of an entry */
export function filters(kinds, list) {
  const input = el("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  function seek() {
    const parts = plain(input.value).split(" ").filter(Boolean);
    for (const item of list.children) {
      const text = plain(item.textContent ?? "");
      /** @type {HTMLElement} */ (item).hidden = !parts.every((part) => text.includes(part));
    }
  }
  input.addEventListener("input", seek);
  const fields = [kindFilter(kinds), ...TYPED.map(textFilter), field("text", input)];
  return { node: el("div", { class: "fields" }, fields), seek };
}
