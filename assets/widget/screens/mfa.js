import { button, el, emblem, icon, text } from "../dom.js";
import { tile } from "../mark.js";
import { qrCode } from "../qr.js";

// Seconds before the end at which the countdown shows, counts seconds, and is read out; more would drown the rest.
const [NEAR, LAST, WARNINGS] = [600, 60, [30, 10]];

const TITLES = { qr: "mfa.scan", inputless: "mfa.do.inputless" };

export function mfa({ screen, say, act }) {
  const { institution, kind, value, input: asks } = screen;
  const known = say.knows(`mfa.do.${kind}`);
  const title = TITLES[kind] || "mfa";
  const told = title === `mfa.do.${kind}` ? "" : known ? say(`mfa.do.${kind}`) : screen.instructions;
  const input = asks ? tokenInput(kind) : null;
  const submit = () => act("token", input ? input.value : null);
  const countdown = clock(screen, say);
  return {
    progress: 4,
    title: say(title),
    head: kind === "inputless" ? emblem("phone") : tile(institution),
    eyebrow: institution.display_name,
    lead: told && text(told),
    body: [
      value && challenge(screen, say),
      kind === "inputless" && steps(institution, say),
      input && labelled(input, say),
      countdown.warning,
    ],
    actions: [countdown.node, confirm(say(asks ? "mfa.send" : "mfa.confirmed"), submit)].filter(Boolean),
    submit,
    focus: input,
    stop: countdown.stop,
    announce: [told, countdown.words()].filter(Boolean).join(". "),
  };
}

function confirm(label, submit) {
  return button(label, { primary: true, testid: "belvo-mfa-submit", onclick: submit });
}

function tokenInput(kind) {
  const quiet = { autocomplete: "one-time-code", autocapitalize: "none", spellcheck: "false" };
  const inputmode = kind === "numeric" ? "numeric" : null;
  return el("input", { ...quiet, id: "token", type: "text", inputmode, testid: "belvo-mfa-token" });
}

function labelled(input, say) {
  return el("div", { class: "field" }, el("label", { for: input.id }, say("mfa.token")), input);
}

function steps({ display_name: i }, say) {
  return el("ol", { class: "steps" }, ["open", "allow", "return"].map((step) => el("li", {}, say(`mfa.step.${step}`, { i }))));
}

function challenge({ kind, value, qr }, say) {
  if (kind !== "qr") return el("p", { class: "challenge", testid: "belvo-mfa-value" }, el("code", {}, value));
  const code = el("code", { testid: "belvo-mfa-value" }, value);
  const drawn = qr ? qrCode(qr, say("mfa.qr")) : null;
  return el("figure", { class: "challenge" }, drawn, el("figcaption", {}, code));
}

function words(left, say) {
  if (left > NEAR) return "";
  return left > LAST ? say("mfa.minutes", { n: Math.ceil(left / 60) }) : say("mfa.left", { n: left });
}

// The server's clock decides when the time is over; this one only counts for the eye, and stands when that one stands.
function clock({ seconds_left: given, frozen }, say) {
  if (given === null || given === undefined) return { node: null, warning: null, words: () => "", stop: () => {} };
  const start = performance.now();
  const count = el("span", { role: "timer", testid: "belvo-mfa-left" });
  const node = el("p", { class: "left", hidden: true }, icon("clock"), count);
  const warning = el("p", { class: "unseen", "aria-live": "polite", testid: "belvo-mfa-warning" });
  const ahead = WARNINGS.filter((seconds) => seconds < given);
  const passed = () => (frozen ? 0 : Math.floor((performance.now() - start) / 1000));
  function tell() {
    const left = Math.max(0, given - passed());
    count.textContent = words(left, say);
    node.hidden = !count.textContent;
    if (left > ahead[0]) return;
    warning.textContent = count.textContent;
    while (left <= ahead[0]) ahead.shift();
  }
  const timer = frozen ? undefined : setInterval(tell, 250);
  tell();
  return { node, warning, words: () => count.textContent, stop: () => clearInterval(timer) };
}
