import { banner, way } from "../brand.js";
import { button, emblem, text } from "../dom.js";

export function success({ screen, say, act, base, brand }) {
  const { institution } = screen;
  const { company_name: company, company_logo: logo, show_belvo_middle_logo: middle } = brand;
  const finish = () => act("finish");
  return {
    title: say("ok"),
    head: [emblem("done", "good"), (logo || middle) && way(brand, institution, base)],
    body: [text(institution?.display_name), company && banner("success", null, say("ok.return", { c: company }))],
    actions: [button(say("ok.done"), { primary: true, testid: "belvo-done", onclick: finish })],
    announce: say("ok"),
  };
}
