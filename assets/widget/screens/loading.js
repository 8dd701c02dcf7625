import { way } from "../brand.js";
import { el } from "../dom.js";

export function loading({ screen, say, base, brand }) {
  const { institution } = screen;
  const spinner = el("div", { class: "spinner", "aria-hidden": "true" });
  return {
    title: say("loading"),
    head: way(brand, institution, base),
    body: [spinner, institution && el("p", {}, institution.display_name)],
    announce: say("loading"),
  };
}
