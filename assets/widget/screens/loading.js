import { way } from "../brand.js";
import { el } from "../dom.js";

// After so long without an answer a person is told that it still goes on.
export const SLOW = 8000;

export function loading({ screen, say, base, brand }) {
  const { institution } = screen;
  const still = el("p", { class: "small slow", role: "status", testid: "belvo-slow" });
  const timer = setTimeout(() => (still.textContent = say("loading.slow")), SLOW);
  const spinner = el("div", { class: "spinner", "aria-hidden": "true" });
  return {
    title: say("loading"),
    head: way(brand, institution, base),
    body: [spinner, institution && el("p", {}, institution.display_name), still],
    stop: () => clearTimeout(timer),
    announce: say("loading"),
  };
}
