import { card } from "../about.js";
import { banner, way } from "../brand.js";
import { button, emblem } from "../dom.js";

export function success(context) {
  const { screen, say, act, brand } = context;
  const { institution } = screen;
  const { company_name: company, company_logo: logo, show_belvo_middle_logo: middle } = brand;
  const finish = () => act("finish");
  const linked = logo || middle ? way(brand, institution) : null;
  return {
    moment: true,
    progress: 5,
    title: say("ok"),
    head: [emblem("done", "good"), linked],
    lead: linked && institution?.display_name,
    body: [
      institution && !linked && card(institution, context),
      company && banner("success", null, say("ok.return", { c: company })),
    ],
    actions: [button(say("ok.done"), { primary: true, testid: "belvo-done", onclick: finish })],
    announce: say("ok"),
  };
}
