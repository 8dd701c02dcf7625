import { banner, companyImage } from "../brand.js";
import { button, emblem } from "../dom.js";

export function closeDialog({ say, act, brand }) {
  const loss = brand.opportunity_loss;
  return {
    moment: true,
    title: say("exit"),
    head: companyImage("logo", brand) || emblem("leave"),
    lead: say("exit.about"),
    body: [loss && banner("warning", null, loss, { testid: "belvo-opportunity-loss" })],
    actions: [
      button(say("exit.stay"), { primary: true, testid: "belvo-exit-cancel", onclick: () => act("stay") }),
      button(say("exit.leave"), { testid: "belvo-exit-confirm", onclick: () => act("leave") }),
    ],
  };
}
