import { button, el, institutionIcon, text } from "../dom.js";
import { qrCode } from "../qr.js";

// Seconds before the end at which a screen reader speaks up; more would drown the rest.
const WARNINGS = [30, 10];

export function mfa({ screen, say, act, base }) {
  const { institution, kind, value, input: asks } = screen;
  const known = say.knows(`mfa.do.${kind}`);
  const instructions = known ? say(`mfa.do.${kind}`) : screen.instructions;
  const input = asks ? tokenInput(kind) : null;
  const submit = () => act("token", input ? input.value : null);
  const countdown = clock(screen, say);
  return {
    title: asks ? say("mfa") : institution.display_name,
    head: institutionIcon(institution, base),
    body: [text(instructions), value && challenge(screen, say), countdown.node, countdown.warning, input && labelled(input, say)],
    actions: [confirm(say(asks ? "mfa.send" : "mfa.confirmed"), submit)],
    submit,
    focus: input,
    stop: countdown.stop,
    announce: [instructions, countdown.node?.textContent].filter(Boolean).join(". "),
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
  return el("div", { class: "field" }, el("label", { for: input.id }, say("mfa")), input);
}

function challenge({ kind, value, qr }, say) {
  if (kind !== "qr") return el("p", { class: "challenge", testid: "belvo-mfa-value" }, el("code", {}, value));
  const code = el("code", { testid: "belvo-mfa-value" }, value);
  const drawn = qr ? qrCode(qr, say("mfa.qr")) : null;
  return el("figure", { class: "challenge" }, drawn, el("figcaption", {}, say("mfa.qr")), code);
}

// The server's clock decides when the time is over; this one only counts for the eye, and stands when that one stands.
function clock({ seconds_left: given, frozen }, say) {
  if (given === null || given === undefined) return { node: null, warning: null, stop: () => {} };
  const start = performance.now();
  const node = el("p", { class: "small", role: "timer", testid: "belvo-mfa-left" });
  const warning = el("p", { class: "unseen", role: "status", testid: "belvo-mfa-warning" });
  const ahead = WARNINGS.filter((seconds) => seconds < given);
  const passed = () => (frozen ? 0 : Math.floor((performance.now() - start) / 1000));
  function tell() {
    const left = Math.max(0, given - passed());
    node.textContent = say("mfa.left", { n: left });
    if (left > ahead[0]) return;
    warning.textContent = node.textContent;
    while (left <= ahead[0]) ahead.shift();
  }
  const timer = frozen ? undefined : setInterval(tell, 250);
  tell();
  return { node, warning, stop: () => clearInterval(timer) };
}
