// What is said of an institution, the same on every screen.
import { el } from "./dom.js";
import { tile } from "./mark.js";

export function countries(locale) {
  const names = new Intl.DisplayNames([locale], { type: "region" });
  return (code) => (code ? names.of(code) : "");
}

// Ids are for developers: who hides the mark shows the widget to others.
export function details({ name, kind, country }, { say, screen }) {
  const words = [say.knows(`kind.${kind}`) ? say(`kind.${kind}`) : kind, countries(say.locale)(country)];
  const id = screen.mark === false ? null : el("code", { class: "id" }, name);
  return el("span", { class: "details" }, el("span", {}, words.filter(Boolean).join(" · ")), id);
}

export function names(institution, context, ...more) {
  return el("span", { class: "names" }, el("span", { class: "name" }, institution.display_name), details(institution, context), more);
}

export function card(institution, context) {
  return el("div", { class: "card" }, tile(institution), names(institution, context));
}

export const company = (brand, say) => brand.company_name || say("consent.app");
