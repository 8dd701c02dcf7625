// An element says by `data-text` which words it shows, so that a change of the language needs no redrawing.

/** @type {Record<string, string>} */
let texts = {};

// The titles of scenarios are English in their files; those of one's own stay as they are written.
const ENGLISH = { titles: {}, endings: {} };
let shipped = ENGLISH;

export const say = (key, n = "") => (texts[key] ?? key).replaceAll("{n}", () => n);

/** @param {string} key @param {string} [n] @returns {Record<string, string | undefined>} */
export const words = (key, n) => ({ "data-text": key, "data-n": n, "data-count": undefined });

/** Words with numbers in them. @param {string} key @param {number[]} counts @returns {Record<string, string | undefined>} */
export const counted = (key, ...counts) => ({ "data-text": key, "data-n": undefined, "data-count": counts.join(" ") });

/** A number by itself, with so many digits behind the point. @param {number} value */
export const numeral = (value, digits = 0) => ({ "data-number": String(value), "data-digits": String(digits) });

/** A day by itself, such as 2026-01-31. @param {string} day */
export const dated = (day) => ({ datetime: day, "data-day": day });

export function number(value, digits = 0) {
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(document.documentElement.lang, format).format(Number(value));
}

/** @param {string} day */
export const date = (day) => new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(day));

const numbers = (counts) => counts.split(" ").map((count) => number(count)).join(" / ");

/** @param {string} title */
function translated(title) {
  const ending = Object.keys(shipped.endings).find((end) => title.endsWith(end)) || "";
  const parts = [shipped.titles[title.slice(0, title.length - ending.length)], shipped.endings[ending] ?? ""];
  return shipped.titles[title] || (parts[0] && parts.join(""));
}

function entitle(element, title) {
  const own = translated(title);
  element.textContent = element.title = own || title;
  element.lang = own ? document.documentElement.lang : "en";
}

const SPEAKING = ["text", "number", "day", "label", "hint", "title"].map((name) => `[data-${name}]`).join();

export function speak(element) {
  const { text, n, count, number: value, digits, day, label, hint, title } = element.dataset;
  if (title) entitle(element, title);
  if (text) element.textContent = say(text, count ? numbers(count) : n);
  if (value) element.textContent = number(value, Number(digits));
  if (day) element.textContent = date(day);
  if (label) element.setAttribute("aria-label", say(label, n));
  if (hint) element.setAttribute("placeholder", say(hint));
}

// The words of both pages, and those of this page alone: its root element says what it is called.
export async function changeLanguage(locale) {
  const page = document.documentElement.dataset.page;
  const files = [`./texts/${locale}.js`, `../${page}/texts/${locale}.js`].map((file) => import(file));
  texts = Object.assign({}, ...(await Promise.all(files)).map((file) => file.default));
  shipped = locale === "en" ? ENGLISH : await import(`./titles/${locale}.js`);
  document.documentElement.lang = locale;
  document.querySelectorAll(SPEAKING).forEach(speak);
}
