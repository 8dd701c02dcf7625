import { button, emblem, text } from "../dom.js";

export function closeDialog({ screen, say, act }) {
  return {
    title: say("exit"),
    head: emblem("alert"),
    body: [text(screen.opportunity_loss)],
    actions: [
      button(say("exit.stay"), { primary: true, testid: "belvo-exit-cancel", onclick: () => act("stay") }),
      button(say("exit.leave"), { testid: "belvo-exit-confirm", onclick: () => act("leave") }),
    ],
  };
}
