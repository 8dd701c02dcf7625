import { banner, companyImage } from "../brand.js";
import { button, el, emblem } from "../dom.js";

const TERMS = "https://belvo.com/terms-service/";

export function consent({ say, act, brand }) {
  const href = brand.company_terms_url || TERMS;
  const terms = el("a", { href, target: "_blank", rel: "noopener noreferrer", testid: "belvo-terms" }, say("terms"));
  const accept = () => act("accept");
  return {
    title: brand.company_name ? say("intro.named", { c: brand.company_name }) : say("intro"),
    head: companyImage("icon", brand) || emblem("link"),
    body: [benefit(brand), el("p", { class: "small" }, terms)],
    actions: [button(say("nav.continue"), { primary: true, testid: "belvo-continue", onclick: accept })],
  };
}

function benefit({ company_benefit_header: header, company_benefit_content: content }) {
  return header || content ? banner("info", header, content, { testid: "belvo-benefit" }) : null;
}
