import { button, emblem, text } from "../dom.js";

export function error({ screen, say, act }) {
  const retry = button(say("retry"), { primary: true, testid: "belvo-retry", onclick: () => act("retry") });
  return {
    title: screen.title,
    titleId: "belvo-error-title",
    head: emblem("alert", "bad"),
    body: [text(screen.text, { "data-testid": "belvo-error-text" })],
    actions: screen.acts.includes("retry") ? [retry] : [],
    announce: screen.text,
  };
}
