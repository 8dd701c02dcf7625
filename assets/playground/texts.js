// An element says by `data-text` which words it shows, so that a change of the language needs no redrawing.

/** @type {Record<string, string>} */
let texts = {};

export const say = (key, n = "") => (texts[key] ?? key).replaceAll("{n}", () => n);

/** @param {string} key @param {string} [n] @returns {Record<string, string | undefined>} */
export const words = (key, n) => ({ "data-text": key, "data-n": n });

export function speak(element) {
  const { text, n, label, hint } = element.dataset;
  if (text) element.textContent = say(text, n);
  if (label) element.setAttribute("aria-label", say(label, n));
  if (hint) element.setAttribute("placeholder", say(hint));
}

export async function changeLanguage(locale) {
  texts = (await import(`./texts/${locale}.js`)).default;
  document.documentElement.lang = locale;
  document.querySelectorAll("[data-text], [data-label], [data-hint]").forEach(speak);
}
