import { el, institutionIcon } from "../dom.js";

export function loading({ screen, say, base }) {
  const { institution } = screen;
  const spinner = el("div", { class: "spinner", "aria-hidden": "true" });
  return {
    title: say("loading"),
    head: institution && institutionIcon(institution, base),
    body: [spinner, institution && el("p", {}, institution.display_name)],
    announce: say("loading"),
  };
}
