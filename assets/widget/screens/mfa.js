import { button, el, institutionIcon, text } from "../dom.js";

export function mfa({ screen, say, act, base }) {
  const { institution, instructions, value, input: asks } = screen;
  const input = asks ? tokenInput(screen.kind) : null;
  const submit = () => act("token", input ? input.value : null);
  const countdown = clock(screen, say);
  return {
    title: asks ? say("mfa") : institution.display_name,
    head: institutionIcon(institution, base),
    body: [text(instructions), value && challenge(screen, say), countdown.node, input && labelled(input, say)],
    actions: [confirm(say(asks ? "mfa.send" : "mfa.confirmed"), submit)],
    submit,
    focus: input,
    stop: countdown.stop,
    announce: instructions,
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

function challenge({ kind, value }, say) {
  if (kind !== "qr") return el("p", { class: "challenge", testid: "belvo-mfa-value" }, el("code", {}, value));
  const code = el("code", { testid: "belvo-mfa-value" }, value);
  return el("figure", { class: "challenge" }, el("figcaption", {}, say("mfa.qr")), code);
}

// The server's clock decides when the time is over; this one only counts for the eye, and stands when that one stands.
function clock({ seconds_left: given, frozen }, say) {
  if (given === null || given === undefined) return { node: null, stop: () => {} };
  const start = performance.now();
  const node = el("p", { class: "small", role: "timer" });
  const passed = () => (frozen ? 0 : Math.floor((performance.now() - start) / 1000));
  const tell = () => (node.textContent = say("mfa.left", { n: Math.max(0, given - passed()) }));
  const timer = frozen ? undefined : setInterval(tell, 250);
  tell();
  return { node, stop: () => clearInterval(timer) };
}
