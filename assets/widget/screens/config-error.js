import { emblem, text } from "../dom.js";

const TEXTS = { callback: "err.callback", signature: "err.callback", scope: "err.scope", scenario: "err.scenario" };

// Drawn in the page's flow: nothing has started, so there is nothing to close and the page must stay usable.
export function configError({ screen, say }) {
  const words = say(TEXTS[screen.reason] || "err.scenario", { n: screen.detail });
  return {
    inline: true,
    title: say("mark"),
    head: emblem("alert", "bad"),
    lead: text(words, { "data-testid": "belvo-config-error", role: "alert" }),
  };
}
