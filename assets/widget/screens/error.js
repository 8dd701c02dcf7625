import { button, el, emblem } from "../dom.js";

// With nothing to try again the person can only leave; the code is for developers, as the mark is.
export function error({ screen, say, act }) {
  const { acts, institution, mark, code } = screen;
  const way = (name, words, testid) => button(words, { primary: true, testid, onclick: () => act(name) });
  const retry = acts.includes("retry") && way("retry", say("retry"), "belvo-retry");
  const close = acts.includes("close") && way("close", say("nav.close"), "belvo-error-close");
  const told = mark === false ? null : el("p", { class: "told" }, say("err.code"), " ", el("code", { testid: "belvo-error-code" }, code));
  return {
    moment: true,
    title: screen.title,
    titleId: "belvo-error-title",
    head: emblem(screen.name === "expired" ? "clock" : "alert", "bad"),
    eyebrow: institution?.display_name,
    lead: el("p", { testid: "belvo-error-text" }, screen.text),
    body: [told],
    actions: [retry || close].filter(Boolean),
    announce: screen.text,
  };
}
