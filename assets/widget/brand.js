// How an application dresses the widget. What of a brand can be used, and which images may be loaded, the server has
// decided; here it is drawn.
import { emblem, el, icon, picture } from "./dom.js";
import { tile } from "./mark.js";

const GLYPHS = { arrow_left: "back", arrow_left_dark: "back", help_outlined: "help", help_outlined_dark: "help" };

/** Puts colors and scheme on the root, as custom properties. */
export function dress(root, { theme, color_scheme: scheme, overlay_background_color: overlay }) {
  const set = (name, value) => root.style.setProperty(name, value);
  if (scheme) root.dataset.scheme = scheme;
  for (const { css_key, value } of theme) set(css_key, value);
  // W-BRAND-09: one color for both schemes; the sheet sees to the 90 %.
  if (overlay) ["", "-dark"].forEach((suffix) => set(`--overlay-background-color${suffix}`, overlay));
}

/** What a style sheet cannot choose by a custom property: glyphs, and where labels stand. */
export function arrange({ root, panel, back, help }) {
  const chosen = getComputedStyle(panel);
  const word = (name) => chosen.getPropertyValue(name).trim();
  root.dataset.labels = word("--input-text-label-variation");
  back.replaceChildren(icon(GLYPHS[word("--nav-bar-left-icon")] || "back"));
  help.replaceChildren(icon(GLYPHS[word("--nav-bar-right-icon")] || "help"));
}

/**
 * The company's `icon` or `logo`, if it has one. What lies outside or does not load is a placeholder that names it
 * (W-BRAND-01 to 03).
 */
export function companyImage(kind, brand) {
  const image = brand[`company_${kind}`];
  if (!image) return null;
  const box = el("span", { class: `company ${kind}`, testid: `belvo-company-${kind}` });
  const placeholder = () => {
    const named = el("span", { role: "img", title: image.url.slice(0, 200) }, icon("picture"));
    box.classList.add("placeholder");
    box.replaceChildren(named);
  };
  if (image.loads) box.append(picture(image.url, placeholder, brand.company_name || ""));
  else placeholder();
  return box;
}

/** From the company to the institution; our own mark in the middle if the brand asks for Belvo's (W-BRAND-10). */
export function way(brand, institution, { waits = false } = {}) {
  const logo = companyImage("logo", brand);
  const middle = brand.show_belvo_middle_logo ? el("span", { testid: "belvo-middle-logo" }, emblem("link")) : null;
  const end = institution && el("span", { class: waits ? "station waits" : "station" }, tile(institution));
  const stations = [logo, middle, end].filter(Boolean);
  return stations.length ? el("div", { class: "way" }, stations) : null;
}

const TONES = { error: "alert", info: "info", success: "done", warning: "warning" };

/** @param {"error" | "info" | "success" | "warning"} tone */
export function banner(tone, title, body, attributes = {}) {
  const words = [title && el("p", { class: "title" }, title), body && el("p", {}, body)];
  return el("div", { class: `banner ${tone}`, ...attributes }, icon(TONES[tone]), el("div", {}, words));
}
