// The search reads the pages themselves, when it is first used: there is no index that could differ from them.
import { change, el, find } from "../pages/dom.js";
import { words } from "../pages/texts.js";

const MOST = 20;
const AROUND = 60;

/** @typedef {{ href: string, page: string, title: string, text: string }} Part */

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

// Cells and items are no one word.
/** @param {Element} element */
function textOf(element) {
  const cells = [...element.querySelectorAll("th, td, li")];
  return cells.length ? cells.map((cell) => cell.textContent).join(" · ") : element.textContent ?? "";
}

// What stands under each heading of a page.
/** @param {string} href @param {Document} page @returns {Part[]} */
function parts(href, page) {
  const title = page.title.split(" · ")[0];
  /** @type {Part[]} */
  const found = [];
  for (const element of page.querySelectorAll("#article > *")) {
    const text = textOf(element);
    if (element.matches("h1")) found.push({ href, page: title, title, text: "" });
    else if (element.matches("h2, h3")) found.push({ href: `${href}#${element.id}`, page: title, title: text, text: "" });
    else if (found.length) found[found.length - 1].text += ` ${text}`;
  }
  return found;
}

async function read(href) {
  const answer = await fetch(href);
  return parts(href, new DOMParser().parseFromString(await answer.text(), "text/html"));
}

// A heading that has the words comes before a text that has them.
function matches(all, wanted) {
  const has = (text) => wanted.every((word) => plain(text).includes(word));
  const named = all.filter(({ title }) => has(title));
  const others = all.filter((part) => !named.includes(part) && has(`${part.page} ${part.title} ${part.text}`));
  return [...named, ...others];
}

function excerpt({ text }, [first]) {
  const at = Math.max(0, plain(text).indexOf(first) - AROUND);
  const shown = text.slice(at, at + 3 * AROUND).trim();
  return at ? `… ${shown.slice(shown.indexOf(" ") + 1)}` : shown;
}

function result(part, wanted) {
  const place = part.page === part.title ? part.title : `${part.page} · ${part.title}`;
  return el("li", {}, el("a", { href: part.href }, el("span", {}, place), el("span", { class: "small" }, excerpt(part, wanted))));
}

function outcome(wanted, found) {
  if (wanted.length === 0) return "search.none";
  return found.length ? "search.found" : "search.nothing";
}

function show(all, text) {
  const wanted = plain(text).split(/\s+/).filter(Boolean);
  const found = wanted.length ? matches(all, wanted) : [];
  find("results").replaceChildren(...found.slice(0, MOST).map((part) => result(part, wanted)));
  change(find("found"), words(outcome(wanted, found), String(found.length)));
}

const typing = (target) => target instanceof HTMLElement && target.matches("input, textarea, select");

/** @param {HTMLInputElement} field @param {HTMLElement} contents the list of pages */
export function search(field, contents) {
  /** @type {Promise<Part[]> | undefined} */
  let all;
  const pages = [...contents.querySelectorAll("a")].map((link) => link.getAttribute("href") ?? "").filter((href) => !href.startsWith("#"));
  const readAll = () => Promise.all(pages.map(read)).then((found) => found.flat());
  field.addEventListener("input", async () => {
    all ??= readAll();
    const found = await all;
    show(found, field.value);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || typing(event.target)) return;
    event.preventDefault();
    field.focus();
  });
}
