import { button, el, emblem } from "../dom.js";

const TERMS = "https://belvo.com/terms-service/";

export function consent({ screen, say, act }) {
  const href = screen.terms_url || TERMS;
  const terms = el("a", { href, target: "_blank", rel: "noopener noreferrer", testid: "belvo-terms" }, say("terms"));
  const accept = () => act("accept");
  return {
    title: screen.company ? say("intro.named", { c: screen.company }) : say("intro"),
    head: emblem("link"),
    body: [el("p", { class: "small" }, terms)],
    actions: [button(say("nav.continue"), { primary: true, testid: "belvo-continue", onclick: accept })],
  };
}
