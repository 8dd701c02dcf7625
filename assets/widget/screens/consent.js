import { company } from "../about.js";
import { banner, companyImage } from "../brand.js";
import { button, el, emblem, icon } from "../dom.js";

const TERMS = "https://belvo.com/terms-service/";

export function consent({ screen, say, act, brand }) {
  const c = company(brand, say);
  const href = brand.company_terms_url || TERMS;
  const terms = el("a", { href, target: "_blank", rel: "noopener noreferrer", testid: "belvo-terms" }, say("terms"));
  const accept = () => act("accept");
  return {
    progress: 1,
    title: brand.company_name ? say("intro.named", { c }) : say("intro"),
    head: companyImage("icon", brand) || emblem("link"),
    body: [
      benefit(brand),
      el("ul", { class: "points", testid: "belvo-consent-points" }, points(screen, say, c)),
    ],
    actions: [
      el("p", { class: "small" }, say("consent.agree"), " ", terms),
      button(say("nav.continue"), { primary: true, testid: "belvo-continue", onclick: accept }),
    ],
  };
}

function benefit({ company_benefit_header: header, company_benefit_content: content }) {
  return header || content ? banner("info", header, content, { testid: "belvo-benefit" }) : null;
}

// Who gets what, for how long, and what is never seen.
function points({ resources, access_mode: mode, days }, say, c) {
  const time = [say(`consent.${mode}`, { c }), say("consent.days", { n: days })];
  return [
    point("data", say("consent.data", { c }), data(resources, say)),
    point("clock", say("consent.time"), time.join(" ")),
    point("lock", say("consent.never", { c }), say("consent.password")),
  ];
}

function point(drawn, title, words) {
  return el("li", { class: "point" }, icon(drawn), el("div", {}, el("p", { class: "name" }, title), el("p", { class: "small" }, words)));
}

function data(resources, say) {
  if (!resources.length) return say("consent.all");
  const list = new Intl.ListFormat(say.locale, { type: "conjunction" }).format(resources);
  return `${list.charAt(0).toLocaleUpperCase(say.locale)}${list.slice(1)}.`;
}
