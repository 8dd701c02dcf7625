// Tables, each in a frame of its own that is scrolled by its own.
import { el } from "../pages/dom.js";
import { words } from "../pages/texts.js";

/**
 * @param {string} id
 * @param {string} caption
 * @param {{ key?: string, name?: string, cell: (row: any) => any, number?: boolean }[]} columns
 * @param {any[]} rows
 */
export function table(id, caption, columns, rows) {
  const aside = (number) => (number ? { class: "number" } : {});
  const head = columns.map(({ key, name, number }) => el("th", { scope: "col", ...aside(number), ...(key ? words(key) : {}) }, name ?? ""));
  const cells = (row) => columns.map(({ cell, number }) => el("td", aside(number), cell(row)));
  const body = rows.map((row) => el("tr", {}, cells(row)));
  const whole = el("table", {}, el("caption", { class: "unseen", ...words(caption) }), el("thead", {}, el("tr", {}, head)), el("tbody", {}, body));
  return el("div", { class: "scroll table", id, role: "group", tabindex: "0", "data-label": caption }, whole);
}

export const code = (text) => el("code", {}, text);

export const instant = (at) => el("time", { datetime: at }, at.slice(0, 19).replace("T", " "));

export const short = (id) => id.slice(0, 8);

// The facts of one thing.
export const facts = (pairs) =>
  el("dl", { class: "particulars" }, pairs.flatMap(([key, value]) => [el("dt", words(key)), el("dd", {}, value)]));

export function card(id, key, ...parts) {
  return el("section", { class: "card", "aria-labelledby": id }, el("h2", { id, ...words(key) }), parts);
}

export const empty = (key, n) => el("p", { class: "empty", ...words(key, n) });
