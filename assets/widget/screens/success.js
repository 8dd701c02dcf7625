import { button, emblem, text } from "../dom.js";

export function success({ screen, say, act }) {
  const { institution, company } = screen;
  const finish = () => act("finish");
  return {
    title: say("ok"),
    head: emblem("done", "good"),
    body: [text(institution?.display_name), text(company && say("ok.return", { c: company }))],
    actions: [button(say("ok.done"), { primary: true, testid: "belvo-done", onclick: finish })],
    announce: say("ok"),
  };
}
