import { way } from "../brand.js";
import { el } from "../dom.js";

// After so long without an answer a person is told that it still goes on.
export const SLOW = 8000;

export function loading({ screen, say, brand }) {
  const { institution } = screen;
  const still = el("p", { class: "small slow", "aria-live": "polite", testid: "belvo-slow" });
  const timer = setTimeout(() => (still.textContent = say("loading.slow")), SLOW);
  return {
    moment: true,
    progress: 4,
    title: say("loading"),
    head: way(brand, institution, { waits: true }),
    lead: institution?.display_name,
    body: [still],
    stop: () => clearTimeout(timer),
    announce: say("loading"),
  };
}
